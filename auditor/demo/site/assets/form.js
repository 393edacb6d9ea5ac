// 分步申请表：逐项检查、错误用文字说明、提交前核对、提交后 10 分钟内可撤回。资料只留在本页。
(function () {
  "use strict";
  var form = document.getElementById("apply-form");
  if (!form) { return; }
  var panels = ["step-person", "step-delivery", "step-confirm", "step-done"].map(function (id) {
    return document.getElementById(id);
  });
  var marks = document.querySelectorAll(".steps li");
  var summary = document.getElementById("error-summary");
  var list = summary.querySelector("ul");
  var rules = {
    name: [function (v) { return v.trim().length >= 2; }, "请填写姓名，例如：王秀兰。"],
    idnumber: [function (v) { return /^\d{17}[\dXx]$/.test(v.trim()); }, "请填写 18 位身份证号，最后一位可以是 X。"],
    phone: [function (v) { return /^[\d\- ]{7,15}$/.test(v.trim()); }, "请填写手机或固定电话号码，例如：0000-6660100。"],
    address: [function (v) { return v.trim().length >= 4; }, "请填写现在住址，写到门牌号。"],
    consent: [function (v, el) { return el.checked; }, "请阅读个人信息说明，同意后打勾；不同意可以到窗口办理。"]
  };
  function problems(panel) {
    var found = [];
    Object.keys(rules).forEach(function (id) {
      var el = document.getElementById(id);
      if (!panel.contains(el)) { return; }
      var ok = rules[id][0](el.value, el);
      document.getElementById(id + "-error").textContent = ok ? "" : rules[id][1];
      if (ok) { el.removeAttribute("aria-invalid"); } else { el.setAttribute("aria-invalid", "true"); found.push(id); }
    });
    return found;
  }
  function show(number) {
    panels.forEach(function (panel, i) { panel.hidden = i !== number; });
    marks.forEach(function (mark, i) {
      if (i === Math.min(number, 2)) { mark.setAttribute("aria-current", "step"); } else { mark.removeAttribute("aria-current"); }
    });
    summary.hidden = true;
    var title = panels[number].querySelector("h2, legend");
    title.tabIndex = -1;
    title.focus();
  }
  function forward(number) {
    var wrong = problems(panels[number]);
    if (!wrong.length) { return true; }
    list.textContent = "";
    wrong.forEach(function (id) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#" + id;
      link.textContent = rules[id][1];
      link.addEventListener("click", function (event) { event.preventDefault(); document.getElementById(id).focus(); });
      item.appendChild(link);
      list.appendChild(item);
    });
    summary.hidden = false;
    summary.querySelector("h2").focus();
    return false;
  }
  function review() {
    ["name", "idnumber", "phone", "address"].forEach(function (id) {
      document.getElementById("check-" + id).textContent = document.getElementById(id).value;
    });
    var way = form.querySelector("input[name='way']:checked");
    document.getElementById("check-way").textContent = way.parentNode.querySelector("label").textContent;
  }
  document.querySelectorAll(".needs-script").forEach(function (node) { node.hidden = false; });
  panels[1].hidden = true;
  document.getElementById("to-delivery").addEventListener("click", function () { if (forward(0)) { show(1); } });
  document.getElementById("to-confirm").addEventListener("click", function () { if (forward(1)) { review(); show(2); } });
  document.getElementById("back-person").addEventListener("click", function () { show(0); });
  document.getElementById("back-delivery").addEventListener("click", function () { show(1); });
  document.getElementById("withdraw").addEventListener("click", function () { show(2); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (panels[2].hidden) { return; }
    show(3);
  });
})();
