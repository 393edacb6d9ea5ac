// What a document's table leaves out for want of room, counted by part; and the texts among it that may hold a personal
// number, with where they stand, so that they are covered in pictures.
__auditor.claim(
  "leftOut",
  (() => {
    const { cut } = __auditor.elements;
    const NUMBER = /\d(?:[ -]?\d){9,21}[\dXx]?/g;
    const AROUND = [64, 120]; // characters before and after an @ that an address may have
    const RAW = new Set(["script", "style", "noscript", "template"]);
    // Attributes that no rule reads to their end: drawings, addresses of sources, data of scripts.
    const UNREAD = /^(d|points|srcset|data-.*)$/;
    const FILE = /^\s*data:(?!image\/svg)/i;

    /** What of a text may be a number or an address of a person. @param {string} text */
    const identifying = (text) => {
      /** @type {string[]} */
      const pieces = /\d{3}/.test(text) ? (text.match(NUMBER) ?? []) : [];
      for (const sign of ["@", "%40"])
        for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + AROUND[1]))
          pieces.push(text.slice(Math.max(0, at - AROUND[0]), at + AROUND[1]));
      return pieces;
    };

    /** A count for one table. @param {Record<string, number>} limits */
    const book = (limits) => {
      const kept = { characters: 0, attributes: 0 };
      const omitted = { nodes: 0, characters: 0, attributes: 0, icons: 0 };
      let iconsKept = 0;
      /** @type {[string, number, number, number, number][]} */
      const unlisted = [];

      /** @param {string[]} pieces @param {() => DOMRect} place */
      const cover = (pieces, place) => {
        if (!pieces.length) return;
        const { left, top, width, height } = place();
        if (!width || !height || top + scrollY > limits.pictured) return;
        const box = [left + scrollX, top + scrollY, width, height].map(Math.round);
        unlisted.push([pieces.join("\n"), .../** @type {[number, number, number, number]} */ (box)]);
      };
      /** @param {Node} node */
      const placeOf = (node) => () => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      };
      /**
       * As much of a value as there is room for.
       * @param {"characters" | "attributes"} part @param {string} value @param {number} most
       */
      const room = (part, value, most) => {
        const free = Math.max(limits.least, limits[part] - kept[part]);
        const fitting = cut(value, Math.min(most, free));
        kept[part] += fitting.length;
        return fitting;
      };

      return {
        /** What the table holds of a text node's text. @param {Node} node @param {string} value */
        text(node, value) {
          const fitting = room("characters", value, limits.text);
          if (fitting.length < value.length) {
            omitted.characters += value.length - fitting.length;
            cover(identifying(value.slice(fitting.length)), placeOf(node));
          }
          return fitting;
        },
        /** The same of an attribute. @param {string} name @param {string} value */
        attribute(name, value) {
          const fitting = room("attributes", value, limits.attribute);
          if (fitting.length < value.length && !UNREAD.test(name) && !FILE.test(value))
            omitted.attributes += value.length - fitting.length;
          return fitting;
        },
        /** One attribute too many. @param {Attr} attribute */
        attributeLeft(attribute) {
          omitted.attributes += attribute.name.length + attribute.value.length;
        },
        /** What the table holds of a field's value. @param {AnyElement} field */
        value(field) {
          const value = String(field.value);
          const fitting = cut(value, limits.value);
          if (fitting.length < value.length) {
            omitted.attributes += value.length - fitting.length;
            cover(identifying(value), () => field.getBoundingClientRect());
          }
          return fitting;
        },
        /** An icon, and whether it could be looked at. @param {boolean} looked */
        icon(looked) {
          if (looked) iconsKept++;
          else omitted.icons++;
        },
        /** A node for which the table has no room, with all that is below it. @param {Node} given */
        node(given) {
          const waiting = [given];
          for (let node = waiting.pop(); node; node = waiting.pop()) {
            if (node.nodeType === Node.TEXT_NODE) {
              const value = node.nodeValue ?? "";
              if (!/\S/.test(value) || RAW.has(node.parentElement?.localName ?? "")) continue;
              omitted.nodes++;
              cover(identifying(value), placeOf(node));
            } else if (node.nodeType === Node.ELEMENT_NODE) {
              const element = /** @type {AnyElement} */ (node);
              omitted.nodes++;
              if (/^(input|textarea)$/.test(element.localName) && element.type !== "password")
                cover(identifying(String(element.value)), () => element.getBoundingClientRect());
              for (const root of [element.shadowRoot, element])
                for (let child = root?.lastChild; child; child = child.previousSibling) waiting.push(child);
            }
          }
        },
        unlisted,
        /** Parts that the table does not hold wholly. @param {number} nodes that it holds */
        extents(nodes) {
          const done = { ...kept, nodes, icons: iconsKept };
          return /** @type {(keyof typeof omitted)[]} */ (Object.keys(omitted))
            .filter((part) => omitted[part] > 0)
            .map((part) => ({ part, done: done[part], total: done[part] + omitted[part], why: "limit" }));
        },
      };
    };
    return { book };
  })(),
);
