// A style sheet of ours over a document and its open shadow roots; the page's own are untouched.
__auditor.claim(
  "injectedStyle",
  (() => {
    const { elements } = __auditor;
    const MAX_ROOTS = 5_000;
    /** @type {Map<string, [Document | ShadowRoot, CSSStyleSheet][]>} */
    const injected = new Map();

    /** Takes the sheet of that name away, and puts `css` in its place unless that is empty.
     * @param {string} name @param {string} css */
    const inject = (name, css) => {
      for (const [root, ours] of injected.get(name) ?? [])
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== ours);
      injected.delete(name);
      if (!css) return;
      injected.set(
        name,
        elements.roots(MAX_ROOTS).map((/** @type {Document | ShadowRoot} */ root) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          return [root, sheet];
        }),
      );
    };
    return { inject };
  })(),
);
