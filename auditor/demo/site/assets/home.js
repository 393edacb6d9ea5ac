// 首页轮播和飘窗：没有暂停，关闭用鼠标点。故意保留，见 manifest.toml。
(function () {
  "use strict";
  var slides = document.querySelectorAll(".slide .pic");
  var dots = document.querySelectorAll(".slide .dots span");
  var now = 0;
  function turn(to) {
    now = to % slides.length;
    slides.forEach(function (pic, i) { pic.style.display = i === now ? "block" : "none"; });
    dots.forEach(function (dot, i) { dot.className = i === now ? "on" : ""; });
  }
  dots.forEach(function (dot, i) { dot.onclick = function () { turn(i); }; });
  turn(0);
  setInterval(function () { turn(now + 1); }, 3000);

  var ad = document.getElementById("floatAd");
  var x = 40, y = 300, dx = 1, dy = 1;
  setInterval(function () {
    var right = document.documentElement.clientWidth - ad.offsetWidth;
    x += dx; y += dy;
    if (x <= 0 || x >= right) { dx = -dx; }
    if (y <= 200 || y >= 560) { dy = -dy; }
    ad.style.left = Math.max(0, Math.min(x, right)) + "px";
    ad.style.top = y + "px";
  }, 30);
  ad.querySelector(".close").onclick = function () { ad.style.display = "none"; };
  var couplet = document.getElementById("couplet");
  couplet.querySelector(".shut").onclick = function () { couplet.style.display = "none"; };

  // 英文版入口由脚本写出。
  var link = document.createElement("a");
  link.id = "english-entry";
  link.href = "english.html";
  link.lang = "en";
  link.textContent = "English";
  document.getElementById("langs").appendChild(link);
})();
