// A form answers with its field where one is named like a property of the form itself (`attributes`, `parentNode`), and
// a document with its image or form (`body`): that alone of what a page does reaches a world of ours. Each of the names
// is therefore a symbol here, which no field is named by. `own_names.py` has all files of the library ask by it.
__auditor.claim(
  "ownNames",
  (() => {
    /** @type {string[]} */
    const names = /* NAMES */ [];
    /** @type {Record<string, string | symbol>} */
    const $own = {};
    const unlisted = { configurable: true, enumerable: false };
    const holders = () => [
      Object,
      EventTarget,
      Node,
      Element,
      HTMLElement,
      HTMLFormElement,
      Document,
      // These have some of the names anew.
      SVGElement,
      HTMLBodyElement,
      HTMLScriptElement,
      HTMLSelectElement,
    ];
    /** @param {string} name @param {symbol} symbol */
    const define = (name, symbol) => {
      // Nothing else has fields that stand before its own: it is asked by the name.
      Object.defineProperty(Object.prototype, symbol, {
        ...unlisted,
        get() {
          return this[name];
        },
        set(/** @type {unknown} */ value) {
          this[name] = value;
        },
      });
      for (const { prototype } of holders().slice(1)) {
        const own = Object.getOwnPropertyDescriptor(prototype, name);
        if (own) Object.defineProperty(prototype, symbol, { ...own, ...unlisted });
      }
      for (const { prototype } of [HTMLFormElement, Document])
        if (!(name in prototype)) Object.defineProperty(prototype, symbol, { ...unlisted, value: undefined });
    };
    for (const name of names) {
      const symbol = ($own[name] = Symbol(name));
      try {
        define(name, symbol);
      } catch {
        $own[name] = name; // in the page's own world, which it may have locked
      }
    }
    return {
      symbols: () => $own,
      /** Whether a field or an image of the document stands before a property that is asked for. */
      areShadowed() {
        const { elements } = __auditor;
        for (const root of elements.roots())
          for (const named of elements.all("[name],[id]", root))
            for (const name of [named.getAttribute("name") ?? "", named.getAttribute("id") ?? ""]) {
              const symbol = Object.hasOwn($own, name) ? $own[name] : undefined;
              if (!symbol) continue;
              for (const owner of [document, named.form, named.closest("form")]) {
                const asked = /** @type {Record<string | symbol, unknown> | null} */ (/** @type {unknown} */ (owner));
                if (asked && asked[name] !== asked[symbol]) return true;
              }
            }
        return false;
      },
      /** Takes the symbols away again, from the page's own world. */
      leave() {
        for (const symbol of Object.values($own))
          for (const { prototype } of typeof symbol === "symbol" ? holders() : [])
            Reflect.deleteProperty(prototype, symbol);
      },
    };
  })(),
);
