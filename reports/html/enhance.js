// Filters of the report's groups, by impact and by people, where scripts run; the page is whole without them.
(() => {
  /** @typedef {Record<string, string> & { names: Record<string, string> }} Words */
  const words = /** @type {Words} */ (JSON.parse(document.getElementById("words")?.textContent ?? "{}"));
  const box = document.getElementById("filters");
  const rules = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("section.rule")]);
  const failed = rules.filter((rule) => !rule.classList.contains("ask"));
  let impact = "all";
  let people = "all";
  /** @type {HTMLButtonElement[]} */
  const buttons = [];
  const choice = document.createElement("select");
  const status = document.createElement("p");

  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} text @param {Element} parent */
  const add = (name, text, parent) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  /** @param {HTMLElement} rule */
  const hinders = (rule) => people === "all" || (rule.dataset["people"] || "everyone").split(" ").includes(people);
  // What is certain is filtered by impact and people, what a person has to check by people alone.
  const show = () => {
    for (const rule of rules) {
      const ofImpact = !failed.includes(rule) || impact === "all" || rule.dataset["impact"] === impact;
      rule.hidden = !(ofImpact && hinders(rule));
    }
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset["kind"] === impact));
    choice.value = people;
    const shown = rules.filter((rule) => !rule.hidden).length;
    status.textContent = (words["shown"] ?? "").replace("{n}", String(shown)).replace("{all}", String(rules.length));
  };
  /** @param {HTMLElement} holder */
  const addButtons = (holder) => {
    const kinds = ["all", "critical", "serious", "moderate", "minor"].filter(
      (kind) => kind === "all" || failed.some((rule) => rule.dataset["impact"] === kind),
    );
    if (kinds.length < 3) return;
    const row = add("div", "", holder);
    row.className = "filters";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", words["filter"] ?? "");
    for (const kind of kinds) {
      const button = add("button", words[kind] ?? "", row);
      button.type = "button";
      button.dataset["kind"] = kind;
      button.onclick = () => {
        impact = kind;
        show();
      };
      buttons.push(button);
    }
  };
  /** @param {HTMLElement} holder */
  const addChoice = (holder) => {
    const row = add("div", "", holder);
    const label = add("label", words["filter_people"] ?? "", row);
    row.className = "filters";
    label.htmlFor = choice.id = "filter-people";
    row.append(choice);
    const names = [["all", words["all_people"]], ...Object.entries(words.names), ["everyone", words["everyone"]]];
    for (const [key = "", name = ""] of names) {
      people = key;
      if (rules.some(hinders)) add("option", name, choice).value = key;
    }
    people = "all";
    choice.onchange = () => {
      people = choice.value;
      show();
    };
    status.setAttribute("role", "status");
    row.append(status);
  };
  // A link to what a filter hides takes the filters away.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const rule = /** @type {HTMLElement | null | undefined} */ (target?.closest("section.rule"));
    if (!target || !rule?.hidden) return;
    impact = people = "all";
    show();
    target.scrollIntoView();
  };
  if (box && rules.length > 1) {
    addButtons(box);
    addChoice(box);
    show();
    addEventListener("hashchange", reveal);
  }
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
})();
