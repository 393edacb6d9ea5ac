// Content that appears when the pointer is on something: finds what may show some, and says what is new and what it covers.
// Installed once in our world of the page's own document as globalThis.__auditorHover.
(LISTENING, LIMITS) => {
  const A = globalThis.__auditor, H = globalThis.__auditorHover = {};
  const numberOf = (e) => { const n = e && A.numbers.get(e); return n === undefined || n === null ? -1 : n; };
  const above = (e) => e.parentElement || (e.getRootNode() instanceof ShadowRoot ? e.getRootNode().host : null);
  const under = (e, top) => { for (; e; e = above(e)) if (e === top) return true; return false; };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const seen = (e) => {
    if (!e.isConnected || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const r = e.getBoundingClientRect();
    return r.width >= 8 && r.height >= 8 && r.right + scrollX > 0 && r.bottom + scrollY > 0;
  };
  const at = (x, y) => { let e = document.elementFromPoint(x, y); while (e && e.shadowRoot) { const d = e.shadowRoot.elementFromPoint(x, y); if (!d || d === e) break; e = d; } return e; };
  const SHOWS = /(^|[;\s])(display|visibility|opacity|height|max-height|transform|scale|clip|clip-path|left|top|right|bottom|margin(-\w+)?)\s*:/;

  const fromRules = (found) => {
    let left = LIMITS.rules;
    const visit = (rules) => {
      for (const rule of rules) {
        if (left-- <= 0 || found.length >= LIMITS.found) return;
        if (rule.selectorText && rule.selectorText.includes(":hover") && SHOWS.test(rule.style.cssText)) {
          for (const selector of rule.selectorText.split(",")) {
            const m = /^(.*?):hover([^\s>+~]*)([\s>+~].*)$/.exec(selector.trim());
            if (!m || /::?(before|after)\b/.test(m[3])) continue;
            try { found.push(...[...document.querySelectorAll((m[1] || "*") + m[2])].slice(0, 3)); } catch (error) { /* a selector we can't take apart */ }
          }
        }
        if (rule.cssRules && rule.cssRules.length) visit(rule.cssRules);
      }
    };
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) { try { visit(sheet.cssRules); } catch (error) { /* of another origin */ } }
  };
  H.list = () => {
    const found = LISTENING.map((n) => A.elements[n]).filter(Boolean);
    fromRules(found);
    found.push(...[...document.querySelectorAll("[aria-haspopup],[data-tooltip],[data-tip],[aria-describedby]")].slice(0, LIMITS.found));
    const once = new Set(), kinds = new Map(), chosen = [];
    for (const e of found) {
      if (once.has(e) || e === document.body || e === document.documentElement || !seen(e)) continue;
      once.add(e);
      const r = e.getBoundingClientRect();
      if (r.width * r.height > 0.5 * innerWidth * innerHeight) continue;
      const kind = above(e), n = kinds.get(kind) || 0;
      if (n >= 3) continue;
      kinds.set(kind, n + 1); chosen.push(e);
      if (chosen.length >= LIMITS.triggers) break;
    }
    H.triggers = chosen;
    return chosen.map(numberOf);
  };
  const all = () => {
    const list = [];
    const walk = (root) => { for (const e of root.querySelectorAll("*")) { if (list.length >= LIMITS.elements) return; list.push(e); if (e.shadowRoot) walk(e.shadowRoot); } };
    walk(document.body); return list;
  };
  // A point of the trigger that the pointer can be on, and what is seen before it is there.
  H.aim = (n) => {
    const e = H.triggers[n];
    if (!e || !seen(e)) return null;
    let r = e.getBoundingClientRect();
    if (r.top < 0 || r.bottom > innerHeight) { e.scrollIntoView({ block: "center", behavior: "instant" }); r = e.getBoundingClientRect(); }
    for (const [fx, fy] of [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.2]]) {
      const x = r.left + r.width * fx, y = r.top + r.height * fy;
      if (under(at(x, y), e)) { H.trigger = e; H.shown = new Set(all().filter(seen)); return [x, y]; }
    }
    return null;
  };
  H.away = () => {
    for (const [x, y] of [[1, 1], [innerWidth - 2, innerHeight - 2], [1, innerHeight - 2], [innerWidth - 2, 1], [innerWidth / 2, innerHeight - 2]]) {
      const e = at(x, y);
      if (!e || !((H.trigger && under(e, H.trigger)) || (H.content && under(e, H.content)))) return [x, y];
    }
    return [1, 1];
  };
  const fresh = () => {
    const outer = [];
    for (const e of all()) {
      if (H.shown.has(e) || outer.some((o) => o.contains(e)) || !seen(e)) continue;
      const r = e.getBoundingClientRect();
      if (r.width * r.height >= LIMITS.area && (e.innerText || e.querySelector("img,svg,canvas") || e.localName === "img")) outer.push(e);
      if (outer.length >= 50) break;
    }
    const size = (e) => { const r = e.getBoundingClientRect(); return r.width * r.height; };
    return outer.sort((a, b) => size(b) - size(a))[0] || null;
  };
  const covered = (content) => {
    const r = content.getBoundingClientRect(), found = [], range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(), i = 0; n && i < 3000 && found.length < 20; n = walker.nextNode(), i++) {
      if (n.nodeValue.trim().length < 2 || !H.shown.has(n.parentElement) || under(n.parentElement, content) || under(n.parentElement, H.trigger)) continue;
      range.selectNodeContents(n);
      const q = range.getBoundingClientRect();
      const w = Math.min(q.right, r.right) - Math.max(q.left, r.left), h = Math.min(q.bottom, r.bottom) - Math.max(q.top, r.top);
      if (w < 10 || h < q.height / 2) continue;
      const hit = at(Math.max(q.left, r.left) + w / 2, Math.max(q.top, r.top) + h / 2);
      if (hit && under(hit, content)) found.push(n.nodeValue.trim().slice(0, 40));
    }
    return found;
  };
  // Waits for something new; longer where something moves.
  H.appeared = async () => {
    for (let spent = 0; spent < LIMITS.most; spent += 60) {
      await wait(60);
      const e = fresh();
      if (e) {
        H.content = e; await wait(60);
        const r = e.getBoundingClientRect(), covers = covered(e);
        return { element: numberOf(e), markup: e.outerHTML.slice(0, 160), text: (e.innerText || "").trim().slice(0, 60), covers: covers.length, covered: covers[0] || "",
          box: [Math.round(r.left + scrollX), Math.round(r.top + scrollY), Math.round(r.width), Math.round(r.height)] };
      }
      if (spent >= LIMITS.least && !document.getAnimations().some((a) => a.playState === "running" && a.effect && Number.isFinite(a.effect.getComputedTiming().endTime))) return null;
    }
    return null;
  };
  H.there = async (ms) => { await wait(ms); return !!H.content && seen(H.content); };
  H.gone = async (ms) => {
    for (let spent = 0; spent < ms; spent += 50) { await wait(50); if (!H.content || !seen(H.content)) return true; }
    return false;
  };
  // A point of the content outside the trigger.
  H.onto = () => {
    const r = H.content.getBoundingClientRect(), t = H.trigger.getBoundingClientRect();
    for (const [fx, fy] of [[0.5, 0.5], [0.5, 0.85], [0.85, 0.5], [0.15, 0.5], [0.5, 0.15], [0.9, 0.9]]) {
      const x = r.left + r.width * fx, y = r.top + r.height * fy;
      const inside = x >= t.left && x <= t.right && y >= t.top && y <= t.bottom;
      if (!inside && x > 0 && y > 0 && x < innerWidth && y < innerHeight) return [x, y];
    }
    return null;
  };
}
