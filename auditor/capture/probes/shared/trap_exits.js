// What a page says, for the keys that it names.
__auditor.claim(
  "trapExits",
  (() => {
    const { elements, visibility } = __auditor;
    const MAX_CHARACTERS = 1_000_000;
    const MAX_TEXTS = 20_000;
    const MAX_TEXT = 500; // characters of one
    const UNSEEN = ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"];
    const NAMING = ["title", "aria-label", "aria-description"];

    /** Visible texts and names, open shadow roots included. */
    const texts = () => {
      /** @type {string[]} */
      const parts = [];
      let length = 0;
      /** @param {Node} root */
      const walk = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
        for (let node = /** @type {Node | null} */ (walker.currentNode); node; node = walker.nextNode()) {
          if (length > MAX_CHARACTERS) return;
          if (node instanceof Element) {
            if (UNSEEN.includes(node.tagName)) continue;
            if (node.closest("[aria-hidden=true]") || !visibility.isVisible(node)) continue;
            for (const name of NAMING) {
              const value = node.getAttribute(name);
              if (value) parts.push(value);
            }
            if (node.shadowRoot) walk(node.shadowRoot);
          }
          const text = elements.ownText(node);
          if (/\S/.test(text)) {
            parts.push(text.trim().slice(0, MAX_TEXT));
            length += text.length;
          }
        }
      };
      walk(document.body || document.documentElement);
      return parts.slice(0, MAX_TEXTS);
    };
    return { texts };
  })(),
);
