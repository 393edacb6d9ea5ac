(function () {
  var W = JSON.parse(document.getElementById("words").textContent);
  var box = document.getElementById("filters");
  var rules = [].slice.call(document.querySelectorAll("section.rule"));
  var found = rules.filter(function (rule) { return !rule.classList.contains("ask"); });
  var impact = "all", people = "all", buttons = [], choice, said;

  function make(name, text, parent) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }
  function hinders(rule) {
    var named = rule.dataset.people ? rule.dataset.people.split(" ") : ["everyone"];
    return people === "all" || named.indexOf(people) >= 0;
  }
  /* What is certain is filtered by impact and people, what a person has to check by people alone. */
  function show() {
    rules.forEach(function (rule) {
      var right = found.indexOf(rule) < 0 || impact === "all" || rule.dataset.impact === impact;
      rule.hidden = !(right && hinders(rule));
    });
    buttons.forEach(function (button) { button.setAttribute("aria-pressed", String(button.dataset.kind === impact)); });
    if (choice) choice.value = people;
    var shown = rules.filter(function (rule) { return !rule.hidden; }).length;
    said.textContent = W.shown.replace("{n}", shown).replace("{all}", rules.length);
  }
  function addButtons() {
    var kinds = ["all", "critical", "serious", "moderate", "minor"].filter(function (kind) {
      return kind === "all" || found.some(function (rule) { return rule.dataset.impact === kind; });
    });
    if (kinds.length < 3) return;
    var row = make("div", "", box);
    row.className = "filters";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", W.filter);
    kinds.forEach(function (kind) {
      var button = make("button", W[kind], row);
      button.type = "button";
      button.dataset.kind = kind;
      button.onclick = function () { impact = kind; show(); };
      buttons.push(button);
    });
  }
  function addChoice() {
    var row = make("div", "", box), label = make("label", W.filter_people, row);
    row.className = "filters";
    choice = make("select", "", row);
    label.htmlFor = choice.id = "filter-people";
    var names = [["all", W.all_people]];
    Object.keys(W.names).forEach(function (key) { names.push([key, W.names[key]]); });
    names.push(["everyone", W.everyone]);
    names.forEach(function (name) {
      people = name[0];
      if (rules.some(hinders)) make("option", name[1], choice).value = name[0];
    });
    people = "all";
    choice.onchange = function () { people = choice.value; show(); };
    said = make("p", "", row);
    said.setAttribute("role", "status");
  }
  /* A link to what a filter hides takes the filters away. */
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var rule = target && target.closest("section.rule");
    if (rule && rule.hidden) { impact = people = "all"; show(); target.scrollIntoView(); }
  }
  if (box && rules.length > 1) {
    addButtons();
    addChoice();
    show();
    window.addEventListener("hashchange", reveal);
  }
  window.addEventListener("beforeprint", function () {
    [].forEach.call(document.querySelectorAll("details"), function (part) { part.open = true; });
  });
})();
