// The one global of ours in each of our isolated worlds: named slots, each claimed by the file of its name.
// Comes first; the other files of the core follow in the order that `page/__init__.py` gives, all others when they are
// first called. Files only define functions when they are loaded: nothing is read of the page or changed in it.

/** @type {Auditor} */
var __auditor = (() => {
  /** @type {Map<string, Record<string, (...given: any[]) => unknown>>} */
  const slots = new Map();
  const MAX_ANSWER = 40_000_000; // characters of JSON: what a page has more of must not come to us
  /** @param {string} path */
  const find = (path) => {
    const [name = "", called = ""] = path.split(".");
    const target = slots.get(name)?.[called];
    if (!target) throw new Error(`no function ${path}`);
    return target;
  };
  return /** @type {Auditor} */ ({
    claim(name, slot) {
      if (slots.has(name)) throw new Error(`the slot ${name} is claimed twice`);
      slots.set(name, slot);
      Object.defineProperty(this, name, { value: slot, enumerable: true });
    },
    knows: (name) => slots.has(name),
    async call(path, given) {
      const value = await find(path)(...given);
      const answer = JSON.stringify(value === undefined ? null : value);
      if (answer.length > MAX_ANSWER) throw new Error(`${path} has too much to tell`);
      return answer;
    },
    callOn: (path, node) => find(path)(node),
  });
})();
