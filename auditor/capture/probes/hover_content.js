// Content that appears when the pointer is on something: finds what may show some, and says what is new and what it
// covers.
__auditor.claim(
  "hoverContent",
  (() => {
    const { elements, visibility } = __auditor;
    const { numberOf, parentOf: above, isWithin: under, wait, atPoint: at } = elements;
    /** @type {Record<"triggers" | "found" | "rules" | "elements" | "area" | "least" | "most", number>} */
    let LIMITS;
    /** @type {AnyElement[]} */
    let triggers = [];
    /** @type {AnyElement | undefined} */
    let trigger;
    /** @type {AnyElement | undefined} */
    let content;
    /** Whether there were more rules than are looked at. */
    let cut = false;
    /** What was visible before the pointer came. @type {Set<Element>} */
    let shown = new Set();
    /** @param {AnyElement} e */
    const seen = (e) => visibility.isVisible(e, { opaque: true, atLeast: 8, onPage: true });
    const SHOWS =
      /(^|[;\s])(display|visibility|opacity|height|max-height|transform|scale|clip|clip-path|left|top|right|bottom|margin(-\w+)?)\s*:/;

    /** @param {AnyElement[]} into */
    const fromRules = (into) => {
      let left = LIMITS.rules;
      /** @param {Iterable<any>} rules of whatever kind */
      const visit = (rules) => {
        for (const rule of rules) {
          if (left-- <= 0 || into.length >= LIMITS.found) {
            cut = true;
            return;
          }
          if (rule.selectorText && rule.selectorText.includes(":hover") && SHOWS.test(rule.style.cssText)) {
            for (const selector of rule.selectorText.split(",")) {
              const m = /^(.*?):hover([^\s>+~]*)([\s>+~].*)$/.exec(selector.trim());
              if (!m || /::?(before|after)\b/.test(m[3])) continue;
              try {
                into.push(...elements.all((m[1] || "*") + m[2]).slice(0, LIMITS.found));
              } catch {
                /* a selector we can't take apart */
              }
            }
          }
          if (rule.cssRules && rule.cssRules.length) visit(rule.cssRules);
        }
      };
      for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
        try {
          visit(sheet.cssRules);
        } catch {
          cut = true; // of another origin
        }
      }
    };
    /**
     * Numbers of what may show something.
     * @param {number[]} listening that listen to the pointer coming
     * @param {typeof LIMITS} limits
     */
    const list = (listening, limits) => {
      LIMITS = limits;
      cut = false;
      const candidates = listening.map(elements.at).filter((e) => e !== undefined);
      fromRules(candidates);
      candidates.push(
        ...elements.all("[aria-haspopup],[data-tooltip],[data-tip],[aria-describedby]").slice(0, LIMITS.found),
      );
      const once = new Set(),
        kinds = new Map();
      /** @type {AnyElement[]} */
      const chosen = [];
      /** @type {AnyElement[]} */
      const more = [];
      for (const e of candidates) {
        if (once.has(e) || e === document.body || e === document.documentElement || !seen(e)) continue;
        once.add(e);
        const r = e.getBoundingClientRect();
        if (r.width * r.height > 0.5 * innerWidth * innerHeight) continue;
        const kind = above(e),
          n = kinds.get(kind) || 0;
        kinds.set(kind, n + 1);
        (n < 3 ? chosen : more).push(e);
      }
      triggers = [...chosen, ...more].slice(0, LIMITS.triggers);
      // With candidates, rules or elements beyond the limits nobody knows how many there are.
      const known = candidates.length < LIMITS.found && !cut && all().length < LIMITS.elements;
      return { numbers: triggers.map(numberOf), total: known ? chosen.length + more.length : null };
    };
    const all = () => {
      /** @type {AnyElement[]} */
      const every = [];
      /** @param {ParentNode} root */
      const walk = (root) => {
        for (const e of elements.all("*", root)) {
          if (every.length >= LIMITS.elements) return;
          every.push(e);
          if (e.shadowRoot) walk(e.shadowRoot);
        }
      };
      walk(document.body);
      return every;
    };
    // A point of the trigger that the pointer can be on, and what is seen before it is there.
    /** @param {number} n */
    const aim = (n) => {
      const e = triggers[n];
      if (!e || !seen(e)) return null;
      let r = e.getBoundingClientRect();
      if (r.top < 0 || r.bottom > innerHeight) {
        e.scrollIntoView({ block: "center", behavior: "instant" });
        r = e.getBoundingClientRect();
      }
      for (const [fx, fy] of [
        [0.5, 0.5],
        [0.2, 0.5],
        [0.8, 0.5],
        [0.5, 0.2],
      ]) {
        const x = r.left + r.width * fx,
          y = r.top + r.height * fy;
        if (under(at(x, y), e)) {
          trigger = e;
          shown = new Set(all().filter(seen));
          return [x, y];
        }
      }
      return null;
    };
    const away = () => {
      for (const [x, y] of [
        [1, 1],
        [innerWidth - 2, innerHeight - 2],
        [1, innerHeight - 2],
        [innerWidth - 2, 1],
        [innerWidth / 2, innerHeight - 2],
      ]) {
        const e = at(x, y);
        if (!e || !((trigger && under(e, trigger)) || (content && under(e, content)))) return [x, y];
      }
      return [1, 1];
    };
    const fresh = () => {
      /** @type {AnyElement[]} */
      const outer = [];
      for (const e of all()) {
        if (shown.has(e) || outer.some((o) => o.contains(e)) || !seen(e)) continue;
        const r = e.getBoundingClientRect();
        if (
          r.width * r.height >= LIMITS.area &&
          (e.innerText || e.querySelector("img,svg,canvas") || e.localName === "img")
        )
          outer.push(e);
        if (outer.length >= 50) break;
      }
      /** @param {AnyElement} e */
      const size = (e) => {
        const r = e.getBoundingClientRect();
        return r.width * r.height;
      };
      return outer.sort((a, b) => size(b) - size(a))[0] || null;
    };
    /** Texts under it. @param {AnyElement} over */
    const covered = (over) => {
      /** @type {string[]} */
      const coveredTexts = [];
      const r = over.getBoundingClientRect(),
        range = document.createRange();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let n = walker.nextNode(), i = 0; n && i < 3000 && coveredTexts.length < 20; n = walker.nextNode(), i++) {
        const text = n.nodeValue?.trim() ?? "";
        const holder = n.parentElement;
        if (text.length < 2 || !holder || !shown.has(holder) || under(holder, over) || under(holder, trigger)) continue;
        range.selectNodeContents(n);
        const q = range.getBoundingClientRect();
        const w = Math.min(q.right, r.right) - Math.max(q.left, r.left),
          h = Math.min(q.bottom, r.bottom) - Math.max(q.top, r.top);
        if (w < 10 || h < q.height / 2) continue;
        const hit = at(Math.max(q.left, r.left) + w / 2, Math.max(q.top, r.top) + h / 2);
        if (hit && under(hit, over)) coveredTexts.push(elements.cut(text, 40));
      }
      return coveredTexts;
    };
    // Waits for something new; longer where something moves.
    const appeared = async () => {
      for (let spent = 0; spent < LIMITS.most; spent += 60) {
        await wait(60);
        const e = fresh();
        if (e) {
          content = e;
          await wait(60);
          const r = e.getBoundingClientRect(),
            covers = covered(e);
          return {
            element: numberOf(e),
            markup: elements.cut(e.outerHTML, 160),
            text: elements.cut((e.innerText || "").trim(), 60),
            covers: covers.length,
            covered: covers[0] || "",
            box: [Math.round(r.left + scrollX), Math.round(r.top + scrollY), Math.round(r.width), Math.round(r.height)],
          };
        }
        if (
          spent >= LIMITS.least &&
          !document
            .getAnimations()
            .some((a) => a.playState === "running" && a.effect && Number.isFinite(a.effect.getComputedTiming().endTime))
        )
          return null;
      }
      return null;
    };
    /** @param {number} ms */
    const there = async (ms) => {
      await wait(ms);
      return !!content && seen(content);
    };
    /** @param {number} ms */
    const gone = async (ms) => {
      for (let spent = 0; spent < ms; spent += 50) {
        await wait(50);
        if (!content || !seen(content)) return true;
      }
      return false;
    };
    // A point of the content outside the trigger.
    const onto = () => {
      if (!content || !trigger) return null;
      const r = content.getBoundingClientRect(),
        t = trigger.getBoundingClientRect();
      for (const [fx, fy] of [
        [0.5, 0.5],
        [0.5, 0.85],
        [0.85, 0.5],
        [0.15, 0.5],
        [0.5, 0.15],
        [0.9, 0.9],
      ]) {
        const x = r.left + r.width * fx,
          y = r.top + r.height * fy;
        const inside = x >= t.left && x <= t.right && y >= t.top && y <= t.bottom;
        if (!inside && x > 0 && y > 0 && x < innerWidth && y < innerHeight) return [x, y];
      }
      return null;
    };
    return { list, aim, away, appeared, there, gone, onto };
  })(),
);
