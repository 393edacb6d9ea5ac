// What a journey asks of a page's elements. Runs in the page's own world, as Playwright's locators do, and leaves
// nothing there.
__auditor.claim(
  "targets",
  (() => {
    const { elements, visibility } = __auditor;
    const MAX_TEXTS = 20_000;
    const FARTHEST = 320; // CSS px between a field and the words that name it
    const FIELDS = "input,select,textarea,[contenteditable=true],[role=combobox],[role=textbox]";
    const NO_FIELDS = ["hidden", "submit", "button", "image", "reset"]; // types of input
    const TOGGLES = ["checkbox", "radio"];

    /** @param {AnyElement} element */
    const isSeen = (element) => visibility.isVisible(element, { moreThan: 2, ownOpacity: 0 });
    /**
     * The field nearest to the words beside or above it: what somebody who sees the page goes by when nothing ties them
     * together.
     * @param {string} words
     */
    const fieldBeside = (words) => {
      /** @type {DOMRect[]} */
      const places = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let left = MAX_TEXTS;
      for (let node = walker.nextNode(); node && left-- > 0; node = walker.nextNode()) {
        const holder = /** @type {AnyElement | null} */ (node.parentElement);
        if (!node.nodeValue?.includes(words) || !holder || !isSeen(holder)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        places.push(range.getBoundingClientRect());
      }
      let nearest = null;
      let least = FARTHEST;
      for (const field of elements.all(FIELDS)) {
        if (!isSeen(field) || NO_FIELDS.includes(field.type)) continue;
        const box = field.getBoundingClientRect();
        for (const place of places) {
          if (box.left < place.left - 4 || box.top < place.top - 12) continue; // words stand before or above
          const distance = Math.hypot(Math.max(0, box.left - place.right), Math.max(0, box.top - place.bottom));
          if (distance < least) {
            least = distance;
            nearest = field;
          }
        }
      }
      return nearest;
    };
    /** Marks one element, and no other. @param {Element} element @param {string} attribute */
    const markOnly = (element, attribute) => {
      for (const marked of elements.all(`[${attribute}]`)) marked.removeAttribute(attribute);
      element.setAttribute(attribute, "");
    };

    /**
     * Where focus is: "none", "there" (on the target or on what stands for it), "group" (another radio button of its
     * group),
     * "elsewhere".
     * @param {AnyElement} target
     */
    const focusFrom = (target) => {
      const active = elements.active();
      if (!active || active === document.body) return "none";
      const standsFor = "a[href],button,label,summary,[role=button],[role=link],[tabindex]";
      if (target.contains(active) || (active.contains(target) && active.matches(standsFor))) return "there";
      const isGroup = active.type === "radio" && target.type === "radio" && active.name && active.name === target.name;
      if (isGroup && active.form === target.form) return "group";
      return target.control && target.control === active ? "there" : "elsewhere";
    };
    /** Whether Space uses it, not Enter. @param {AnyElement} element */
    const takesSpace = (element) =>
      TOGGLES.includes(element.type) ||
      [...TOGGLES, "switch"].includes(element.getAttribute("role") ?? "") ||
      (element.localName === "label" && Boolean(element.control));
    /** Whether it is, or labels, a radio button that is chosen. @param {AnyElement} element */
    const isChosenRadio = (element) => {
      const control = element.control ?? element;
      return control.type === "radio" && control.checked;
    };
    /** @param {AnyElement} element */
    const isSelect = (element) => element.localName === "select";
    /** @param {AnyElement} element */
    const selectedLabel = (element) => element.selectedOptions[0]?.label.trim() ?? "";
    return { fieldBeside, markOnly, focusFrom, takesSpace, isChosenRadio, isSelect, selectedLabel };
  })(),
);
