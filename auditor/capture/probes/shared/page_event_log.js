// A log of focus and of attempts to leave, and what changed in a document since a snapshot.
__auditor.claim(
  "pageEventLog",
  (() => {
    const { elements, hold } = __auditor;
    const MAX_LOGGED = 60;
    const MAX_ELEMENTS = 30_000; // of one snapshot, as many as a table has nodes
    const MAX_TEXT = 2000; // characters of one element's own text
    const MAX_SHOWN = 60; // characters of a text that is told
    const MAX_CHANGES = 200;
    const PASSED_OVER = new Set(["script", "style", "meta", "link"]);
    const FIELDS = new Set(["input", "textarea", "select"]);
    /** @typedef {{ attributes: string, text: string, value: string, at: number }} Snapshot */

    let watching = false;
    /** Focused elements by number, "out" where focus left the document, "key" for a key. @type {(number | string)[]} */
    let log = [];
    /** @type {string[]} */
    let events = [];
    /** @type {Map<number, Snapshot> | null} */
    let before = null;
    let muted = false;

    /** @param {number | string} entry */
    const note = (entry) => {
      if (log.length < MAX_LOGGED) log.push(entry);
    };

    /** Listens until the page is released. */
    const start = () => {
      if (watching) return;
      watching = true;
      hold.whenReleased(() => {
        watching = false;
        log = [];
        events = [];
        before = null;
      });
      // Capturing "focus": "focusin" is not raised where the page's own handler moves focus on.
      hold.listen("focus", (event) => {
        const target = /** @type {Element | undefined} */ (event.composedPath()[0]);
        if (target?.nodeType === Node.ELEMENT_NODE) note(elements.idOf(target));
      });
      for (const kind of ["blur", "focusout"])
        hold.listen(kind, (event) => {
          if (muted) event.stopImmediatePropagation();
        });
      hold.listen("blur", (event) => {
        if (event.target === window) note("out");
      });
      hold.listen("keydown", () => note("key"));
      for (const kind of ["open", "submit", "print"]) hold.listen(`auditor-${kind}`, () => events.push(kind));
      for (const kind of ["submit", "play"]) hold.listen(kind, () => events.push(kind));
    };

    /** What was logged since the last time. */
    const take = () => ({ log: log.splice(0), events: events.splice(0) });

    /** @param {AnyElement | null} element */
    const numberedHolder = (element) => {
      for (let at = element; at; at = elements.parentOf(at)) {
        const number = elements.numberOf(at);
        if (number >= 0) return number;
      }
      return -1;
    };
    /** @param {AnyElement} element @returns {Snapshot} */
    const snapshotOf = (element) => {
      let attributes = "";
      for (const attribute of element.attributes) attributes += `${attribute.name}=${attribute.value}\n`;
      const value = FIELDS.has(element.localName)
        ? `${element.value}|${element.checked === true}|${element.selectedIndex}`
        : "";
      return { attributes, text: elements.ownText(element).slice(0, MAX_TEXT), value, at: numberedHolder(element) };
    };
    /** Attributes, own text and form state of every element. */
    const snapshot = () => {
      /** @type {Map<number, Snapshot>} */
      const now = new Map();
      let left = MAX_ELEMENTS;
      /** @param {ParentNode} root */
      const walk = (root) => {
        for (const element of elements.all("*", root)) {
          if (left-- <= 0) return;
          if (PASSED_OVER.has(element.localName)) continue;
          now.set(elements.idOf(element), snapshotOf(element));
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document);
      return now;
    };

    /** @param {string} value of a snapshot */
    const shown = (value) => (value.split("|")[0] ?? "").slice(0, MAX_SHOWN);
    /**
     * [number, kind of change, new, old text] since the last snapshot.
     * @param {boolean} keep this one is the next to compare with
     */
    const changes = (keep) => {
      const now = snapshot();
      const old = before;
      if (keep) before = now;
      if (!old) return [];
      /** @type {unknown[][]} */
      const changed = [];
      for (const [id, is] of now) {
        const was = old.get(id);
        if (!was) {
          changed.push([is.at, "added"]);
          continue;
        }
        if (was.text !== is.text)
          changed.push([is.at, "text", is.text.trim().slice(0, MAX_SHOWN), was.text.trim().slice(0, MAX_SHOWN)]);
        if (was.attributes !== is.attributes) changed.push([is.at, "attributes"]);
        if (was.value !== is.value) changed.push([is.at, "value", shown(is.value), shown(was.value)]);
        if (changed.length > MAX_CHANGES) return changed;
      }
      for (const id of old.keys()) if (!now.has(id)) changed.push([id, "removed"]);
      const focused = elements.focused();
      if (focused) changed.push([elements.idOf(focused), "focus"]);
      return changed.slice(0, MAX_CHANGES);
    };

    /** Focus on nothing. @param {boolean} unnoticed by handlers that would put it back */
    const blur = (unnoticed) => {
      muted = unnoticed;
      try {
        elements.focused()?.blur();
      } finally {
        muted = false;
      }
    };
    /**
     * Focuses an element as the keyboard would, without scrolling; whether it has focus then.
     * @param {number} number @param {boolean} visible whether the focus indicator shows
     */
    const focus = (number, visible) => {
      const element = elements.at(number);
      if (!element?.isConnected) return false;
      element.focus(/** @type {FocusOptions} */ ({ focusVisible: visible, preventScroll: true }));
      return elements.focused() === element;
    };
    return { start, take, changes, blur, focus };
  })(),
);
