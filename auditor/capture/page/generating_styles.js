// Asking each element for its generated boxes is dear: only where some style sheet makes any, or can't be read.
__auditor.claim(
  "generatingStyles",
  (() => {
    /** @param {CSSStyleSheet[]} sheets @returns {boolean} */
    const generates = (sheets) => {
      for (const sheet of sheets) {
        let rules;
        try {
          rules = sheet.cssRules;
        } catch {
          return true;
        }
        /** @type {Iterable<AnyRule>[]} */
        const stack = [/** @type {any} */ (rules)];
        while (stack.length) {
          for (const rule of stack.pop() ?? []) {
            if (rule.selectorText && /:(before|after)/i.test(rule.selectorText)) return true;
            if (rule.styleSheet) {
              if (generates([rule.styleSheet])) return true;
            } else if (rule.cssRules && rule.cssRules.length) stack.push(rule.cssRules);
          }
        }
      }
      return false;
    };

    /** Tells, for elements of a root, whether a style sheet makes boxes; the sheets are read once. */
    const reader = () => {
      /** @type {Map<Node, boolean>} */
      const known = new Map();
      /** @param {Node} root */
      return (root) => {
        let answer = known.get(root);
        if (answer === undefined) {
          const { styleSheets = [], adoptedStyleSheets = [] } = /** @type {Partial<DocumentOrShadowRoot>} */ (root);
          answer = generates([...styleSheets, ...adoptedStyleSheets]);
          known.set(root, answer);
        }
        return answer;
      };
    };
    return { generates, reader };
  })(),
);
