// Floating windows and pop-ups of the top document: finds them, and whether they are shown.
__auditor.claim(
  "floatingWindows",
  (() => {
    const { elements, visibility } = __auditor;
    const { pattern } = __auditor.lexicon;
    const MAX_WINDOWS = 20;
    const MAX_CLOSERS = 6; // of one window
    const named =
      /float_?(?:ing)?_?(?:ad|win|pic|img)|floatad|ad_?float|float-ad|movead|king_chance_layer|piao_?(?:fu|chuang|dong)|ad_fload|couplet|duilian/i;
    const popup = /(?:^|[-_ ])(?:pop-?up|pop-?win|tan-?chuang|modal|dialog|mask-?box|layui-layer)(?:[-_ ]|$)/i;
    /** @param {string | null} text */
    const fold = (text) => (text || "").replace(/\s+/g, "");
    /** @param {AnyElement} el */
    const words = (el) => (el.getAttribute("class") || "") + " " + (el.id || "");
    /** @param {AnyElement | null | undefined} el @returns {el is AnyElement} */
    const drawn = (el) => !!el && visibility.isVisible(el, { moreThan: 1, ownOpacity: 0.05 });
    /** @param {AnyElement} el */
    const windowed = (el) => {
      if (el === document.body || el === document.documentElement) return "";
      const position = getComputedStyle(el).position;
      if (position !== "fixed" && position !== "absolute") return "";
      if (named.test(words(el))) return "float";
      const dialog =
        el.matches("dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]") || popup.test(words(el));
      const box = el.getBoundingClientRect();
      return dialog && position === "fixed" && box.width * box.height > 0.04 * innerWidth * innerHeight ? "popup" : "";
    };
    /** @param {AnyElement} el */
    const path = (el) => {
      if (el.id) return "#" + CSS.escape(el.id);
      const steps = [];
      for (
        let at = /** @type {AnyElement | null} */ (el);
        at && at !== document.body && steps.length < 8;
        at = at.parentElement
      ) {
        if (at.id) {
          steps.unshift("#" + CSS.escape(at.id));
          break;
        }
        const alike = [...(at.parentElement ? at.parentElement.children : [])].filter(
          (other) => other.localName === at.localName,
        );
        steps.unshift(at.localName + ":nth-of-type(" + (alike.indexOf(at) + 1) + ")");
      }
      return steps.join(" > ");
    };
    /**
     * Whether a window is in sight.
     * @param {number} number -1: by its path, on the page opened anew
     * @param {string} selector
     */
    const shown = (number, selector) => {
      const el = number >= 0 ? elements.at(number) : elements.all(selector)[0];
      if (!drawn(el)) return false;
      const box = el.getBoundingClientRect();
      return box.right > 0 && box.left < innerWidth;
    };
    /** Where the pointer meets an element's middle; null where it doesn't. @param {number} number */
    const place = (number) => {
      const el = elements.at(number);
      if (!drawn(el)) return null;
      const box = el.getBoundingClientRect(),
        x = box.left + box.width / 2,
        y = box.top + box.height / 2;
      const top = document.elementFromPoint(x, y);
      return top && (top === el || el.contains(top)) ? { x, y } : null;
    };
    /** The windows, with the controls that may close each. */
    const find = () => {
      /** @type {{ at: number, kind: string, path: string, closers: number[], more: boolean }[]} */
      const windows = [];
      for (const [number, el] of elements.list().entries()) {
        if (windows.length >= MAX_WINDOWS) break;
        if (!el || !drawn(el) || !windowed(el) || windows.some((other) => elements.at(other.at)?.contains(el)))
          continue;
        /** @type {number[]} */
        const closers = [];
        for (const inner of elements.all("*", el)) {
          const at = elements.numberOf(inner);
          if (at < 0 || !drawn(inner)) continue;
          const text =
            fold(inner.innerText) ||
            fold(inner.getAttribute("aria-label")) ||
            fold(inner.getAttribute("title")) ||
            fold(inner.alt);
          const sign =
            pattern("close.chosen").test(text) ||
            (pattern("close.marked").test(words(inner) + " " + (inner.getAttribute("onclick") || "")) &&
              text.length <= 4);
          if (sign && !closers.some((other) => elements.at(other)?.contains(inner))) closers.push(at);
        }
        const more = closers.length > MAX_CLOSERS;
        windows.push({ at: number, kind: windowed(el), path: path(el), closers: closers.slice(0, MAX_CLOSERS), more });
      }
      return windows;
    };
    return { find, place, shown };
  })(),
);
