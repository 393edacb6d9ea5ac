// The page's own aids for older people: finds their controls, measures text and watches what a click changes.
__auditor.claim(
  "elderAids",
  (() => {
    const { elements, visibility, hold } = __auditor;
    const { pattern } = __auditor.lexicon;
    /** Kinds of controls, by the names of their patterns. */
    const kinds = {
      elder: "elder.entry",
      barrier: "elder_aids.barrier",
      aloud: "elder_aids.aloud",
      pointer: "elder_aids.pointer",
      grow: "elder_aids.grow",
      size: "elder_aids.size",
      letter: "elder_aids.letter",
      zoom: "elder_aids.zoom",
    };
    const MAX_LISTED = 60; // controls of all kinds
    const MAX_TEXTS = 20_000; // whose size is measured
    const MAX_PARTS = 4_000;
    const MAX_SHOWN = 30_000; // elements of which it is counted how many are laid out
    const up = /[大+＋]/;
    const clickable = "a,button,summary,label,input,[onclick],[role=button],[role=switch],[tabindex],[data-click]";
    /** @param {string | null} text */
    const fold = (text) => (text || "").replace(/\s+/g, "");
    /** @param {AnyElement} el */
    const label = (el) => {
      const own = fold(el.innerText);
      if (own) return own.length <= 14 ? [own] : [];
      const names = [fold(el.getAttribute("aria-label")), fold(el.getAttribute("title")), fold(el.getAttribute("alt"))];
      if (el.localName === "input") names.push(fold(el.value));
      const [image] = elements.all("img[alt],img[title]", el);
      if (image) names.push(fold(image.alt), fold(image.title));
      return names.filter((text) => text && text.length <= 14);
    };
    /** @param {Element} el */
    const drawn = (el) => visibility.isVisible(el, { moreThan: 0 });
    /** @param {AnyElement} el */
    const near = (el) => {
      let at = el.parentElement;
      for (let step = 0; at && step < 3; step++, at = at.parentElement) {
        const text = fold(at.innerText);
        if (text.length <= 120 && pattern("elder_aids.caption").test(text)) return true;
      }
      return false;
    };
    /** @param {number} number */
    const place = (number) => {
      const el = elements.at(number);
      if (!el || !el.isConnected) return null;
      el.removeAttribute("target");
      let box = el.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) {
        el.scrollIntoView({ block: "center", behavior: "instant" });
        box = el.getBoundingClientRect();
      }
      const x = box.left + box.width / 2,
        y = box.top + box.height / 2,
        top = /** @type {AnyElement | null} */ (document.elementFromPoint(x, y));
      return {
        x,
        y,
        free:
          !!top && (top === el || el.contains(top) || (top.contains(el) && fold(top.innerText) === fold(el.innerText))),
      };
    };
    /** The page's controls of these kinds. */
    const find = () => {
      const controls = [],
        taken = new Set();
      for (const el of elements.list()) {
        if (
          !el ||
          controls.length >= MAX_LISTED ||
          !/^(a|button|input|span|div|li|font|img|i|em|p|label|summary|b|strong)$/.test(el.localName)
        )
          continue;
        if (el.localName === "input" && !/^(button|submit|image|reset)$/.test(el.type)) continue;
        if (el.childElementCount > 3 || (el.childElementCount && el.textContent.length > 200)) continue;
        let kind = "",
          text = "";
        for (const candidate of label(el)) {
          for (const [name, words] of Object.entries(kinds))
            if (pattern(words).test(candidate) && (name !== "letter" || near(el))) {
              kind = name;
              text = candidate;
              break;
            }
          if (kind) break;
        }
        if (!kind) continue;
        const target = /** @type {AnyElement | null} */ (
          el.closest(clickable) || (getComputedStyle(el).cursor === "pointer" ? el : null)
        );
        if (!target || taken.has(target) || fold(target.innerText).length > 20) continue;
        const at = elements.numberOf(target);
        if (at < 0) continue;
        taken.add(target);
        const box = target.getBoundingClientRect(),
          own = target.localName === "a" ? target.getAttribute("href") : null;
        const raw = own === null ? "" : own.trim();
        const leads =
          own !== null &&
          typeof target.href === "string" &&
          raw !== "" &&
          !/^(#|javascript:)/i.test(raw) &&
          target.href.split("#")[0] !== location.href.split("#")[0];
        controls.push({
          at,
          kind: kind === "letter" ? "size" : kind,
          text,
          up: kind === "grow" || kind === "zoom" || ((kind === "size" || kind === "letter") && up.test(text)),
          drawn: drawn(target),
          first_screen:
            drawn(target) &&
            box.top + scrollY < innerHeight &&
            box.left < innerWidth &&
            box.right > 0 &&
            box.bottom + scrollY > 0,
          tabbable:
            target.tabIndex >= 0 &&
            !target.disabled &&
            !(target.localName === "a" && own === null && !target.hasAttribute("tabindex")),
          href: own === null ? null : elements.cut(raw, 300),
          to: leads ? elements.cut(target.href, 500) : "",
          scripted: target.hasAttribute("onclick"),
          width: Math.round(box.width),
          height: Math.round(box.height),
        });
      }
      return controls;
    };
    const MAIN = "main,[role=main],article,#zoom,.TRS_Editor,#content,#main,.content,.article,.main";
    const OUT =
      "header,footer,nav,[role=navigation],[role=banner],[role=contentinfo],script,style,noscript,select,textarea,.foot,.footer,.header,.top,.topbar,.bottom";
    // Main components as the tool reads them: entries of navigation, buttons and fields; links in running text are
    // none.
    const PARTS =
      "nav a[href],[role=navigation] a[href],[class*=nav] a[href],[class*=menu] a[href],button,select,textarea,input:not([type=hidden]),[role=button],[role=tab]";
    const parts = () => {
      const seen = elements
        .all(PARTS)
        .slice(0, MAX_PARTS)
        .filter((el) => drawn(el) && !el.closest("footer,[role=contentinfo],.foot,.footer"));
      const sides = seen.map((el) => {
        const box = (el.closest("label") || el).getBoundingClientRect();
        return Math.min(box.width, box.height);
      });
      return {
        parts: sides.length,
        least: sides.length ? Math.round(Math.min(...sides)) : 0,
        below: [44, 60].map((limit) => sides.filter((side) => side < limit - 0.5).length),
      };
    };
    const measure = () => {
      const holders = elements.all(MAIN).filter(drawn);
      const roots = holders.length
        ? holders.filter((el) => !holders.some((other) => other !== el && other.contains(el)))
        : [document.body];
      /** @type {[number, number][]} */
      const sizes = [];
      const scales = new Map();
      /** @param {AnyElement} el */
      const scale = (el) => {
        let at = /** @type {AnyElement | null} */ (el);
        while (at && at !== document.body && (at.offsetWidth === undefined || at.offsetWidth < 100))
          at = at.parentElement;
        if (!at || !at.offsetWidth) return 1;
        if (!scales.has(at)) {
          const r = at.getBoundingClientRect().width / at.offsetWidth;
          scales.set(at, Math.abs(r - 1) < 0.02 ? 1 : r);
        }
        return scales.get(at);
      };
      for (const root of roots) {
        if (!root) continue;
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node && sizes.length < MAX_TEXTS; node = walker.nextNode()) {
          const length = fold(node.nodeValue).length,
            el = /** @type {AnyElement | null} */ (node.parentElement);
          if (length < 6 || !el || el.closest(OUT) || !drawn(el)) continue;
          sizes.push([parseFloat(getComputedStyle(el).fontSize) * scale(el), length]);
        }
      }
      sizes.sort((a, b) => a[0] - b[0]);
      const chars = sizes.reduce((sum, pair) => sum + pair[1], 0);
      /** @param {number} share */
      const at = (share) => {
        let sum = 0;
        for (const [size, length] of sizes) {
          sum += length;
          if (sum >= share * chars) return Math.round(size * 10) / 10;
        }
        return 0;
      };
      const captcha = [...document.images].find(
        (img) => pattern("captcha.marked").test(img.id + img.className + img.src + img.alt + img.title) && drawn(img),
      );
      const ofBody = document.body ? getComputedStyle(document.body) : null;
      // A menu that opens under the pointer by style alone changes nothing but what is laid out.
      const shown = elements
        .list()
        .slice(0, MAX_SHOWN)
        .filter((el) => el && el.getClientRects().length && !noisy(el)).length;
      return {
        ...parts(),
        shown,
        texts: sizes.length,
        more: sizes.length >= MAX_TEXTS,
        median: at(0.5),
        low: at(0.1),
        chars,
        cursor: ofBody ? ofBody.cursor.slice(0, 120) : "",
        looks: document.documentElement.className + "|" + (document.body ? document.body.className : ""),
        captcha: captcha ? Math.round(captcha.getBoundingClientRect().height) : 0,
      };
    };
    // What changes by itself is noise: its elements are set aside before a click is watched.
    /** @type {MutationObserver | null} */
    let observer = null;
    /** @type {Node[]} */
    let hits = [];
    const noise = new Set();
    /** @param {Node} node */
    const noisy = (node) => {
      if (noise.size)
        for (let at = /** @type {Node | null} */ (node); at; at = at.parentNode) if (noise.has(at)) return true;
      return false;
    };
    /** @param {MutationRecord} item */
    const unseen = (item) =>
      item.type === "childList" &&
      [...item.addedNodes, ...item.removedNodes].every((node) => /^(SCRIPT|META|#comment)$/.test(node.nodeName));
    /** @param {number} quiet */
    const arm = (quiet) =>
      new Promise((done) => {
        if (observer) observer.disconnect();
        else
          hold.whenReleased(() => {
            if (observer) observer.disconnect();
            observer = null;
          });
        hits = [];
        let learning = quiet > 0;
        observer = new MutationObserver((list) => {
          for (const item of list) {
            if (learning) noise.add(item.target);
            else if (hits.length < 2000 && !unseen(item)) hits.push(item.target);
          }
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        if (!learning) {
          done(true);
          return;
        }
        setTimeout(() => {
          learning = false;
          done(true);
        }, quiet);
      });
    const changed = () => {
      if (observer) {
        hits.push(
          ...observer
            .takeRecords()
            .filter((item) => !unseen(item))
            .map((item) => item.target),
        );
      }
      return hits.filter((node) => !noisy(node)).length;
    };
    // Scripts of makers' tool bars: where they did not come, a click fails for that.
    const bars = () =>
      [...document.scripts]
        .map((script) => script.src)
        .filter((src) =>
          /aria\.js\?appid=|govwza|wza\.gd\.gov|wza_sidebar|AiWza|canyou\/js\/wza|jhelper\.|esd_?wza|assist/i.test(src),
        )
        .slice(0, 2);
    /**
     * The status of a page, asked once; -1 where there is none to be had, 200 where it may not be read.
     * @param {string} url
     * @param {boolean} same of the page's own origin */
    const status = async (url, same) => {
      /** @param {RequestMode} mode */
      const ask = async (mode) => {
        const stop = new AbortController(),
          timer = setTimeout(() => stop.abort(), 8000);
        try {
          const got = await fetch(url, { mode, credentials: "omit", signal: stop.signal });
          stop.abort();
          return got.status || 200;
        } catch {
          return -1;
        } finally {
          clearTimeout(timer);
        }
      };
      const first = same ? await ask("same-origin") : -1;
      return first > 0 ? first : ask("no-cors");
    };
    return { find, measure, arm, changed, place, bars, status };
  })(),
);
