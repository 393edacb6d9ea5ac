// Words and patterns that sites use, by name: those of auditor/lexicon/patterns.toml, put in by page/__init__.py.
__auditor.claim(
  "lexicon",
  (() => {
    /** @type {Record<string, string>} */
    const sources = /* PATTERNS */ {};
    /** @type {Map<string, RegExp>} */
    const made = new Map();
    /** @param {string} name */
    const pattern = (name) => {
      let known = made.get(name);
      if (!known) {
        const source = sources[name];
        if (source === undefined) throw new Error(`the lexicon has no pattern ${name}`);
        known = new RegExp(source, "iu");
        made.set(name, known);
      }
      return known;
    };
    return { pattern };
  })(),
);
