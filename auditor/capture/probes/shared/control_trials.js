// Controls of a document that can be tried: listed as they are now, named, and used as a person would.
__auditor.claim(
  "controlTrials",
  (() => {
    const { elements, visibility } = __auditor;
    const MAX_NAME = 80; // characters
    // types of input
    const NO_CONTROLS = ["hidden", "file", "image", "text", "search", "email", "url", "tel", "password"];
    const ROLES = ["button", "switch", "checkbox", "radio", "menuitem", "tab"];
    const tried = new WeakSet();

    /** Links go elsewhere, unless inside the page. @param {AnyElement} element */
    const isControl = (element) => {
      const tag = element.localName;
      return (
        ["button", "select", "summary"].includes(tag) ||
        (tag === "input" && !NO_CONTROLS.includes(element.type)) ||
        (tag === "a" && /^(#|javascript:)/i.test(element.getAttribute("href") ?? "")) ||
        ROLES.includes(element.getAttribute("role") ?? "")
      );
    };
    /** Numbers of those that are visible and enabled now; those that were tried are left out. @param {number} limit */
    const list = (limit) => {
      /** @type {number[]} */
      const numbers = [];
      /** @param {ParentNode} root */
      const walk = (root) => {
        for (const element of elements.all("*", root)) {
          if (element.shadowRoot) walk(element.shadowRoot);
          const left = numbers.length < limit && !tried.has(element) && !element.disabled;
          if (left && visibility.isVisible(element) && isControl(element)) numbers.push(elements.idOf(element));
        }
      };
      walk(document);
      return numbers;
    };
    /** What it says as it is tried: of one that was hidden at first the tables have no name. @param {number} number */
    const nameOf = (number) => {
      const element = elements.at(number);
      if (!element) return "";
      const name =
        element.getAttribute("aria-label") ||
        [...(element.labels ?? [])].map((label) => label.textContent).join(" ") ||
        element.textContent ||
        (element.localName === "input" && element.value) ||
        element.title ||
        "";
      return elements.cut(name.replace(/\s+/g, " ").trim(), MAX_NAME);
    };
    /** Uses a control; whether it is there and could be used. @param {number} number */
    const use = (number) => {
      const element = elements.at(number);
      if (!element?.isConnected) return false;
      tried.add(element);
      if (element.localName === "select") {
        if (element.options.length < 2) return false;
        element.selectedIndex = (element.selectedIndex + 1) % element.options.length;
        elements.tellChange(element);
      } else if (element.localName === "input" && (element.type === "range" || element.type === "number")) {
        if (Number(element.value) < Number(element.max || 100)) element.stepUp();
        else element.stepDown();
        elements.tellChange(element);
      } else element.click();
      return true;
    };
    return { list, nameOf, use };
  })(),
);
