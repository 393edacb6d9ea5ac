// What an svg draws: colour and opacity of each part; null where that can't be told (text, pictures, gradients, masks).
// A shape that `use` shows takes from there what it has no value of its own for: `from` is the computed style of `use`,
// `top` the element shown. Where a style sheet reaches into `top` it can't be told either.
__auditor.claim(
  "svgParts",
  (() => {
    const { parentOf } = __auditor.elements;
    const shapes = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"]),
      groups = new Set(["svg", "g", "a"]);
    const undrawn = new Set([
      "title",
      "desc",
      "metadata",
      "defs",
      "style",
      "script",
      "symbol",
      "clipPath",
      "marker",
      "linearGradient",
      "radialGradient",
    ]);
    /**
     * @param {AnyElement} el @param {CSSStyleDeclaration} cs @param {string} name
     * @param {CSSStyleDeclaration | null} from @param {AnyElement | null} top @returns {string | null}
     */
    const valueIn = (el, cs, name, from, top) => {
      if (!from || !top) return cs.getPropertyValue(name);
      const outside = getComputedStyle(top.parentElement || top);
      for (let at = /** @type {AnyElement | null} */ (el); at; at = at === top ? null : parentOf(at)) {
        const own = at.style.getPropertyValue(name) || at.getAttribute(name);
        if (!own) continue;
        if (/currentcolor/i.test(own)) return cs.color === outside.color ? from.color : null;
        return /var\(|inherit/i.test(own) ? null : cs.getPropertyValue(name);
      }
      return outside.getPropertyValue(name) === cs.getPropertyValue(name) ? from.getPropertyValue(name) : null;
    };
    /** [colour, opacity] of all it draws. @param {AnyElement} svg @param {number} limit shapes at most */
    const partsOf = (svg, limit) => {
      /** @type {Map<string, [string, number]>} */
      const drawnParts = new Map();
      let left = limit;
      /**
       * Whether all that an element draws is known.
       * @param {AnyElement} el
       * @param {number} opacity
       * @param {CSSStyleDeclaration | null} from
       * @param {AnyElement | null} top
       * @returns {boolean}
       */
      const look = (el, opacity, from, top) => {
        const tag = el.localName;
        if (--left < 0) return false;
        if (undrawn.has(tag) && el !== top) return true;
        const cs = getComputedStyle(el);
        // In the sprite that `use` takes it from all may be hidden.
        if (!from && (cs.display === "none" || cs.visibility !== "visible")) return true;
        if (
          cs.filter !== "none" ||
          cs.mixBlendMode !== "normal" ||
          (cs.maskImage && cs.maskImage !== "none") ||
          el.hasAttribute("mask")
        )
          return false;
        const through = opacity * Number(cs.opacity);
        if (tag === "use") {
          const target = el.getAttribute("href") || el.getAttribute("xlink:href") || "",
            tree = /** @type {Document | ShadowRoot} */ (el.getRootNode());
          const shown = /** @type {AnyElement | null} */ (
            target[0] === "#" && !from && tree.getElementById ? tree.getElementById(target.slice(1)) : null
          );
          return shown ? look(shown, through, cs, shown) : false;
        }
        if (groups.has(tag) || (tag === "symbol" && el === top)) {
          for (const child of /** @type {Iterable<AnyElement>} */ (el.children))
            if (!look(child, through, from, top)) return false;
          return true;
        }
        if (!shapes.has(tag) || el.children.length) return false;
        for (const name of tag === "line" ? ["stroke"] : ["fill", "stroke"]) {
          const colour = valueIn(el, cs, name, from, top),
            share = valueIn(el, cs, name + "-opacity", from, top);
          if (
            colour === "none" ||
            (name === "stroke" && parseFloat(valueIn(el, cs, "stroke-width", from, top) ?? "") === 0)
          )
            continue;
          if (!colour || share === null || colour.includes("url(") || colour.startsWith("context-")) return false;
          const alpha = Math.round(through * Number(share) * 1000) / 1000;
          if (alpha > 0) drawnParts.set(colour + alpha, [colour, alpha]);
        }
        return true;
      };
      return look(svg, 1, null, null) && drawnParts.size ? [...drawnParts.values()] : null;
    };
    return { partsOf };
  })(),
);
