// Watches a document for `ms`: texts that change, elements that move, endless animations. Changes nothing.
// Elements are named by their uid (the same in every view). Times are ms from the start of this watch.
async (ms, LIMITS) => {
  const uid = (e) => { const v = globalThis.__auditorUids.map.get(e); return v === undefined ? -1 : v; };
  const start = performance.now(), now = () => Math.round(performance.now() - start);
  const texts = new Map(), moves = new Map(), lastText = new WeakMap(), before = new Map(), rates = new Map();
  const slow = /swiper|slick|carousel|slide|banner|lunbo|flexslider|owl-|rotat|(^|[\s_-])roll|marquee|ticker|gundong|piaochuang|float(ad|ing|box|win|div)/i;
  const shown = (e) => { const q = e.getBoundingClientRect(); return q.width > 1 && q.height > 1 && getComputedStyle(e).visibility === "visible"; };
  // Colours are left out: a change of colour alone is no movement.
  const watched = new Set();
  const watch = (e) => {
    if (!e || e.nodeType !== 1 || e === document.body || e === document.documentElement || e.closest("marquee")) return;
    if (watched.size < LIMITS.watched) watched.add(e);
  };
  const sign = (e, deep) => {
    const q = e.getBoundingClientRect(), p = e.parentElement && e.parentElement.getBoundingClientRect(), cs = getComputedStyle(e), r = Math.round;
    if (cs.display === "none") return "none";
    let v = [p ? r(q.left - p.left) : 0, p ? r(q.top - p.top) : 0, r(q.width), r(q.height), cs.visibility, r(cs.opacity * 20), cs.transform,
      cs.backgroundImage.slice(0, 80), cs.backgroundPosition, e.scrollLeft, e.scrollTop, e.currentSrc || ""].join("|");
    if (deep) {
      let left = 40;
      for (const c of e.querySelectorAll("*")) {
        if (left-- <= 0) break;
        const k = c.getBoundingClientRect();
        v += `;${r(k.left - q.left)},${r(k.top - q.top)},${r(k.width)},${r(k.height)},${r(getComputedStyle(c).opacity * 20)}`;
      }
    }
    return v;
  };
  const note = (map, e, more) => {
    let v = map.get(e);
    if (!v) { v = { times: [], count: 0, ...more }; map.set(e, v); }
    v.count++;
    const t = now();
    if (v.times.length < LIMITS.times) v.times.push(t); else v.times[v.times.length - 1] = t;
    return v;
  };
  const text = (e) => {
    if (!e || e === document.body || e === document.documentElement || e.closest("marquee,script,style,textarea,[contenteditable]") || !shown(e)) return;
    const value = (e.innerText || "").trim(), old = lastText.get(e);
    if (old === value) return;
    lastText.set(e, value);
    if (old === undefined) return; // what it was is not known: the next change counts
    const v = note(texts, e, { values: [old.slice(0, 60)] });
    if (v.values.length < 6) v.values.push(value.slice(0, 60));
  };
  // What every text is now, so that the first change can be told; as innerText is dear, only of elements that hold text themselves.
  let known = 0;
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  for (let n; (n = walker.nextNode()) && known < LIMITS.texts;) {
    const e = n.parentElement;
    if (e && !lastText.has(e) && e.childElementCount < 30 && n.nodeValue.trim()) { lastText.set(e, (e.innerText || "").trim()); known++; }
  }
  const observer = new MutationObserver((list) => {
    for (const m of list.slice(0, 400)) {
      if (m.type === "characterData") text(m.target.parentElement);
      else if (m.type === "childList") {
        if (lastText.get(m.target) === undefined) lastText.set(m.target, [...m.removedNodes].map((n) => n.textContent).join(" ").trim().slice(0, 500));
        text(m.target); if (m.addedNodes.length && m.target.childElementCount) watch(m.target);
      } else { watch(m.target); const v = rates.get(m.target) || { n: 0 }; v.n++; rates.set(m.target, v); }
    }
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

  const endless = new Map(), fast = [];
  for (const a of document.getAnimations().slice(0, 300)) {
    const effect = a.effect, e = effect && effect.target;
    if (!e || a.playState !== "running") continue;
    const timing = effect.getComputedTiming();
    const left = Number.isFinite(timing.endTime) ? timing.endTime - Number(a.currentTime || 0) : Infinity;
    if (left < 5000) continue;
    watch(e);
    endless.set(e, true);
    const period = Number(timing.duration) * (timing.direction.startsWith("alternate") ? 2 : 1);
    if (period > 0 && period <= 334) fast.push(e);
  }
  let suspects = 0;
  for (const e of document.querySelectorAll("[class],[id]")) {
    if (suspects >= LIMITS.suspects) break;
    if (slow.test(String(e.className) + " " + e.id) && e.querySelectorAll("img,a,li").length >= 2 && shown(e)) { suspects++; watch(e); }
  }
  const deep = (e) => endless.has(e) || slow.test(String(e.className && e.className.baseVal === undefined ? e.className : "") + " " + e.id);
  const round = () => {
    for (const e of watched) {
      if (!e.isConnected) continue;
      const v = sign(e, deep(e)), old = before.get(e);
      before.set(e, v);
      if (old !== undefined && old !== v) note(moves, e, { how: endless.has(e) ? "animation" : "script" });
    }
  };
  // Uneven steps: what takes turns in an even beat would else look the same each time.
  for (let k = 1; now() < ms; k++) { round(); await new Promise((done) => setTimeout(done, LIMITS.step * (0.7 + 0.6 * ((k * 0.618) % 1)))); }
  round();
  observer.disconnect();

  // The outermost element that moves; where several of one parent take turns, the parent.
  const inside = (e, map) => { for (let p = e.parentElement; p; p = p.parentElement) if (map.has(p)) return true; return false; };
  const size = (e) => { const q = e.getBoundingClientRect(); return [Math.round(q.width), Math.round(q.height)]; };
  let tops = [...moves].filter(([e]) => !inside(e, moves));
  const byParent = new Map();
  for (const [e, v] of tops) if (e.parentElement) byParent.set(e.parentElement, [...(byParent.get(e.parentElement) || []), [e, v]]);
  for (const [parent, group] of byParent) {
    if (group.length < 2 || parent === document.body || group.some(([, v]) => v.how === "animation")) continue;
    tops = tops.filter(([e]) => e.parentElement !== parent);
    const times = group.flatMap(([, v]) => v.times).sort((a, b) => a - b).filter((t, i, all) => !i || t - all[i - 1] > LIMITS.step * 1.5);
    tops.push([parent, { times, count: times.length, how: "script" }]);
  }
  const said = (map, e, v) => ({ uid: uid(e), size: size(e), shown: shown(e), ...v });
  const media = [...document.querySelectorAll("video")].filter((e) => !e.paused && !e.controls && shown(e) && (e.loop || e.duration > 5)).slice(0, 5);
  const pictures = [...document.querySelectorAll("img,canvas")].filter((e) => shown(e) && (e.localName === "canvas" || /\.gif([?#]|$)|^data:image\/gif|^blob:/i.test(e.currentSrc || "")))
    .map((e) => { const q = e.getBoundingClientRect(); return { uid: uid(e), tag: e.localName, box: [q.left + scrollX, q.top + scrollY, q.width, q.height] }; }).slice(0, LIMITS.pictures);
  for (const [e, v] of rates) if (v.n / (ms / 1000) >= 6 && shown(e)) fast.push(e);
  return {
    texts: [...texts].filter(([e]) => shown(e) && ![...texts.keys()].some((o) => o !== e && e.contains(o))).slice(0, LIMITS.found).map(([e, v]) => {
      let around = false; // other text beside it on the page
      for (let p = e.parentElement; p && !around; p = p.parentElement) around = (p.innerText || "").trim() !== (e.innerText || "").trim();
      return { ...said(texts, e, v), around };
    }),
    moves: tops.slice(0, LIMITS.found).map(([e, v]) => said(moves, e, v)),
    videos: media.map((e) => ({ uid: uid(e), size: size(e), shown: true })), pictures, suspects, endless: endless.size,
    limit: /跳转|自动(退出|返回|刷新|登出|关闭)|倒计时|秒后|秒内|redirect|time ?out/i.test((document.body ? document.body.innerText : "").slice(0, 20000)),
    fast: [...new Set(fast)].slice(0, 5).map((e) => { const q = e.getBoundingClientRect(); return { uid: uid(e), box: [q.left + scrollX, q.top + scrollY, q.width, q.height] }; }),
  };
}
