// Elements that only the mouse reaches.
__auditor.claim(
  "mouseOnly",
  (() => {
    const { elements, visibility } = __auditor;
    const LEAST_SIDE = 4; // CSS px
    const KEYED =
      "a[href],area[href],button,input,select,textarea,summary,iframe,audio[controls],video[controls],[tabindex]:not([tabindex^='-']),[contenteditable]";

    /**
     * Neither itself nor what is around or inside it takes focus, and it stands for no field.
     * @param {AnyElement} element
     */
    const isUnreached = (element) => {
      if (element === document.body || element === document.documentElement) return false;
      if (!visibility.isVisible(element, { opaque: true, atLeast: LEAST_SIDE })) return false;
      for (let at = /** @type {AnyElement | null} */ (element); at; at = elements.parentOf(at)) {
        const isKeyed = at.matches(KEYED) || at.localName === "label" || at.hasAttribute("aria-activedescendant");
        if (at !== document.body && isKeyed) return false;
      }
      return !element.querySelector(`${KEYED},label`) && !element.shadowRoot;
    };
    /**
     * Of some elements, those that no key reaches. Of a row of like ones (the days of a calendar) some come first,
     * then all
     * others, then the rest of them.
     * @param {number[]} numbers @param {number} alike
     */
    const unreached = (numbers, alike) => {
      const met = new Map();
      /** @type {number[]} */
      const first = [];
      /** @type {number[]} */
      const waiting = [];
      for (const number of numbers) {
        const element = elements.at(number);
        if (!element || !isUnreached(element)) continue;
        const kind = [element.localName, (element.parentElement ?? element).localName, element.classList[0]].join();
        met.set(kind, (met.get(kind) ?? 0) + 1);
        (met.get(kind) > alike ? waiting : first).push(number);
      }
      return [...first, ...waiting];
    };
    /** Where its middle is in the window, if the pointer meets it there; else null. @param {number} number */
    const middle = (number) => {
      const element = elements.at(number);
      if (!element?.isConnected) return null;
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = element.getBoundingClientRect();
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const hit = /** @type {Document | ShadowRoot} */ (element.getRootNode()).elementFromPoint(x, y);
      return box.width > 3 && hit && (element === hit || element.contains(hit)) ? [x, y] : null;
    };
    return { unreached, middle };
  })(),
);
