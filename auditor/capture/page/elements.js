// Elements and how they are named. A number is an element's row in the collector's table of the first view, or, from -2
// down, one that was given to an element the table doesn't have. A uid is the same for a node in all views of one open
// page.
__auditor.claim(
  "elements",
  (() => {
    const MAX_ADDED = 5_000; // elements beyond the table that can be found again by their number
    /** @type {ElementTable} */
    let table = { numbers: new WeakMap(), list: [], fresh: [] };
    /** @type {ElementTable | null} */
    let first = null;
    /** @type {WeakMap<Node, number>} */
    let uids = new WeakMap();
    let nextUid = 0;
    /** @type {WeakMap<Element, number>} */
    const added = new WeakMap();
    /** @type {Map<number, AnyElement>} */
    const addedBack = new Map();
    let nextAdded = -2;

    /** @type {ElementsSlot} */
    const slot = {
      /** The table of a view, from the collector; the first one's numbers are those that probes use. */
      keep(next) {
        table = next;
        first = first ?? next;
      },
      /** Numbers and uids from the beginning: the next table is the first of a page that was opened anew. */
      startOver() {
        first = null;
        uids = new WeakMap();
        nextUid = 0;
      },
      /** The first view's numbers again, after the page was collected once more. */
      useFirst() {
        table = first ?? table;
      },
      list: () => /** @type {AnyElement[]} */ (table.list), // with holes: texts have numbers too
      fresh: () => table.fresh,
      at: (number) => (number >= 0 ? table.list[number] : addedBack.get(number)),
      /** For what asks the browser of them: those that are gone are null. */
      listed: (numbers) => numbers.map((number) => slot.at(number) ?? null),
      /** -1 for what the table doesn't have. */
      numberOf: (element) => (element ? (table.numbers.get(element) ?? -1) : -1),
      numberOfNode: (node) => (node === document ? -2 : slot.numberOf(/** @type {Element} */ (node))),
      /** Its number, or one that it is given now. */
      idOf(element) {
        const number = table.numbers.get(element);
        if (number !== undefined) return number;
        let own = added.get(element);
        if (own === undefined) {
          own = nextAdded--;
          added.set(element, own);
          if (addedBack.size < MAX_ADDED) addedBack.set(own, /** @type {AnyElement} */ (element));
        }
        return own;
      },
      uidOf(node) {
        let own = uids.get(node);
        if (own === undefined) {
          own = nextUid++;
          uids.set(node, own);
        }
        return own;
      },
      /** -1 for a node that no view had. */
      knownUid: (node) => uids.get(node) ?? -1,
      byUid: (uid) => table.list.find((element) => element && uids.get(element) === uid),
      /** [uid, text] of the text nodes that a view had, as they are now. */
      textsByUid(limit, length) {
        /** @type {[number, string][]} */
        const texts = [];
        const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node && texts.length < limit; node = walker.nextNode()) {
          const uid = uids.get(node);
          if (uid !== undefined) texts.push([uid, (node.nodeValue ?? "").slice(0, length)]);
        }
        return texts;
      },

      all: (selector, root = document) => /** @type {AnyElement[]} */ ([...root.querySelectorAll(selector)]),
      /** The parent element, through the edge of a shadow root. */
      parentOf(element) {
        if (element.parentElement) return /** @type {AnyElement} */ (element.parentElement);
        const root = element.getRootNode();
        return root instanceof ShadowRoot ? /** @type {AnyElement} */ (root.host) : null;
      },
      /** Whether `element` is `holder` or lies in it, through shadow roots. */
      isWithin(element, holder) {
        for (let at = element; at; at = slot.parentOf(at)) if (at === holder) return true;
        return false;
      },
      /** The document and its open shadow roots, outer ones first. */
      roots(limit = Infinity) {
        /** @type {(Document | ShadowRoot)[]} */
        const roots = [document];
        for (let at = 0; at < roots.length && roots.length < limit; at++)
          for (const element of /** @type {Document | ShadowRoot} */ (roots[at]).querySelectorAll("*"))
            if (element.shadowRoot && roots.length < limit) roots.push(element.shadowRoot);
        return roots;
      },
      /** What a point of the window meets, through shadow roots. */
      atPoint(x, y) {
        let element = document.elementFromPoint(x, y);
        while (element?.shadowRoot) {
          const inner = element.shadowRoot.elementFromPoint(x, y);
          if (!inner || inner === element) break;
          element = inner;
        }
        return /** @type {AnyElement | null} */ (element);
      },

      /** The active element through shadow roots; the body where nothing has focus. */
      active() {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return /** @type {AnyElement | null} */ (element);
      },
      /** The active element; null where that is the document's own. */
      focused() {
        const element = slot.active();
        return !element || element === document.body || element === document.documentElement ? null : element;
      },
      /** Its number, -1 for what the table doesn't have; null where nothing has focus. */
      focusedNumber() {
        const element = slot.focused();
        return element ? slot.numberOf(element) : null;
      },

      /** Clicks an element by script; whether it is there. */
      press(number) {
        const element = slot.at(number);
        if (!element?.isConnected) return false;
        element.click();
        return true;
      },
      pressByUid(uid) {
        const element = slot.byUid(uid);
        element?.click();
        return Boolean(element);
      },
      /** Tells listeners that a value was changed, as the browser does. */
      tellChange(element) {
        for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
      },
      boxOnPage(element) {
        const box = element.getBoundingClientRect();
        return [box.left + scrollX, box.top + scrollY, box.width, box.height];
      },
      /**
       * The beginning of a text, of at most `limit` characters. It ends within no number and no address: half of one
       * is a person's still, and nobody could tell.
       */
      cut(text, limit) {
        if (text.length <= limit) return text;
        const rest = text.slice(limit, limit + 64);
        let kept = text.slice(0, limit);
        const end = /^[ -]?[\dXx]/.test(rest) ? (/(?:\d[ -]?)+$/.exec(kept.slice(-64))?.[0] ?? "") : "";
        if (end) kept = kept.slice(0, -end.length);
        const word = /^[\w.+%@-]/.test(rest) ? (/[\w.+%@-]{1,128}$/.exec(kept.slice(-128))?.[0] ?? "") : "";
        if (/@|%40/.test(word) || (word && /^[\w.+%-]*(?:@|%40)/.test(rest))) kept = kept.slice(0, -word.length);
        return kept.replace(/[\ud800-\udbff]$/, "");
      },
      /** Text with runs of white space as one space. */
      textOf: (node) => (node.textContent ?? "").replace(/\s+/g, " ").trim(),
      ownText(element) {
        let text = "";
        for (let child = element.firstChild; child; child = child.nextSibling)
          if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue;
        return text;
      },
      wait: (ms) => new Promise((done) => void setTimeout(done, ms)),
      /** Some frames later; after `ms` where the page gets none. */
      painted: (frames, ms) =>
        Promise.race([
          new Promise((/** @type {(value?: undefined) => void} */ done) => {
            /** @param {number} left */
            const next = (left) => void (left ? requestAnimationFrame(() => next(left - 1)) : done());
            next(frames);
          }),
          new Promise((/** @type {(value?: undefined) => void} */ done) => void setTimeout(done, ms)),
        ]),
    };
    return slot;
  })(),
);
