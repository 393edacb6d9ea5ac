// The one-pass collector. Runs in an isolated world of one document, measures, never judges.
// Result (JSON string): { url, title, scroll:[w,h], client:[w,h], strings, props, styles, parent, kind, tag, attrs,
//   text, box, style, flags, lines, pitch, uid, names, roles, asked, pseudo, extra, truncated }; asked: names worked out anew.
// Kinds, flags, columns, style properties and limits are the schema's (auditor/capture/schema/table.py), given as SCHEMA.
// box: 4 numbers a node, CSS px from the document's corner. Arrays of string numbers point into `strings`; styles[k] holds
// one string number for each of `props`. uid: the same number for the same node in every view of one open page.
// pseudo: [element, 0 ::before | 1 ::after, content, style, place]; place: left, top, width, height as computed, if absolute.
// extra of a small svg in a control has `parts`: [colour, opacity] of all it draws.
(function (SCHEMA) {
  const { properties: PROPS, limits: LIMITS, kinds: KIND } = SCHEMA;
  const { RENDERED, TABBABLE, IN_SHADOW, HIDDEN, DISABLED, HIDDEN_FROM_AT, FOCUSABLE } = SCHEMA.flags;
  const strings = [], index = new Map();
  const s = (v) => {
    v = v == null ? "" : String(v);
    if (v.length > LIMITS.text) v = v.slice(0, LIMITS.text);
    let i = index.get(v);
    if (i === undefined) { i = strings.length; strings.push(v); index.set(v, i); }
    return i;
  };
  const out = Object.fromEntries(SCHEMA.columns.map((name) => [name, []]));
  const styles = [], styleIndex = new Map(), pseudo = [], extra = {}, names = {}, roles = {};
  const sx = window.scrollX, sy = window.scrollY, R = Math.round;
  const numbers = new WeakMap(), elements = [];
  const known = globalThis.__auditorUids || (globalThis.__auditorUids = { map: new WeakMap(), next: 0 });
  const uid = (node) => {
    let v = known.map.get(node);
    if (v === undefined) { v = known.next++; known.map.set(node, v); }
    return v;
  };
  const focusableSelector = "a[href],area[href],button,input,select,textarea,iframe,object,summary,audio[controls],video[controls],[tabindex],[contenteditable]";
  const range = document.createRange();
  let truncated = false;
  const own = typeof axe !== "undefined" && axe.commons;
  const named = "a[href],svg a,button,input,select,textarea,img,svg,area,iframe,frame,object,embed,summary,canvas,video,audio,h1,h2,h3,h4,h5,h6,nav,main,header,footer,aside,form,section,fieldset,dialog,table,th,meter,progress,output,[role],[tabindex],[onclick],[contenteditable]";

  // Asking each element for its generated boxes is dear: only where some style sheet makes any, or can't be read.
  const generates = (sheets) => {
    for (const sheet of sheets) {
      let rules;
      try { rules = sheet.cssRules; } catch (error) { return true; }
      const stack = [rules];
      while (stack.length) {
        for (const rule of stack.pop()) {
          if (rule.selectorText && /:(before|after)/i.test(rule.selectorText)) return true;
          if (rule.styleSheet) { if (generates([rule.styleSheet])) return true; }
          else if (rule.cssRules && rule.cssRules.length) stack.push(rule.cssRules);
        }
      }
    }
    return false;
  };
  const generated = new Map();
  const mayGenerate = (root) => {
    let v = generated.get(root);
    if (v === undefined) { v = generates([...root.styleSheets, ...(root.adoptedStyleSheets || [])]); generated.set(root, v); }
    return v;
  };

  // What an svg draws: colour and opacity of each part; null where that can't be told (text, pictures, gradients, masks).
  // A shape that `use` shows takes from there what it has no value of its own for: `from` is the computed style of `use`,
  // `top` the element shown. Where a style sheet reaches into `top` it can't be told either.
  const shapes = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"]), groups = new Set(["svg", "g", "a"]);
  const undrawn = new Set(["title", "desc", "metadata", "defs", "style", "script", "symbol", "clipPath", "marker", "linearGradient", "radialGradient"]);
  const valueIn = (el, cs, name, from, top) => {
    if (!from) return cs.getPropertyValue(name);
    const outside = getComputedStyle(top.parentElement || top);
    for (let at = el; at; at = at === top ? null : at.parentElement) {
      const own = at.style.getPropertyValue(name) || at.getAttribute(name);
      if (!own) continue;
      if (/currentcolor/i.test(own)) return cs.color === outside.color ? from.color : null;
      return /var\(|inherit/i.test(own) ? null : cs.getPropertyValue(name);
    }
    return outside.getPropertyValue(name) === cs.getPropertyValue(name) ? from.getPropertyValue(name) : null;
  };
  const partsOf = (svg) => {
    const found = new Map();
    let left = LIMITS.shapes;
    const look = (el, opacity, from, top) => {
      const tag = el.localName;
      if (--left < 0) return false;
      if (undrawn.has(tag) && el !== top) return true;
      const cs = getComputedStyle(el);
      // In the sprite that `use` takes it from all may be hidden.
      if (!from && (cs.display === "none" || cs.visibility !== "visible")) return true;
      if (cs.filter !== "none" || cs.mixBlendMode !== "normal" || (cs.maskImage && cs.maskImage !== "none") || el.hasAttribute("mask")) return false;
      const through = opacity * Number(cs.opacity);
      if (tag === "use") {
        const target = el.getAttribute("href") || el.getAttribute("xlink:href") || "", tree = el.getRootNode();
        const shown = target[0] === "#" && !from && tree.getElementById ? tree.getElementById(target.slice(1)) : null;
        return shown ? look(shown, through, cs, shown) : false;
      }
      if (groups.has(tag) || (tag === "symbol" && el === top)) {
        for (const child of el.children) if (!look(child, through, from, top)) return false;
        return true;
      }
      if (!shapes.has(tag) || el.children.length) return false;
      for (const name of tag === "line" ? ["stroke"] : ["fill", "stroke"]) {
        const colour = valueIn(el, cs, name, from, top), share = valueIn(el, cs, name + "-opacity", from, top);
        if (colour === "none" || (name === "stroke" && parseFloat(valueIn(el, cs, "stroke-width", from, top)) === 0)) continue;
        if (!colour || share === null || colour.includes("url(") || colour.startsWith("context-")) return false;
        const alpha = R(through * Number(share) * 1000) / 1000;
        if (alpha > 0) found.set(colour + alpha, [colour, alpha]);
      }
      return true;
    };
    return look(svg, 1, null, null) && found.size ? [...found.values()] : null;
  };
  const controls = "a[href],button,summary,[role=button],[role=link],[role=tab],[role=menuitem]";
  let icons = 0;

  const styleNumber = (cs) => {
    const values = new Array(PROPS.length);
    for (let i = 0; i < PROPS.length; i++) values[i] = s(cs.getPropertyValue(PROPS[i]));
    const key = values.join(",");
    let n = styleIndex.get(key);
    if (n === undefined) { n = styles.length; styles.push(values); styleIndex.set(key, n); }
    return n;
  };
  const add = (node, parent, kind, tag, attrs, text, box, style, flags, lines, pitch) => {
    const i = out.parent.length;
    out.parent.push(parent); out.kind.push(kind); out.tag.push(tag); out.attrs.push(attrs); out.text.push(text);
    out.box.push(box[0], box[1], box[2], box[3]); out.style.push(style); out.flags.push(flags);
    out.lines.push(lines); out.pitch.push(pitch); out.uid.push(uid(node));
    return i;
  };
  const walk = (root, parent, state) => {
    // What a closed details holds has boxes still, and nobody sees it.
    const closed = root.localName === "details" && !root.open, summary = closed && root.querySelector(":scope > summary");
    for (let node = root.firstChild; node; node = node.nextSibling)
      visit(node, parent, closed && node !== summary ? { ...state, none: true, hidden: true } : state);
  };
  const visit = (node, parent, state) => {
    if (out.parent.length >= LIMITS.nodes) { truncated = true; return; }
    if (node.nodeType === KIND.TEXT) {
      const value = node.nodeValue;
      if (!/\S/.test(value) || state.raw) return;
      let box = [0, 0, 0, 0], lines = 0, pitch = 0;
      if (!state.hidden) {
        range.selectNodeContents(node);
        const rects = range.getClientRects();
        let l = Infinity, t = Infinity, r = -Infinity, b = -Infinity, last = null, first = null, second = null;
        for (let k = 0; k < rects.length && k < LIMITS.lines; k++) {
          const q = rects[k];
          if (q.width < 0.5 || q.height < 0.5) continue;
          if (q.left < l) l = q.left; if (q.top < t) t = q.top; if (q.right > r) r = q.right; if (q.bottom > b) b = q.bottom;
          if (last === null || Math.abs(q.top - last) > q.height / 2) {
            lines++;
            if (first === null) first = q.top; else if (second === null) second = q.top;
            last = q.top;
          }
        }
        if (lines) box = [R(l + sx), R(t + sy), R(r - l), R(b - t)];
        if (second !== null) pitch = R((second - first) * 100) / 100;
      }
      const flags = (lines && !state.hidden ? RENDERED : 0) | (state.shadow ? IN_SHADOW : 0) | (state.hidden ? HIDDEN : 0)
        | (state.ariaHidden ? HIDDEN_FROM_AT : 0);
      add(node, parent, KIND.TEXT, s("#text"), 0, s(value), box, out.style[parent] || 0, flags, lines, pitch);
      return;
    }
    if (node.nodeType !== KIND.ELEMENT) return;
    const cs = getComputedStyle(node), tagName = node.localName;
    // The browser draws image maps itself: an area computes to display none and is none the less there. A child of a
    // shadow host that no slot takes up has no computed display at all.
    const hidden = state.none || (cs.display === "none" && tagName !== "area") || cs.display === "" || (cs.contentVisibility === "hidden");
    const invisible = hidden || cs.visibility !== "visible";
    const attrs = [];
    for (const a of node.attributes) { if (attrs.length < LIMITS.attributes) attrs.push(s(a.name), s(a.value)); }
    let box = [0, 0, 0, 0], area = false;
    if (!hidden) {
      const q = node.getBoundingClientRect();
      box = [R(q.left + sx), R(q.top + sy), R(q.width), R(q.height)];
      area = q.width > 0 && q.height > 0;
    }
    const inert = node.inert === true;
    const ariaHidden = state.ariaHidden || node.getAttribute("aria-hidden") === "true" || inert;
    const focusable = !invisible && !node.disabled && !state.inert && !inert && node.matches(focusableSelector);
    const tabbable = focusable && node.tabIndex >= 0;
    const flags = (area && !invisible ? RENDERED : 0) | (tabbable ? TABBABLE : 0) | (state.shadow ? IN_SHADOW : 0)
      | (invisible ? HIDDEN : 0) | (node.disabled ? DISABLED : 0) | (ariaHidden ? HIDDEN_FROM_AT : 0) | (focusable ? FOCUSABLE : 0);
    const i = add(node, parent, KIND.ELEMENT, s(tagName), attrs, 0, box, styleNumber(cs), flags, 0, 0);
    numbers.set(node, i); elements[i] = node;
    if (!invisible && mayGenerate(node.getRootNode())) {
      for (const which of ["::before", "::after"]) {
        const ps = getComputedStyle(node, which), content = ps.content;
        if (content && content !== "none" && content !== "normal") {
          const place = ps.position === "absolute" ? [ps.left, ps.top, ps.width, ps.height].map((v) => R(parseFloat(v)) || 0) : null;
          pseudo.push([i, which === "::before" ? 0 : 1, s(content), styleNumber(ps), place]);
        }
      }
    }
    if (tagName === "svg" && area && !invisible && box[2] <= LIMITS.icon && box[3] <= LIMITS.icon && icons < LIMITS.icons && node.closest(controls)) {
      const parts = partsOf(node);
      if (parts) { extra[i] = { parts }; icons++; }
    }
    if (tagName === "img" || tagName === "input" || tagName === "select" || tagName === "textarea" || tagName === "video" || tagName === "audio" || tagName === "option") {
      const e = {};
      if (tagName === "img") { e.src = String(node.currentSrc || "").slice(0, LIMITS.address); e.nw = node.naturalWidth; e.nh = node.naturalHeight; }
      else if (tagName === "input") {
        e.type = node.type;
        if (node.type === "checkbox" || node.type === "radio") e.checked = node.checked;
        else if (node.type !== "password") e.value = String(node.value).slice(0, LIMITS.value);
      } else if (tagName === "video" || tagName === "audio") {
        e.duration = Number.isFinite(node.duration) ? node.duration : null; e.paused = node.paused; e.muted = node.muted;
        e.src = String(node.currentSrc || "").slice(0, LIMITS.address); e.ready = node.readyState; e.tracks = node.textTracks.length;
      }
      if (!invisible && node.placeholder && node.value === "") {
        const ps = getComputedStyle(node, "::placeholder");
        e.placeholder = [ps.color, parseFloat(ps.fontSize) || 0, Number(ps.opacity)];
      }
      if (tagName !== "option") extra[i] = e;
    }
    const raw = tagName === "script" || tagName === "style" || tagName === "noscript" || tagName === "template";
    const below = { none: hidden, hidden: invisible, shadow: state.shadow, ariaHidden, inert: state.inert || inert, raw };
    const root = node.shadowRoot;
    if (root) {
      walk(root, i, { ...below, shadow: true });
      extra[i] = { ...(extra[i] || {}), host: 1 };
    }
    walk(node, i, below);
  };
  visit(document.documentElement, -1, { none: false, hidden: false, shadow: false, ariaHidden: false, inert: false, raw: false });

  // Names and roles cost as much as all the rest together. In a later view an element's are the same where the document is
  // (tags, attributes, texts, values) and the same parts of the element are drawn: `plain` and `drawn` are sums over what is
  // below a node without and with that. What takes its name from elsewhere is asked again unless nothing changed there.
  const prior = globalThis.__auditorPrior, ids = prior ? prior.ids : new Map(), count = out.parent.length;
  const plain = new Uint32Array(count), drawn = new Uint32Array(count), drawnOf = new WeakMap(), said = new WeakMap();
  const idOf = strings.map((v) => { let i = ids.get(v); if (i === undefined) { i = ids.size + 1; ids.set(v, i); } return i; });
  const mix = (sum, v) => Math.imul(sum ^ v, 16777619) + 0x9e3779b9 >>> 0;
  for (let i = count - 1; i >= 0; i--) {
    let sum = mix(plain[i], idOf[out.tag[i]]);
    if (out.kind[i] === KIND.TEXT) sum = mix(sum, idOf[out.text[i]]);
    else {
      for (const v of out.attrs[i]) sum = mix(sum, idOf[v]);
      if (extra[i] && extra[i].value) { const v = extra[i].value; for (let k = 0; k < v.length; k++) sum = mix(sum, v.charCodeAt(k)); }
    }
    const seen = mix(mix(drawn[i], sum), out.flags[i] & (HIDDEN | DISABLED | HIDDEN_FROM_AT)), above = out.parent[i];
    plain[i] = sum; drawn[i] = seen;
    if (elements[i]) drawnOf.set(elements[i], seen);
    if (above >= 0) { plain[above] = mix(plain[above], sum); drawn[above] = mix(drawn[above], seen); }
  }
  const unchanged = prior && count && prior.plain === plain[0];
  const still = (el) => prior.drawn.get(el) === drawnOf.get(el);
  const same = (el, i) => {
    if (!unchanged || !prior.said.has(el) || prior.drawn.get(el) !== drawn[i]) return false;
    if (prior.all === drawn[0]) return true;
    return !el.hasAttribute("aria-labelledby") && !el.hasAttribute("aria-owns") && [...(el.labels || [])].every(still);
  };
  let nameError = "", asked = 0;
  if (own) {
    try {
      let ready = false;
      try {
        for (let i = 0; i < elements.length; i++) {
          const el = elements[i];
          if (!el || !el.matches(named)) continue;
          let role, name = "";
          if (same(el, i)) [role, name] = prior.said.get(el);
          else {
            if (!ready) { axe.setup(document.documentElement); ready = true; }
            const v = axe.utils.getNodeFromTree(el);
            if (!v) continue;
            asked++;
            role = axe.commons.aria.getRole(v);
            if (!(out.flags[i] & HIDDEN)) name = String(axe.commons.text.accessibleTextVirtual(v) || "").slice(0, LIMITS.name);
          }
          said.set(el, [role, name]);
          if (role) roles[i] = s(role);
          if (name) names[i] = s(name);
        }
      } finally { if (ready) axe.teardown(); }
    } catch (error) { nameError = String(error && error.message || error); }
    globalThis.__auditorPrior = nameError ? undefined : { ids, plain: plain[0], all: drawn[0], drawn: drawnOf, said };
  }
  // Elements that no earlier view showed, the outermost of each: only they have to be judged anew by all rules.
  const before = globalThis.__auditorSeen, seen = before || new WeakSet(), fresh = [];
  if (before) {
    for (let i = 0; i < elements.length; i++) {
      const el = elements[i];
      if (!el || !(out.flags[i] & RENDERED) || before.has(el)) continue;
      const above = elements[out.parent[i]];
      if (!above || before.has(above)) fresh.push(el);
    }
  }
  for (let i = 0; i < elements.length; i++) if (elements[i] && out.flags[i] & RENDERED) seen.add(elements[i]);
  globalThis.__auditorSeen = seen;
  globalThis.__auditor = { numbers, elements, fresh };
  globalThis.__auditorFirst = globalThis.__auditorFirst || globalThis.__auditor; // the first view's numbers, which probes use
  const de = document.documentElement, body = document.body;
  return JSON.stringify({
    url: location.href, title: document.title, contentType: document.contentType, charset: document.characterSet,
    compat: document.compatMode,
    scroll: [Math.max(de.scrollWidth, body ? body.scrollWidth : 0), Math.max(de.scrollHeight, body ? body.scrollHeight : 0)],
    client: [innerWidth, innerHeight], nameError, asked,
    fresh: fresh.length, strings, props: PROPS, styles, ...out, names, roles, pseudo, extra, truncated,
  });
})
