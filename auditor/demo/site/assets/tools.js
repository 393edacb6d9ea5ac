// 阅读工具：字号、高对比、大鼠标、朗读。没有脚本时工具不显示，页面照常可用。
(function () {
  "use strict";
  var root = document.documentElement;
  function recall(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function keep(key, value) { try { localStorage.setItem(key, value); } catch (e) { /* 隐私模式下不保存 */ } }
  var area = root.classList.contains("elder") ? "elder-" : "site-";
  ["size", "contrast", "pointer"].forEach(function (name) {
    var value = recall(area + name);
    if (value) { root.dataset[name] = value; }
  });
  if (window.self !== window.top) { root.classList.add("framed"); }

  document.addEventListener("DOMContentLoaded", function () {
    var status = document.getElementById("tool-status");
    function say(text) { if (status) { status.textContent = text; } }

    document.querySelectorAll(".tools").forEach(function (box) { box.hidden = false; });
    function showState() {
      document.querySelectorAll("[data-set]").forEach(function (button) {
        var pair = button.dataset.set.split("=");
        var now = root.dataset[pair[0]] || "standard";
        button.setAttribute("aria-pressed", String(now === pair[1]));
      });
    }
    document.querySelectorAll("[data-set]").forEach(function (button) {
      button.addEventListener("click", function () {
        var pair = button.dataset.set.split("=");
        var on = button.getAttribute("aria-pressed") === "true";
        var value = pair[0] !== "size" && on ? "standard" : pair[1];
        root.dataset[pair[0]] = value;
        keep(area + pair[0], value);
        showState();
        say("已设为：" + (value === "standard" && pair[0] !== "size" ? "关闭" : "") + button.textContent.trim());
      });
    });
    showState();

    var reader = document.getElementById("read-aloud");
    if (!reader) { return; }
    var reading = false;
    var alarm = 0;
    function stop(text) {
      reading = false;
      clearTimeout(alarm);
      if (window.speechSynthesis) { window.speechSynthesis.cancel(); }
      reader.textContent = "朗读本页";
      say(text);
    }
    function unable() {
      stop("这台设备没有中文朗读功能。您可以拨打 0000-6660100，由工作人员读给您听。");
    }
    function pieces() {
      var found = [];
      document.querySelectorAll("main h1, main h2, main h3, main p, main li, main dt, main dd, main th, main td, main label")
        .forEach(function (node) {
          var text = node.innerText.trim();
          if (text && !node.querySelector("p, li, dd, td")) { found.push(text); }
        });
      return found;
    }
    reader.addEventListener("click", function () {
      if (reading) { stop("已停止朗读。"); return; }
      if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) { unable(); return; }
      reading = true;
      reader.textContent = "停止朗读";
      say("正在朗读本页。");
      var queue = pieces();
      alarm = setTimeout(unable, 4000);
      (function next() {
        if (!reading) { return; }
        if (!queue.length) { stop("朗读完毕。"); return; }
        var words = new SpeechSynthesisUtterance(queue.shift());
        words.lang = "zh-CN";
        words.rate = area === "elder-" ? 0.85 : 1;
        words.onstart = function () { clearTimeout(alarm); };
        words.onend = next;
        words.onerror = function (event) { if (reading && event.error !== "canceled") { unable(); } };
        window.speechSynthesis.speak(words);
      })();
    });
    window.addEventListener("pagehide", function () { if (reading) { stop(""); } });
  });
})();
