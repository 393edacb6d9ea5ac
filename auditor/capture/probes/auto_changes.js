// Watches a document for `ms`: texts that change, elements that move, endless animations. Changes nothing.
// Elements are named by their uid (the same in every view). Times are ms from the start of this watch.
__auditor.claim(
  "autoChanges",
  (() => {
    const { elements, visibility } = __auditor;
    /** @param {AnyElement} e */
    const shown = (e) => visibility.isVisible(e, { moreThan: 1 });
    const uid = elements.knownUid;
    /**
     * @param {number} ms
     * @param {Record<"watched" | "texts" | "times" | "suspects" | "pictures" | "found" | "step" | "animations" |
     *   "fast", number>} LIMITS
     * `step` in ms
     */
    const watch = async (ms, LIMITS) => {
      const start = performance.now(),
        now = () => Math.round(performance.now() - start);
      /** @typedef {{ times: number[], count: number, values?: string[], how?: string }} Change */
      /** @type {Map<AnyElement, Change>} */
      const texts = new Map();
      /** @type {Map<AnyElement, Change>} */
      const moves = new Map();
      /** @type {WeakMap<AnyElement, string>} */
      const lastText = new WeakMap();
      /** @type {Map<AnyElement, string>} */
      const before = new Map();
      /** Changes of attributes. @type {Map<AnyElement, number>} */
      const rates = new Map();
      const slow =
        /swiper|slick|carousel|slide|banner|lunbo|flexslider|owl-|rotat|(^|[\s_-])roll|marquee|ticker|gundong|piaochuang|float(ad|ing|box|win|div)/i;
      // Colours are left out: a change of colour alone is no movement.
      /** @type {Set<AnyElement>} */
      const watched = new Set();
      let beyond = false; // there was something to watch beyond a limit
      /** @param {AnyElement | null} e */
      const follow = (e) => {
        if (!e || e.nodeType !== 1 || e === document.body || e === document.documentElement || e.closest("marquee"))
          return;
        if (watched.size < LIMITS.watched) watched.add(e);
        else if (!watched.has(e)) beyond = true;
      };
      /** @param {AnyElement} e @param {boolean} deep */
      const sign = (e, deep) => {
        const q = e.getBoundingClientRect(),
          p = e.parentElement && e.parentElement.getBoundingClientRect(),
          cs = getComputedStyle(e),
          r = Math.round;
        if (cs.display === "none") return "none";
        let v = [
          p ? r(q.left - p.left) : 0,
          p ? r(q.top - p.top) : 0,
          r(q.width),
          r(q.height),
          cs.visibility,
          r(Number(cs.opacity) * 20),
          cs.transform,
          cs.backgroundImage.slice(0, 80),
          cs.backgroundPosition,
          e.scrollLeft,
          e.scrollTop,
          e.currentSrc || "",
        ].join("|");
        if (deep) {
          let left = 40;
          for (const c of elements.all("*", e)) {
            if (left-- <= 0) break;
            const k = c.getBoundingClientRect();
            v += `;${r(k.left - q.left)},${r(k.top - q.top)},${r(k.width)},${r(k.height)},${r(Number(getComputedStyle(c).opacity) * 20)}`;
          }
        }
        return v;
      };
      /** @param {Map<AnyElement, Change>} map @param {AnyElement} e @param {Partial<Change>} more @returns {Change} */
      const note = (map, e, more) => {
        let v = map.get(e);
        if (!v) {
          v = { times: [], count: 0, ...more };
          map.set(e, v);
        }
        v.count++;
        const t = now();
        if (v.times.length < LIMITS.times) v.times.push(t);
        else v.times[v.times.length - 1] = t;
        return v;
      };
      /** @param {AnyElement | null} e */
      const text = (e) => {
        if (
          !e ||
          e === document.body ||
          e === document.documentElement ||
          e.closest("marquee,script,style,textarea,[contenteditable]") ||
          !shown(e)
        )
          return;
        const value = (e.innerText || "").trim(),
          old = lastText.get(e);
        if (old === value) return;
        lastText.set(e, value);
        if (old === undefined) return; // what it was is not known: the next change counts
        const v = note(texts, e, { values: [elements.cut(old, 60)] });
        if (v.values && v.values.length < 6) v.values.push(elements.cut(value, 60));
      };
      // What every text is now, so that the first change can be told; as innerText is dear, only of elements that hold
      // text themselves.
      let known = 0;
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
      for (let n; (n = walker.nextNode());) {
        if (known >= LIMITS.texts) {
          beyond = true;
          break;
        }
        const e = /** @type {AnyElement | null} */ (n.parentElement);
        if (e && !lastText.has(e) && e.childElementCount < 30 && n.nodeValue?.trim()) {
          lastText.set(e, (e.innerText || "").trim());
          known++;
        }
      }
      const observer = new MutationObserver((list) => {
        for (const record of list.slice(0, 400)) {
          const target = /** @type {AnyElement} */ (record.target);
          if (record.type === "characterData") text(target.parentElement);
          else if (record.type === "childList") {
            if (lastText.get(target) === undefined)
              lastText.set(
                target,
                [...record.removedNodes]
                  .map((n) => n.textContent)
                  .join(" ")
                  .trim()
                  .slice(0, 500),
              );
            text(target);
            if (record.addedNodes.length && target.childElementCount) follow(target);
          } else {
            follow(target);
            rates.set(target, (rates.get(target) ?? 0) + 1);
          }
        }
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

      /** @type {Set<AnyElement>} */
      const endless = new Set();
      /** @type {AnyElement[]} */
      const fast = [];
      for (const a of document.getAnimations().slice(0, LIMITS.animations)) {
        const effect = /** @type {KeyframeEffect | null} */ (a.effect);
        const e = /** @type {AnyElement | null | undefined} */ (effect?.target);
        if (!effect || !e || a.playState !== "running") continue;
        const timing = effect.getComputedTiming();
        const left = Number.isFinite(timing.endTime) ? Number(timing.endTime) - Number(a.currentTime || 0) : Infinity;
        if (left < 5000) continue;
        follow(e);
        endless.add(e);
        const period = Number(timing.duration) * (timing.direction?.startsWith("alternate") ? 2 : 1);
        if (period > 0 && period <= 334) fast.push(e);
      }
      let suspects = 0;
      for (const e of elements.all("[class],[id]")) {
        if (slow.test(String(e.className) + " " + e.id) && e.querySelectorAll("img,a,li").length >= 2 && shown(e)) {
          if (suspects >= LIMITS.suspects) {
            beyond = true;
            break;
          }
          suspects++;
          follow(e);
        }
      }
      /** @param {AnyElement} e */
      const deep = (e) => endless.has(e) || slow.test(`${typeof e.className === "string" ? e.className : ""} ${e.id}`);
      const round = () => {
        for (const e of watched) {
          if (!e.isConnected) continue;
          const v = sign(e, deep(e)),
            old = before.get(e);
          before.set(e, v);
          if (old !== undefined && old !== v) note(moves, e, { how: endless.has(e) ? "animation" : "script" });
        }
      };
      // Uneven steps: what takes turns in an even beat would else look the same each time.
      for (let k = 1; now() < ms; k++) {
        round();
        await new Promise((done) => setTimeout(done, LIMITS.step * (0.7 + 0.6 * ((k * 0.618) % 1))));
      }
      round();
      observer.disconnect();

      // The outermost element that moves; where several of one parent take turns, the parent.
      /** @param {AnyElement} e @param {Map<AnyElement, Change>} map */
      const inside = (e, map) => {
        for (let p = e.parentElement; p; p = p.parentElement) if (map.has(p)) return true;
        return false;
      };
      /** @param {AnyElement} e */
      const size = (e) => {
        const q = e.getBoundingClientRect();
        return [Math.round(q.width), Math.round(q.height)];
      };
      let tops = [...moves].filter(([e]) => !inside(e, moves));
      /** @type {Map<AnyElement, [AnyElement, Change][]>} */
      const byParent = new Map();
      for (const [e, v] of tops)
        if (e.parentElement) byParent.set(e.parentElement, [...(byParent.get(e.parentElement) || []), [e, v]]);
      for (const [parent, group] of byParent) {
        if (group.length < 2 || parent === document.body || group.some(([, v]) => v.how === "animation")) continue;
        tops = tops.filter(([e]) => e.parentElement !== parent);
        const times = group
          .flatMap(([, v]) => v.times)
          .sort((a, b) => a - b)
          .filter((t, i, all) => !i || t - (all[i - 1] ?? 0) > LIMITS.step * 1.5);
        tops.push([parent, { times, count: times.length, how: "script" }]);
      }
      /** @param {AnyElement} e @param {Change} v */
      const said = (e, v) => ({ uid: uid(e), size: size(e), shown: shown(e), ...v });
      const media = elements
        .all("video")
        .filter((e) => !e.paused && !e.controls && shown(e) && (e.loop || e.duration > 5))
        .slice(0, LIMITS.found);
      const pictures = elements
        .all("img,canvas")
        .filter(
          (e) =>
            shown(e) && (e.localName === "canvas" || /\.gif([?#]|$)|^data:image\/gif|^blob:/i.test(e.currentSrc || "")),
        )
        .map((e) => {
          const q = e.getBoundingClientRect();
          return { uid: uid(e), tag: e.localName, box: [q.left + scrollX, q.top + scrollY, q.width, q.height] };
        });
      for (const [e, v] of rates) if (v / (ms / 1000) >= 6 && shown(e)) fast.push(e);
      const changedTexts = [...texts].filter(
        ([e]) => shown(e) && ![...texts.keys()].some((o) => o !== e && e.contains(o)),
      );
      if (document.getAnimations().length > LIMITS.animations || pictures.length > LIMITS.pictures) beyond = true;
      const flickers = [...new Set(fast)];
      return {
        watched: watched.size + known,
        more: beyond,
        changed: changedTexts.length + tops.length,
        flickers: flickers.length,
        texts: changedTexts.slice(0, LIMITS.found).map(([e, v]) => {
          let around = false; // other text beside it on the page
          for (let p = e.parentElement; p && !around; p = p.parentElement)
            around = (p.innerText || "").trim() !== (e.innerText || "").trim();
          return { ...said(e, v), around };
        }),
        moves: tops.slice(0, LIMITS.found).map(([e, v]) => said(e, v)),
        videos: media.map((e) => ({ uid: uid(e), size: size(e), shown: true })),
        pictures: pictures.slice(0, LIMITS.pictures),
        suspects,
        endless: endless.size,
        limit: __auditor.lexicon
          .pattern("motion.limit")
          .test((document.body ? document.body.innerText : "").slice(0, 20000)),
        fast: flickers.slice(0, LIMITS.fast).map((e) => {
          const q = e.getBoundingClientRect();
          return { uid: uid(e), box: [q.left + scrollX, q.top + scrollY, q.width, q.height] };
        }),
      };
    };
    // Controls by words, signs or icon names; those in or near the moving things first, then by how plainly they say
    // it.
    /** @param {number[]} uids of what moves or changes @param {number} limit */
    const controls = (uids, limit) => {
      const { pattern } = __auditor.lexicon;
      const strong = pattern("motion.stops"),
        weak = pattern("motion.may_stop");
      const wanted = new Set(uids),
        targets = elements.list().filter((e) => e && wanted.has(uid(e)));
      /** @param {AnyElement} e */
      const near = (e) =>
        targets.some((t) => t.contains(e))
          ? 0
          : targets.some((t) => (t.parentElement || t).contains(e) && t.parentElement !== document.body)
            ? 1
            : 2;
      // Buttons for other things than stopping; any other button might lead to what stops it.
      const other = pattern("motion.other");
      const candidates = [],
        others = [];
      let hidden = false;
      for (const e of elements.all(
        "button,a,input,select,summary,[role=button],[role=switch],[role=checkbox],[onclick],[class*=close i],[class*=pause i],[class*=stop i]",
      )) {
        const name = [
          e.textContent.trim().slice(0, 60),
          e.getAttribute("aria-label"),
          e.title,
          e.value,
          e.getAttribute("alt"),
        ]
          .filter(Boolean)
          .join(" ");
        const label = e.labels && e.labels[0] ? e.labels[0].textContent.slice(0, 60) : "";
        // A link to another page is a control only where it says so in a word: 新闻动态 and 停止办理公告 are headlines.
        const leads = e.localName === "a" && !/^(#|javascript:|$)/i.test(e.getAttribute("href") || "");
        if (leads && !(name.length <= 8 && strong.test(name))) continue;
        const all = [name, label, e.id, typeof e.className === "string" ? e.className : ""].join(" ");
        if (!visibility.isVisible(e, { atLeast: 1 }) || e.disabled || e.type === "hidden") {
          hidden = hidden || strong.test(name + " " + label);
          continue;
        }
        const where = near(e),
          how = strong.test(all) ? 0 : weak.test(name + " " + label) || weak.test(all) ? 1 : 2;
        const blank = !name && !label && (e.localName === "button" || e.getAttribute("role") === "button");
        if (how === 2 && !(blank && where < 2)) {
          const button = e.matches("button,[role=button],input[type=button],summary");
          if (button && name && !other.test(name) && others.length < 4) others.push(elements.cut(name, 30));
          continue;
        }
        const typed =
          e.localName === "select" ||
          (e.localName === "input" && !/^(button|submit|image|checkbox|radio|reset)$/.test(e.type));
        candidates.push({
          uid: uid(e),
          said: elements.cut(name || label || e.id || "", 40),
          words: how < 2,
          typed,
          order: where * 3 + how,
        });
      }
      candidates.sort((a, b) => a.order - b.order);
      return { controls: candidates.slice(0, limit), left: candidates.length > limit, hidden, others };
    };
    return { watch, controls };
  })(),
);
