// How an element with focus looks by its computed style, and what of it was other without focus: tells stops that are
// marked alike, whose pixels need to be looked at once, and those where no style changes at all.
__auditor.claim(
  "focusLook",
  (() => {
    const { elements } = __auditor;
    const SIDES = ["top", "right", "bottom", "left"];
    // Of an element itself: what its mark looks like, and what it lies on.
    const LOOKS = [
      "display visibility opacity filter mix-blend-mode clip-path mask-image content",
      "outline-style outline-width outline-color outline-offset box-shadow animation-name",
      "background-color background-image background-clip color -webkit-text-fill-color text-shadow",
      "text-decoration-line text-decoration-color text-decoration-style text-decoration-thickness text-indent",
      "font-size font-weight font-style fill stroke stroke-width",
      ...SIDES.map((side) => `border-${side}-color border-${side}-style border-${side}-width padding-${side}`),
    ].flatMap((names) => names.split(" "));
    // What changes as well when something is moved or grows; px are told as the difference.
    const PLACES = "left top right bottom width height clip transform scale translate rotate z-index letter-spacing"
      .concat(" background-position background-size margin-left margin-top")
      .split(" ");
    const ALL = [...LOOKS, ...PLACES];
    const MAX_INNER = 8; // elements in the focused one that are looked at
    const MAX_OUTER = 4; // elements it lies in
    const MAX_TELLING = 12; // differences that are told
    const MAX_VALUE = 160; // characters of a value
    const MAX_STACK = 12; // elements under a point
    const BESIDE = 2; // px next to an element, where its mark would be
    const FAR = 20; // px: what is cut further away than this cuts no mark
    const REPLACED = "img, svg, video, canvas, object, embed, iframe";
    /** @typedef {{ element: AnyElement, pseudo: string, name: string }} Part */

    /** Where transitions that are under way end, by element and pseudo-element. @param {AnyElement} element */
    const endings = (element) => {
      /** @type {Map<Element, Record<string, Record<string, string>>>} */
      const ends = new Map();
      for (const root of new Set([document, /** @type {Document | ShadowRoot} */ (element.getRootNode())]))
        for (const animation of root.getAnimations?.() ?? []) {
          const effect = animation.effect;
          if (!(animation instanceof CSSTransition && effect instanceof KeyframeEffect && effect.target)) continue;
          const name = animation.transitionProperty;
          const last = effect.getKeyframes().at(-1)?.[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())];
          if (typeof last !== "string") continue;
          const of = ends.get(effect.target) ?? {};
          (of[effect.pseudoElement ?? ""] ??= {})[name] = last;
          ends.set(effect.target, of);
        }
      return ends;
    };

    /** The element, its pseudo-elements and what a style sheet can reach from its focus. @param {AnyElement} element */
    const partsOf = (element) => {
      /** @type {Part[]} */
      const parts = [];
      /** @param {Element | null | undefined} at @param {string} name */
      const add = (at, name) => {
        for (const pseudo of at ? ["", "::before", "::after"] : [])
          parts.push({ element: /** @type {AnyElement} */ (at), pseudo, name });
      };
      add(element, "own");
      [...(element.shadowRoot ?? element).querySelectorAll("*")]
        .slice(0, MAX_INNER)
        .forEach((at, number) => add(at, `inner${number}`));
      [...(element.labels ?? [])].slice(0, 2).forEach((at, number) => add(at, `label${number}`));
      add(element.nextElementSibling, "next");
      add(element.nextElementSibling?.nextElementSibling, "next1");
      add(element.nextElementSibling?.firstElementChild, "next-inner");
      add(element.previousElementSibling, "previous");
      let at = elements.parentOf(element);
      for (let number = 0; at && number < MAX_OUTER; number++, at = elements.parentOf(at)) add(at, `outer${number}`);
      return parts;
    };

    /** @param {Part} part @param {ReturnType<typeof endings>} ends */
    const valuesOf = ({ element, pseudo }, ends) => {
      const style = getComputedStyle(element, pseudo || null);
      const content = style.getPropertyValue("content");
      if (pseudo && (content === "none" || content === "normal")) return [];
      const end = ends.get(element)?.[pseudo];
      return ALL.map((name) => end?.[name] ?? style.getPropertyValue(name));
    };
    /** @param {string[]} values */
    const looksOf = (values) => values.slice(0, LOOKS.length).map(short).join(";");
    /** @param {string} value */
    const short = (value) => (value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…${value.length}` : value);

    /** The distances at which an element's mark would be cut, at most FAR, and what changes all that it lies in. */
    /** @param {AnyElement} element @param {DOMRect} box */
    const cutting = (element, box) => {
      let [left, top, right, bottom] = [0, 0, innerWidth, innerHeight];
      let over = "";
      for (let at = elements.parentOf(element); at; at = elements.parentOf(at)) {
        const style = getComputedStyle(at);
        if (Number(style.opacity) < 1) over += style.opacity;
        for (const name of ["filter", "clip-path", "mask-image", "mix-blend-mode", "clip", "contain"]) {
          const value = style.getPropertyValue(name);
          if (!/^(none|normal|auto)$/.test(value)) over += `${name}:${short(value)}`;
        }
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const edge = at.getBoundingClientRect();
        left = Math.max(left, edge.left);
        top = Math.max(top, edge.top);
        right = Math.min(right, edge.right);
        bottom = Math.min(bottom, edge.bottom);
      }
      const room = [box.left - left, box.top - top, right - box.right, bottom - box.bottom];
      return { room: room.map((px) => Math.max(-1, Math.min(FAR, Math.round(px)))), over };
    };

    /**
     * What is met at the middle of an element and next to the middles of its sides: "o" for itself, "u" for what it
     * lies in, "x" for others, "-" for nothing; and the colours and images that lie under it there.
     * @param {AnyElement} element @param {DOMRect} box
     */
    const surroundings = (element, box) => {
      const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
      const [across, down] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const points = [
        [across, down],
        [across, box.top - BESIDE],
        [box.right + BESIDE, down],
        [across, box.bottom + BESIDE],
        [box.left - BESIDE, down],
      ];
      let met = "";
      let ground = "";
      points.forEach(([x = 0, y = 0], number) => {
        const stack = root.elementsFromPoint(x, y).slice(0, MAX_STACK);
        const hit = stack[0];
        met += !hit
          ? "-"
          : hit === element || element.contains(hit)
            ? "o"
            : hit.contains(element) || hit === /** @type {ShadowRoot} */ (root).host
              ? "u"
              : "x";
        if (!number) return;
        ground += "|";
        for (const at of stack) {
          if (at === element || element.contains(at)) continue;
          const style = getComputedStyle(at);
          if (style.backgroundImage !== "none" || at.matches(REPLACED)) ground += `#${elements.idOf(at)}`;
          if (/, 0\)$/.test(style.backgroundColor)) continue;
          ground += style.backgroundColor;
          if (!style.backgroundColor.startsWith("rgba")) break;
        }
      });
      return { met, ground };
    };

    /** @type {{ element: AnyElement, parts: Part[], values: string[][] } | null} */
    let last = null;

    /**
     * What is other now than when an element was focused, and how the parts look on which it is; null where it
     * has gone. Px of places are told as differences.
     * @returns {string | null}
     */
    const difference = () => {
      if (!last?.element.isConnected) return null;
      const ends = endings(last.element);
      /** @type {string[]} */
      const told = [];
      last.parts.forEach((part, at) => {
        const focused = last?.values[at] ?? [];
        const plain = valuesOf(part, ends);
        const changed = ALL.filter((_, number) => focused[number] !== plain[number]);
        if (!changed.length) return;
        const name = part.name + part.pseudo;
        if (part.element !== last?.element) told.push(`${name} ${part.element.localName} ${looksOf(focused)}`);
        for (const property of changed) {
          const number = ALL.indexOf(property);
          const [before = "", after = ""] = [plain[number], focused[number]];
          const grown = number >= LOOKS.length && parseFloat(after) - parseFloat(before);
          told.push(`${name} ${property} ${grown ? grown.toFixed(1) : `${short(before)}>${short(after)}`}`);
        }
      });
      return told.slice(0, MAX_TELLING).join("\n");
    };

    /**
     * The element seen last, what is other on it now that focus has gone on, and where it is in the window; null where
     * none was seen.
     */
    const leave = () => {
      if (!last) return null;
      const { left, top, width, height } = last.element.getBoundingClientRect();
      const gone = { n: elements.idOf(last.element), changed: difference(), view: [left, top, width, height] };
      last = null;
      return gone;
    };

    /**
     * Of the element that has focus now: `look`, the same for those that look alike with focus on the same ground, and
     * `met` next to it; `look` is null where it was seen last as well. `before`: see `leave`.
     * @param {AnyElement | null} element
     */
    const see = (element) => {
      if (element && last?.element === element) return { before: null, look: null, met: "" };
      const before = leave();
      if (!element) return { before, look: null, met: "" };
      const box = element.getBoundingClientRect();
      const ends = endings(element);
      const parts = partsOf(element);
      const values = parts.map((part) => valuesOf(part, ends));
      last = { element, parts, values };
      const { room, over } = cutting(element, box);
      const { met, ground } = surroundings(element, box);
      const own = parts.flatMap((part, at) => (part.name === "own" ? [looksOf(values[at] ?? [])] : []));
      const inner = [...element.querySelectorAll("*")].slice(0, MAX_INNER).map((at) => at.localName);
      /** @param {string} name */
      const ownValue = (name) => values[0]?.[LOOKS.indexOf(name)];
      // What changes inside may be hidden by an image there: each such element is looked at by itself.
      const isRinged = ownValue("outline-style") !== "none" || ownValue("box-shadow") !== "none";
      const isAlone = !isRinged && element.querySelector(REPLACED);
      const look = [
        element.localName,
        element.type ?? "",
        inner.join(),
        /\S/.test(element.textContent ?? "") ? "text" : "",
        isAlone ? elements.idOf(element) : "",
        Math.min(3, Math.floor(Math.min(box.width, box.height) / 8)),
        room.join(),
        over,
        met,
        ground,
        ...own,
      ].join("\n");
      return { before, look, met };
    };

    /** Transitions at their end: what they lead to is what is looked at. */
    const finishTransitions = () => {
      const focused = elements.focused();
      for (const root of new Set([
        document,
        /** @type {Document | ShadowRoot} */ ((focused ?? document).getRootNode()),
      ]))
        for (const animation of root.getAnimations?.() ?? [])
          try {
            if (animation instanceof CSSTransition) animation.finish();
          } catch {
            // one that can't be ended goes on
          }
    };
    return { see, leave, finishTransitions };
  })(),
);
