// The focused element of a document: where it is, how focus shows by its style, and what lies over it.
__auditor.claim(
  "tabWalk",
  (() => {
    const { elements } = __auditor;
    const LEAST_SIDE = 3; // CSS px of a box that can be looked at
    const MAX_BOXES = 4; // of one element
    const MAX_BARS = 3;
    const ACROSS = [0.04, 0.3, 0.5, 0.7, 0.96]; // shares of a box's width and height at which it is looked at
    const DOWN = [0.08, 0.5, 0.92];
    const TYPED = ["text", "search", "email", "url", "tel", "password", "number", "textarea"];

    /** @param {string} colour */
    const isDrawn = (colour) => !/^rgba\(.*, 0\)$|transparent/.test(colour);
    /** @param {AnyElement} element */
    const showsCaret = (element) => {
      const kind = element.localName === "input" ? element.type : element.localName;
      const takesText =
        element.isContentEditable || TYPED.includes(kind) || /^(date|time|month|week|datetime)/.test(kind);
      return takesText && isDrawn(getComputedStyle(element).caretColor) && !element.readOnly;
    };
    /**
     * The outermost bar fixed to the window that `hit` is part of; null where it holds the element as well.
     * @param {AnyElement} hit @param {AnyElement} element
     */
    const barOver = (hit, element) => {
      let bar = null;
      for (let at = /** @type {AnyElement | null} */ (hit); at && !at.contains(element); at = elements.parentOf(at)) {
        const position = getComputedStyle(at).position;
        if (position === "fixed" || position === "sticky") bar = at;
      }
      return bar;
    };
    /** Whether part of it is in the window, and the bars that lie over all of that. @param {AnyElement} element */
    const covering = (element) => {
      const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
      /** @type {AnyElement[]} */
      const bars = [];
      let points = 0;
      let own = 0;
      let inWindow = false;
      for (const box of [...element.getClientRects()].slice(0, MAX_BOXES)) {
        if (own) break;
        const left = Math.max(box.left, 0);
        const top = Math.max(box.top, 0);
        const right = Math.min(box.right, innerWidth);
        const bottom = Math.min(box.bottom, innerHeight);
        if (right - left < LEAST_SIDE || bottom - top < LEAST_SIDE) continue;
        inWindow = true;
        for (const across of ACROSS)
          for (const down of DOWN) {
            if (own) break;
            points++;
            const hit = /** @type {AnyElement | null} */ (
              root.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down)
            );
            const isOwn =
              !hit ||
              hit === element ||
              element.contains(hit) ||
              hit.contains(element) ||
              [...(element.labels ?? [])].some((label) => label.contains(hit));
            const bar = isOwn ? null : barOver(hit, element);
            if (!bar) own++;
            else if (!bars.includes(bar)) bars.push(bar);
          }
      }
      const cover = points && !own && bars.length ? bars.slice(0, MAX_BARS).map(elements.idOf) : null;
      return { inside: inWindow, cover };
    };

    /**
     * Whether the browser's own outline certainly shows: it has two colours, nothing above makes it transparent, and
     * what cuts it leaves a side of it.
     * @param {AnyElement} element @param {DOMRect} box
     */
    const showsOutline = (element, box) => {
      if (box.width < LEAST_SIDE || box.height < LEAST_SIDE) return false;
      if (getComputedStyle(element).clip !== "auto") return false;
      let [left, top, right, bottom] = [box.left - 1, box.top - 1, box.right + 1, box.bottom + 1];
      for (let at = /** @type {AnyElement | null} */ (element); at; at = elements.parentOf(at)) {
        const style = getComputedStyle(at);
        const plain = style.clipPath === "none" && style.maskImage === "none" && style.filter === "none";
        if (Number(style.opacity) < 1 || !plain || style.mixBlendMode !== "normal") return false;
        if (at === element || (style.overflowX === "visible" && style.overflowY === "visible")) continue;
        const edge = at.getBoundingClientRect();
        left = Math.max(left, edge.left);
        top = Math.max(top, edge.top);
        right = Math.min(right, edge.right);
        bottom = Math.min(bottom, edge.bottom);
      }
      const sides = [left < box.left, top < box.top, right > box.right, bottom > box.bottom];
      return right > left && bottom > top && sides.some(Boolean);
    };

    /**
     * The focused element, `n` null where nothing has focus; and what was logged since the last time.
     * @param {boolean} looks whether the look of its focus is asked for as well: `mark`, see focus_look.js
     */
    const state = (looks) => {
      const logged = __auditor.pageEventLog.take();
      const element = elements.focused();
      const mark = looks ? __auditor.focusLook.see(element) : null;
      const common = { ...logged, has: document.hasFocus(), sx: scrollX, sy: scrollY, mark };
      if (!element) return { ...common, n: null };
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const outline =
        style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && isDrawn(style.outlineColor);
      const auto = style.outlineStyle === "auto";
      return {
        ...common,
        n: elements.idOf(element),
        view: [box.left, box.top, box.width, box.height],
        outline,
        auto,
        shows: outline && auto && showsOutline(element, box),
        caret: showsCaret(element),
        ...covering(element),
      };
    };
    return { state };
  })(),
);
