// Names and roles of elements, by axe-core. They cost as much as all the rest of a table together. In a later view an
// element's are the same where the document is (tags, attributes, texts, values) and the same parts of the element are
// drawn: `plain` and `drawn` are sums over what is below a node without and with that. What takes its name from
// elsewhere is asked again unless nothing changed there.
__auditor.claim(
  "accessibleNames",
  (() => {
    const NAMED =
      "a[href],svg a,button,input,select,textarea,img,svg,area,iframe,frame,object,embed,summary,canvas,video,audio,h1,h2,h3,h4,h5,h6,nav,main,header,footer,aside,form,section,fieldset,dialog,table,th,meter,progress,output,[role],[tabindex],[onclick],[contenteditable]";
    const MAX_MS = 5000; // of working out names in one table
    const MAX_SAID = 2000; // characters of what may name an element
    /**
     * What may name an element, where there is no time to work out what does: rather a name too many than one too few.
     * @param {AnyElement} el
     */
    const mayName = (el) => {
      // The browser goes through the whole document for a field's `labels`.
      const label = el.closest("label") ?? (el.id ? document.querySelector(`label[for="${CSS.escape(el.id)}"]`) : null);
      const labels = [label?.textContent];
      const given = ["aria-label", "alt", "title", "value", "placeholder"].map((name) => el.getAttribute(name));
      const texts = [
        ...labels,
        ...given,
        el.textContent,
        el.getAttribute("aria-labelledby"),
        el.children.length ? "…" : "",
      ];
      return texts.map((text) => (text ?? "").slice(0, MAX_SAID).trim()).find(Boolean) ?? "";
    };
    /**
     * What an earlier view of the same document said of its elements: names and roles, and which of them were drawn.
     * @type {{ ids: Map<string, number>, plain: number | undefined, all: number | undefined, drawn: WeakMap<Element,
     * number>,
     *   said: WeakMap<Element, [string | null, string]> } | undefined}
     */
    let prior;

    /** By row: numbers of strings. @param {CollectedTable} table */
    const nameAll = (table) => {
      const { strings, elements, extra, schema, string } = table;
      const { limits } = schema;
      const { HIDDEN, DISABLED, HIDDEN_FROM_AT } = schema.flags;
      /** @type {Record<number, number>} */
      const names = {};
      /** @type {Record<number, number>} */
      const roles = {};
      /** @type {Map<string, number>} */
      const ids = prior ? prior.ids : new Map();
      const count = table.parent.length;
      const plain = new Uint32Array(count),
        drawn = new Uint32Array(count),
        /** @type {WeakMap<Element, number>} */
        drawnOf = new WeakMap(),
        /** @type {WeakMap<Element, [string | null, string]>} */
        said = new WeakMap();
      const idOf = strings.map((v) => {
        let i = ids.get(v);
        if (i === undefined) {
          i = ids.size + 1;
          ids.set(v, i);
        }
        return i;
      });
      /** @param {number | undefined} sum @param {number | undefined} v */
      const mix = (sum = 0, v = 0) => (Math.imul(sum ^ v, 16777619) + 0x9e3779b9) >>> 0;
      for (let i = count - 1; i >= 0; i--) {
        let sum = mix(plain[i], idOf[table.tag[i] ?? 0]);
        if (table.kind[i] === schema.kinds.TEXT) sum = mix(sum, idOf[table.text[i] ?? 0]);
        else {
          for (const v of table.attrs[i] || []) sum = mix(sum, idOf[v]);
          const value = extra[i]?.value ?? "";
          for (let k = 0; k < value.length; k++) sum = mix(sum, value.charCodeAt(k));
        }
        const seen = mix(mix(drawn[i], sum), (table.flags[i] ?? 0) & (HIDDEN | DISABLED | HIDDEN_FROM_AT)),
          above = table.parent[i] ?? -1;
        plain[i] = sum;
        drawn[i] = seen;
        const element = elements[i];
        if (element) drawnOf.set(element, seen);
        if (above >= 0) {
          plain[above] = mix(plain[above], sum);
          drawn[above] = mix(drawn[above], seen);
        }
      }
      const earlier = prior && count && prior.plain === plain[0] ? prior : undefined;
      /** [role, name] of an earlier view that still hold. @param {AnyElement} el @param {number} i */
      const kept = (el, i) => {
        if (!earlier || earlier.drawn.get(el) !== drawn[i]) return undefined;
        const known = earlier.said.get(el);
        if (earlier.all === drawn[0]) return known;
        const elsewhere = el.hasAttribute("aria-labelledby") || el.hasAttribute("aria-owns");
        const still = [...((hasLabels && el.labels) || [])].every(
          (label) => earlier.drawn.get(label) === drawnOf.get(label),
        );
        return elsewhere || !still ? undefined : known;
      };
      const hasLabels = document.querySelector("label") !== null;
      const end = performance.now() + MAX_MS;
      let error = "",
        asked = 0,
        guessed = 0,
        all = 0;
      if (typeof axe !== "undefined" && axe.commons) {
        try {
          let ready = false;
          try {
            for (let i = 0; i < elements.length; i++) {
              const el = elements[i];
              if (!el || !el.matches(NAMED)) continue;
              all++;
              let [role, name] = kept(el, i) ?? [null, ""];
              if (!kept(el, i) && (guessed || performance.now() > end)) {
                guessed++;
                role = el.getAttribute("role");
                name = (table.flags[i] ?? 0) & HIDDEN ? "" : __auditor.elements.cut(mayName(el), limits.name);
              } else if (!kept(el, i)) {
                if (!ready) {
                  axe.setup(document.documentElement);
                  ready = true;
                }
                const v = axe.utils.getNodeFromTree(el);
                if (!v) continue;
                asked++;
                role = axe.commons.aria.getRole(v);
                if (!((table.flags[i] ?? 0) & HIDDEN))
                  name = __auditor.elements.cut(String(axe.commons.text.accessibleTextVirtual(v) || ""), limits.name);
              }
              said.set(el, [role, name]);
              if (role) roles[i] = string(role);
              if (name) names[i] = string(name);
            }
          } finally {
            if (ready) axe.teardown();
          }
        } catch (failure) {
          error = failure instanceof Error ? failure.message : String(failure);
        }
        prior = error || guessed ? undefined : { ids, plain: plain[0], all: drawn[0], drawn: drawnOf, said };
      }

      const late = guessed ? [{ part: "names", done: all - guessed, total: all, why: "time" }] : [];
      return { names, roles, asked, error, late };
    };
    /** All names are worked out anew the next time. */
    const forget = () => {
      prior = undefined;
    };
    return { nameAll, forget };
  })(),
);
