// The one-pass collector. Runs in an isolated world of one document, measures, never judges.
//
// The result is a `DocumentCapture` (auditor/capture/schema/document.py says what each key is). Kinds, flags, columns,
// style properties and limits are the schema's too and given as SCHEMA (auditor/capture/schema/table.py).
__auditor.claim(
  "collector",
  (() => {
    const { elements: known, svgParts, generatingStyles, accessibleNames, leftOut } = __auditor;
    /** @type {WeakSet<Element> | undefined} */
    let shownBefore;
    /** @param {TableSchema} SCHEMA */
    const collect = (SCHEMA) => {
      const { properties: PROPS, limits: LIMITS, kinds: KIND } = SCHEMA;
      const { RENDERED, TABBABLE, IN_SHADOW, HIDDEN, DISABLED, HIDDEN_FROM_AT, FOCUSABLE } = SCHEMA.flags;
      /** @type {string[]} */
      const strings = [];
      /** @type {Map<string, number>} */
      const index = new Map();
      /** The number of a string. @param {string | null} value */
      const s = (value) => {
        const v = String(value ?? "");
        let i = index.get(v);
        if (i === undefined) {
          i = strings.length;
          strings.push(v);
          index.set(v, i);
        }
        return i;
      };
      const out = /** @type {TableColumns} */ (
        /** @type {unknown} */ (Object.fromEntries(SCHEMA.columns.map((name) => [name, []])))
      );
      /** @type {number[][]} */
      const styles = [];
      /** @type {Map<string, number>} */
      const styleIndex = new Map();
      /** @type {unknown[][]} */
      const pseudo = [];
      /** @type {Record<number, CollectedExtra>} */
      const extra = {};
      const sx = window.scrollX,
        sy = window.scrollY;
      /** A transform may make a box of any size, or none that is a number. @param {number} v */
      const R = (v) => Math.max(-1e9, Math.min(1e9, Math.round(v))) || 0;
      const numbers = new WeakMap();
      /** @type {(AnyElement | undefined)[]} */
      const elements = [];
      const focusableSelector =
        "a[href],area[href],button,input,select,textarea,iframe,object,summary,audio[controls],video[controls],[tabindex],[contenteditable]";
      const range = document.createRange();
      const rest = leftOut.book(LIMITS);
      const mayGenerate = generatingStyles.reader();
      const controls = "a[href],button,summary,[role=button],[role=link],[role=tab],[role=menuitem]";
      let icons = 0;

      /** @param {CSSStyleDeclaration} cs */
      const styleNumber = (cs) => {
        const values = PROPS.map((name) => s(cs.getPropertyValue(name).slice(0, LIMITS.style)));
        const key = values.join(",");
        let n = styleIndex.get(key);
        if (n === undefined) {
          n = styles.length;
          styles.push(values);
          styleIndex.set(key, n);
        }
        return n;
      };
      /**
       * @param {Node} node @param {number} parent @param {number} kind @param {number} tag @param {number[]} attrs
       * @param {number} text @param {number[]} box @param {number} style @param {number} flags @param {number} lines
       * @param {number} pitch
       */
      const add = (node, parent, kind, tag, attrs, text, box, style, flags, lines, pitch) => {
        const i = out.parent.length;
        out.parent.push(parent);
        out.kind.push(kind);
        out.tag.push(tag);
        out.attrs.push(attrs);
        out.text.push(text);
        out.box.push(...box);
        out.style.push(style);
        out.flags.push(flags);
        out.lines.push(lines);
        out.pitch.push(pitch);
        out.uid.push(known.uidOf(node));
        return i;
      };
      /** @param {AnyElement | ShadowRoot} root @param {number} parent @param {WalkState} state */
      const walk = (root, parent, state) => {
        // What a closed details holds has boxes still, and nobody sees it.
        const closed = "localName" in root && root.localName === "details" && !root.open,
          summary = closed && root.querySelector(":scope > summary");
        for (let node = /** @type {Node | null} */ (root.firstChild); node; node = node.nextSibling)
          visit(node, parent, closed && node !== summary ? { ...state, none: true, hidden: true } : state);
      };
      /** @param {Node} given @param {number} parent @param {WalkState} state */
      const visit = (given, parent, state) => {
        if (out.parent.length >= LIMITS.nodes) {
          rest.node(given);
          return;
        }
        if (given.nodeType === KIND.TEXT) {
          const value = given.nodeValue ?? "";
          if (!/\S/.test(value) || state.raw) return;
          let box = [0, 0, 0, 0],
            lines = 0,
            pitch = 0;
          if (!state.hidden) {
            range.selectNodeContents(given);
            const rects = range.getClientRects();
            let l = Infinity,
              t = Infinity,
              r = -Infinity,
              b = -Infinity,
              last = NaN,
              first = NaN,
              second = NaN;
            for (const q of rects) {
              if (q.width < 0.5 || q.height < 0.5) continue;
              if (q.left < l) l = q.left;
              if (q.top < t) t = q.top;
              if (q.right > r) r = q.right;
              if (q.bottom > b) b = q.bottom;
              if (!(Math.abs(q.top - last) <= q.height / 2)) {
                lines++;
                if (lines === 1) first = q.top;
                else if (lines === 2) second = q.top;
                last = q.top;
              }
            }
            if (lines) box = [R(l + sx), R(t + sy), R(r - l), R(b - t)];
            if (lines > 1) pitch = R((second - first) * 100) / 100;
          }
          const flags =
            (lines && !state.hidden ? RENDERED : 0) |
            (state.shadow ? IN_SHADOW : 0) |
            (state.hidden ? HIDDEN : 0) |
            (state.ariaHidden ? HIDDEN_FROM_AT : 0);
          add(
            given,
            parent,
            KIND.TEXT,
            s("#text"),
            [],
            s(rest.text(given, value)),
            box,
            out.style[parent] || 0,
            flags,
            lines,
            pitch,
          );
          return;
        }
        if (given.nodeType !== KIND.ELEMENT) return;
        const node = /** @type {AnyElement} */ (given);
        const cs = getComputedStyle(node),
          tagName = node.localName;
        // The browser draws image maps itself: an area computes to display none and is none the less there. A child of
        // a shadow host that no slot takes up has no computed display at all.
        const hidden =
          state.none ||
          (cs.display === "none" && tagName !== "area") ||
          cs.display === "" ||
          cs.contentVisibility === "hidden";
        const invisible = hidden || cs.visibility !== "visible";
        /** @type {number[]} */
        const attrs = [];
        for (const a of node.attributes) {
          if (attrs.length < 2 * LIMITS.of_one) attrs.push(s(a.name), s(rest.attribute(a.name, a.value)));
          else rest.attributeLeft(a);
        }
        let box = [0, 0, 0, 0],
          area = false;
        if (!hidden) {
          const q = node.getBoundingClientRect();
          box = [R(q.left + sx), R(q.top + sy), R(q.width), R(q.height)];
          area = q.width > 0 && q.height > 0;
        }
        const inert = node.inert === true;
        const ariaHidden = state.ariaHidden || node.getAttribute("aria-hidden") === "true" || inert;
        const focusable = !invisible && !node.disabled && !state.inert && !inert && node.matches(focusableSelector);
        const tabbable = focusable && node.tabIndex >= 0;
        const flags =
          (area && !invisible ? RENDERED : 0) |
          (tabbable ? TABBABLE : 0) |
          (state.shadow ? IN_SHADOW : 0) |
          (invisible ? HIDDEN : 0) |
          (node.disabled ? DISABLED : 0) |
          (ariaHidden ? HIDDEN_FROM_AT : 0) |
          (focusable ? FOCUSABLE : 0);
        const i = add(node, parent, KIND.ELEMENT, s(tagName), attrs, 0, box, styleNumber(cs), flags, 0, 0);
        numbers.set(node, i);
        elements[i] = node;
        if (!invisible && mayGenerate(node.getRootNode())) {
          for (const which of ["::before", "::after"]) {
            const ps = getComputedStyle(node, which),
              content = ps.content;
            if (content && content !== "none" && content !== "normal") {
              const place =
                ps.position === "absolute"
                  ? [ps.left, ps.top, ps.width, ps.height].map((v) => R(parseFloat(v)) || 0)
                  : null;
              pseudo.push([
                i,
                which === "::before" ? 0 : 1,
                s(known.cut(content, LIMITS.style)),
                styleNumber(ps),
                place,
              ]);
            }
          }
        }
        if (
          tagName === "svg" &&
          area &&
          !invisible &&
          Math.max(...box.slice(2)) <= LIMITS.icon &&
          node.closest(controls)
        ) {
          const few = icons < LIMITS.icons && node.getElementsByTagName("*").length < LIMITS.shapes;
          const parts = few ? svgParts.partsOf(node, LIMITS.shapes) : null;
          rest.icon(few);
          if (parts) {
            extra[i] = { parts };
            icons++;
          }
        }
        if (
          tagName === "img" ||
          tagName === "input" ||
          tagName === "select" ||
          tagName === "textarea" ||
          tagName === "video" ||
          tagName === "audio" ||
          tagName === "option"
        ) {
          /** @type {CollectedExtra} */
          const e = {};
          if (tagName === "img") {
            e.src = known.cut(String(node.currentSrc || ""), LIMITS.address);
            e.natural_width = node.naturalWidth;
            e.natural_height = node.naturalHeight;
          } else if (tagName === "input") {
            e.type = node.type;
            if (node.type === "checkbox" || node.type === "radio") e.checked = node.checked;
            else if (node.type !== "password") e.value = rest.value(node);
          } else if (tagName === "video" || tagName === "audio") {
            e.duration = Number.isFinite(node.duration) ? node.duration : null;
            e.paused = node.paused;
            e.muted = node.muted;
            e.src = known.cut(String(node.currentSrc || ""), LIMITS.address);
            e.ready = node.readyState;
            e.tracks = node.textTracks.length;
          }
          if (!invisible && node.placeholder && node.value === "") {
            const ps = getComputedStyle(node, "::placeholder");
            e.placeholder = [ps.color, parseFloat(ps.fontSize) || 0, Number(ps.opacity)];
          }
          if (tagName !== "option") extra[i] = e;
        }
        const raw = tagName === "script" || tagName === "style" || tagName === "noscript" || tagName === "template";
        const below = {
          none: hidden,
          hidden: invisible,
          shadow: state.shadow,
          ariaHidden,
          inert: state.inert || inert,
          raw,
        };
        const root = node.shadowRoot;
        if (root) {
          walk(root, i, { ...below, shadow: true });
          extra[i] = { ...(extra[i] || {}), host: true };
        }
        walk(node, i, below);
      };
      visit(document.documentElement, -1, {
        none: false,
        hidden: false,
        shadow: false,
        ariaHidden: false,
        inert: false,
        raw: false,
      });

      const named = accessibleNames.nameAll({ ...out, strings, elements, extra, schema: SCHEMA, string: s });
      // Elements that no earlier view showed, the outermost of each: only they have to be judged anew by all rules.
      const before = shownBefore,
        seen = before || new WeakSet();
      /** @type {Element[]} */
      const fresh = [];
      if (before) {
        for (const [i, el] of elements.entries()) {
          if (!el || !((out.flags[i] ?? 0) & RENDERED) || before.has(el)) continue;
          const above = elements[out.parent[i] ?? -1];
          if (!above || before.has(above)) fresh.push(el);
        }
      }
      for (const [i, el] of elements.entries()) if (el && (out.flags[i] ?? 0) & RENDERED) seen.add(el);
      shownBefore = seen;
      known.keep({ numbers, list: elements, fresh });
      const de = document.documentElement,
        body = document.body;
      return {
        url: location.href,
        title: known.cut(document.title, LIMITS.name),
        content_type: document.contentType,
        charset: document.characterSet,
        compatibility_mode: document.compatMode,
        scroll_size: [
          Math.max(de.scrollWidth, body ? body.scrollWidth : 0),
          Math.max(de.scrollHeight, body ? body.scrollHeight : 0),
        ],
        viewport: [innerWidth, innerHeight],
        name_error: named.error,
        names_computed: named.asked,
        newly_shown: fresh.length,
        strings,
        properties: PROPS,
        styles,
        ...out,
        names: named.names,
        roles: named.roles,
        pseudo_elements: pseudo,
        element_properties: extra,
        unlisted: rest.unlisted.map(([text, ...box]) => [s(text), box]),
        extents: [...rest.extents(out.parent.length), ...named.late],
      };
    };
    return { collect };
  })(),
);
