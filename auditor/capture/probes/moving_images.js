// Pictures and videos of a document, where they lie, and the frames of a video. Changes nothing on the page: a video is
// played by a copy of ours that is never part of the document; the page's own is only looked at where it plays by
// itself. Elements are named by the collector's numbers.
__auditor.claim(
  "movingImages",
  (() => {
    const { elements, visibility } = __auditor;
    // [number, address, width, height] of every picture element drawn, and numbers of videos with their size.
    /** @param {Record<"side" | "videos" | "pictures" | "url", number>} LIMITS `side` in CSS px, `url` in characters */
    const list = (LIMITS) => {
      /** @type {[number, string, number, number][]} */
      const pictures = [];
      /** @type {[number, number, number][]} */
      const videos = [];
      const more = { pictures: 0, videos: 0 };
      elements.list().forEach((e, number) => {
        const tag = e && e.localName;
        if (tag !== "img" && tag !== "video" && !(tag === "input" && e.type === "image")) return;
        const box = e.getBoundingClientRect();
        if (!visibility.isVisible(e, { atLeast: LIMITS.side })) return;
        if (tag === "video") {
          if (videos.length < LIMITS.videos) videos.push([number, box.width, box.height]);
          else more.videos++;
          return;
        }
        const url = e.currentSrc || e.src || "";
        if (url.length < LIMITS.url && pictures.length < LIMITS.pictures)
          pictures.push([number, url, box.width, box.height]);
        else more.pictures++;
      });
      return { pictures, videos, more };
    };
    // Where the content of an element lies on the page, what its ancestors leave of it, and how a picture is fitted
    // into it.
    /** @param {number} number */
    const place = (number) => {
      const e = elements.at(number);
      if (!e || !e.isConnected) return null;
      const q = e.getBoundingClientRect(),
        cs = getComputedStyle(e);
      /** @param {string} property */
      const px = (property) => parseFloat(cs.getPropertyValue(property)) || 0;
      /** @param {string} side */
      const edge = (side) => px(`padding-${side}`) + px(`border-${side}-width`);
      const box = [
        q.left + edge("left") + scrollX,
        q.top + edge("top") + scrollY,
        q.width - edge("left") - edge("right"),
        q.height - edge("top") - edge("bottom"),
      ];
      let [l, t, r, b] = [q.left, q.top, q.right, q.bottom];
      for (
        let p = cs.position === "fixed" ? null : elements.parentOf(e);
        p && p !== document.body && p !== document.documentElement;
        p = elements.parentOf(p)
      ) {
        const own = getComputedStyle(p);
        if (own.overflowX !== "visible" || own.overflowY !== "visible") {
          const k = p.getBoundingClientRect();
          l = Math.max(l, k.left);
          t = Math.max(t, k.top);
          r = Math.min(r, k.right);
          b = Math.min(b, k.bottom);
        }
        if (own.position === "fixed") break;
      }
      /** @param {string} v */
      const where = (v) => v.split(" ").map((part) => (part.endsWith("%") ? parseFloat(part) / 100 : null));
      return {
        box,
        seen: [l + scrollX, t + scrollY, r - l, b - t],
        natural: [e.naturalWidth || e.videoWidth || 0, e.naturalHeight || e.videoHeight || 0],
        fit: cs.objectFit,
        at: where(cs.objectPosition),
        size: cs.backgroundSize,
        repeat: cs.backgroundRepeat,
        place: where(cs.backgroundPosition),
      };
    };
    // { parts: [{ times (s of the video), cells (base64: rows × columns × 3 bytes a frame) }], natural, duration, own }
    // or { why }.
    /**
     * @param {number} number
     * @param {Record<"samples" | "columns" | "rows" | "load_ms" | "seek_ms" | "ms" | "rate" | "frames" | "bytes",
     *   number>} LIMITS
     */
    const play = async (number, LIMITS) => {
      const page = elements.at(number);
      if (!page) return { why: "not shown" };
      const { wait } = elements;
      /**
       * The first of some events, "" where none came in time.
       * @param {Element} e
       * @param {string[]} names
       * @param {number} ms
       * @returns {Promise<string>}
       */
      const once = (e, names, ms) =>
        Promise.race([
          wait(ms).then(() => ""),
          ...names.map(
            (name) =>
              new Promise((/** @type {(name: string) => void} */ done) =>
                e.addEventListener(name, () => done(name), { once: true }),
              ),
          ),
        ]);
      const canvas = document.createElement("canvas"),
        side = LIMITS.samples;
      canvas.width = LIMITS.columns * side;
      canvas.height = LIMITS.rows * side;
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      if (!pen) return { why: "not readable" };
      const linear = Float64Array.from({ length: 256 }, (_, i) =>
        i <= 10 ? i / 255 / 12.92 : ((i / 255 + 0.055) / 1.055) ** 2.4,
      );
      const encode = Uint8Array.from({ length: 4097 }, (_, i) =>
        Math.round(255 * (i / 4096 <= 0.0031308 ? (i / 4096) * 12.92 : 1.055 * (i / 4096) ** (1 / 2.4) - 0.055)),
      );
      const sums = new Float64Array(LIMITS.rows * LIMITS.columns * 3);
      /** The means of its cells. @param {HTMLVideoElement} video */
      const frame = (video) => {
        pen.drawImage(video, 0, 0, canvas.width, canvas.height);
        const data = pen.getImageData(0, 0, canvas.width, canvas.height).data,
          out = new Uint8Array(sums.length);
        sums.fill(0);
        for (let y = 0, i = 0; y < canvas.height; y++) {
          const row = Math.floor(y / side) * LIMITS.columns;
          for (let x = 0; x < canvas.width; x++, i += 4) {
            const at = 3 * (row + Math.floor(x / side));
            for (let channel = 0; channel < 3; channel++) sums[at + channel] += linear[data[i + channel]];
          }
        }
        for (let i = 0; i < sums.length; i++) out[i] = encode[Math.round((sums[i] / (side * side)) * 4096)];
        return out;
      };
      /** @param {Uint8Array[]} parts */
      const text = (parts) => {
        let all = "";
        for (const bytes of parts)
          for (let i = 0; i < bytes.length; i += 8192) all += String.fromCharCode(...bytes.subarray(i, i + 8192));
        return btoa(all);
      };
      const from = page.currentSrc || page.src || elements.all("source[src]", page)[0]?.src || "";
      const stream = page.srcObject instanceof MediaStream ? page.srcObject : null;
      if (!from && !page.srcObject) return { why: "no source" };
      let video = document.createElement("video"),
        own = false;
      try {
        video.muted = true;
        video.preload = "auto";
        if (stream) video.srcObject = stream;
        else if (/^(https?|blob|data):/.test(from)) {
          const foreign = /^http/.test(from) && new URL(from).origin !== location.origin;
          if (foreign || page.crossOrigin !== null) video.crossOrigin = page.crossOrigin || "anonymous";
          video.src = from.split("#")[0] ?? "";
        }
        if (
          video.readyState < 2 &&
          (await once(video, ["loadeddata", "error"], from || stream ? LIMITS.load_ms : 0)) !== "loadeddata" &&
          video.readyState < 2
        ) {
          // What can't be opened a second time (streams that scripts feed) is looked at where it plays anyhow.
          if (page.paused || page.ended || page.readyState < 2)
            return { why: video.error ? "not playable" : "not loaded" };
          video.removeAttribute("src");
          video = /** @type {HTMLVideoElement} */ (/** @type {unknown} */ (page));
          own = true;
        }
        if (!video.videoWidth) return { why: "no picture" };
        const known = Number.isFinite(video.duration) ? video.duration : 0,
          rate = own || !known ? 1 : LIMITS.rate;
        const whole = known && known <= (LIMITS.ms / 1000) * rate;
        const starts = own || !known || whole ? [own ? -1 : 0] : [0, known / 3, (2 * known) / 3];
        /** @type {{ times: number[], cells: string }[]} */
        const parts = [];
        const end = performance.now() + LIMITS.ms;
        if (!own) video.playbackRate = rate;
        let count = 0,
          why = "";
        for (const [at, start] of starts.entries()) {
          if (performance.now() > end || why) break;
          if (start > 0) {
            const seeked = once(video, ["seeked", "error"], LIMITS.seek_ms);
            video.currentTime = start;
            if ((await seeked) !== "seeked") break;
          }
          /** @type {number[]} */
          const times = [];
          /** @type {Uint8Array[]} */
          const frames = [];
          const until = at === starts.length - 1 ? end : Math.min(end, performance.now() + LIMITS.ms / starts.length);
          let handle = 0;
          let stopped = () => {};
          const done = new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
            stopped = resolve;
          });
          /** @param {number} _ @param {VideoFrameCallbackMetadata} facts @returns {void} */
          const see = (_, facts) => {
            try {
              if (!times.length || facts.mediaTime > (times[times.length - 1] ?? 0)) {
                frames.push(frame(video));
                times.push(Math.round(facts.mediaTime * 1e4) / 1e4);
                count++;
              }
            } catch {
              why = page.paused ? "not readable" : "not readable, plays";
              return stopped();
            }
            if (count >= LIMITS.frames || performance.now() > until || video.webkitVideoDecodedByteCount > LIMITS.bytes)
              return stopped();
            handle = video.requestVideoFrameCallback(see);
          };
          handle = video.requestVideoFrameCallback(see);
          if (!own) await Promise.race([video.play().catch(() => {}), wait(LIMITS.load_ms)]);
          await Promise.race([
            done,
            once(video, ["ended", "error", "emptied"], Math.max(0, until - performance.now()) + 50),
          ]);
          video.cancelVideoFrameCallback(handle);
          if (!own) video.pause();
          if (times.length > 2) parts.push({ times, cells: text(frames) });
          if (count >= LIMITS.frames || video.webkitVideoDecodedByteCount > LIMITS.bytes) break;
        }
        return parts.length
          ? { parts, natural: [video.videoWidth, video.videoHeight], duration: known, own }
          : { why: why || "no frames" };
      } finally {
        if (!own) {
          video.pause();
          video.srcObject = null;
          video.removeAttribute("src");
          video.load();
        }
      }
    };
    return { list, place, play };
  })(),
);
