// What each audio and video element of a document holds. Measures; plays nothing that the page doesn't play.
//
// Result: [{ at: its number, -1 where unknown, tag, src, duration, start, end, autoplay, paused, ended, muted,
//   loop, controls, visible, sound, loud, heard, speech, error,
//   tracks: [{ kind, label, lang, state, cues, from, to, first }] }]
__auditor.claim(
  "media",
  (() => {
    const { elements, visibility } = __auditor;
    const { wait, numberOf } = elements;
    /**
     * @param {Record<"media" | "files" | "bytes" | "seconds" | "rate" | "peak" | "fetch_ms" | "metadata_ms" |
     *   "track_ms", number>} LIMITS
     */
    const list = async (LIMITS) => {
      /** @param {Promise<unknown>} promise @param {number} ms */
      const within = (promise, ms) => Promise.race([promise, wait(ms).then(() => null)]);
      /** @type {AnyElement[]} */
      const players = [];
      let total = 0;
      /** @param {ParentNode} root */
      const walk = (root) => {
        for (const e of elements.all("audio,video", root)) {
          if (players.length < LIMITS.media) players.push(e);
          total++;
        }
        for (const e of elements.all("*", root)) if (e.shadowRoot) walk(e.shadowRoot);
      };
      walk(document);
      /** @type {Map<string, Promise<AudioBuffer | "none" | null>>} */
      const cache = new Map();

      // The sound itself: decoded off line from the file, where this document may read it and it isn't too large.
      /** @param {string} src @param {boolean} whole */
      const decode = async (src, whole) => {
        const stop = new AbortController(),
          timer = setTimeout(() => stop.abort(), LIMITS.fetch_ms);
        try {
          const answer = await fetch(src, { signal: stop.signal });
          if (
            !answer.ok ||
            (whole && !answer.headers.get("content-length")) ||
            Number(answer.headers.get("content-length") || 0) > LIMITS.bytes
          ) {
            stop.abort();
            return null;
          }
          const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (answer.body).getReader(),
            parts = [];
          let size = 0;
          for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            size += value.length;
            if (size > LIMITS.bytes) {
              stop.abort();
              return null;
            }
            parts.push(value);
          }
          const bytes = new Uint8Array(size);
          let at = 0;
          for (const part of parts) {
            bytes.set(part, at);
            at += part.length;
          }
          return await new OfflineAudioContext(1, LIMITS.rate, LIMITS.rate).decodeAudioData(bytes.buffer);
        } catch (error) {
          return error instanceof DOMException && error.name === "EncodingError" ? "none" : null;
        } finally {
          clearTimeout(timer);
        }
      };
      // Seconds with something to be heard, seconds from the first to the last of them, and the share of quiet moments:
      // speech pauses, music and noise hardly do.
      /** @param {AudioBuffer} buffer @param {number} start @param {number} end */
      const measure = (buffer, start, end) => {
        const rate = buffer.sampleRate,
          step = Math.round(rate / 40),
          data = buffer.getChannelData(0);
        const from = Math.floor(start * rate),
          to = Math.min(data.length, Math.ceil(end * rate)),
          energy = [];
        let loud = 0,
          first = -1,
          last = -1;
        for (let i = from; i + step <= to; i += step) {
          let sum = 0,
            peak = 0;
          for (let k = i; k < i + step; k++) {
            sum += data[k] * data[k];
            const a = Math.abs(data[k]);
            if (a > peak) peak = a;
          }
          energy.push(sum / step);
          if (peak > LIMITS.peak) {
            loud++;
            last = energy.length;
            if (first < 0) first = energy.length - 1;
          }
        }
        let low = 0,
          windows = 0;
        for (let w = 0; w + 40 <= energy.length; w += 40) {
          const part = energy.slice(w, w + 40),
            mean = part.reduce((a, b) => a + b, 0) / 40;
          if (mean < (LIMITS.peak * LIMITS.peak) / 4) continue;
          windows++;
          low += part.filter((v) => v < mean / 2).length / 40;
        }
        return {
          loud: Math.round(loud / 4) / 10,
          heard: first < 0 ? 0 : Math.round((last - first) / 4) / 10,
          speech: windows ? Math.round((low / windows) * 100) / 100 : null,
        };
      };
      /** It, or a copy of ours whose length is known. @param {AnyElement} e @param {string} src */
      const metadata = async (e, src) => {
        if (e.readyState >= 1 || !src) return e;
        const copy = /** @type {AnyElement & HTMLMediaElement} */ (
          /** @type {unknown} */ (document.createElement(e.localName))
        );
        copy.muted = true;
        copy.preload = "metadata";
        const ready = new Promise((done) => {
          copy.onloadedmetadata = copy.onerror = done;
        });
        copy.src = src;
        await within(ready, LIMITS.metadata_ms);
        return copy;
      };
      /** @param {HTMLTrackElement} element */
      const cues = async (element) => {
        const track = element.track,
          before = track.mode,
          ready = new Promise((done) => {
            element.addEventListener("load", done);
            element.addEventListener("error", done);
          });
        if (track.mode === "disabled") track.mode = "hidden";
        if (element.readyState < 2) await within(ready, LIMITS.track_ms);
        const all = /** @type {VTTCue[]} */ (track.cues ? [...track.cues] : []),
          first = all[0];
        const out = {
          kind: track.kind,
          label: elements.cut(element.label || "", 80),
          lang: element.srclang,
          state: element.readyState,
          cues: all.length,
          from: first ? first.startTime : 0,
          to: all.length ? Math.min(1e6, Math.max(...all.slice(-50).map((c) => c.endTime))) : 0,
          first: first ? elements.cut(String(first.text || "").replace(/<[^>]*>/g, ""), 60) : "",
        };
        track.mode = before;
        return out;
      };
      /** @param {AnyElement} e */
      const one = async (e) => {
        const [child] = elements.all("source[src]", e);
        const src = e.currentSrc || e.src || (child ? child.src : "");
        /** @type {Record<string, any>} */
        const out = {
          at: numberOf(e),
          tag: e.localName,
          src: elements.cut(src, 500),
          autoplay: e.autoplay,
          paused: e.paused,
          ended: e.ended,
          muted: e.muted || e.volume === 0,
          loop: e.loop,
          controls: e.controls,
          visible: visibility.isVisible(e, { moreThan: 1 }),
        };
        const known = await metadata(e, src),
          length = known.duration;
        out.live = length === Infinity;
        out.duration = Number.isFinite(length) ? Math.round(length * 100) / 100 : null;
        out.error = e.error ? e.error.code : known.error ? known.error.code : 0;
        out.width = known.videoWidth || 0;
        const cut = /#.*?\bt=(?:npt:)?([\d.:]*)(?:,([\d.:]+))?/.exec(src);
        /** @param {string | undefined} v */
        const seconds = (v) => (v ? v.split(":").reduce((a, b) => a * 60 + Number(b), 0) : 0);
        out.start = cut ? seconds(cut[1]) || 0 : 0;
        out.end = cut && cut[2] ? Math.min(seconds(cut[2]), length || Infinity) : out.duration;
        out.sound = null;
        out.loud = null;
        out.heard = null;
        out.speech = null;
        try {
          if (known.readyState >= 1) out.sound = known.captureStream().getAudioTracks().length > 0;
        } catch {
          // not told
        }
        if (e.webkitAudioDecodedByteCount > 0) out.sound = true;
        const file = src.split("#")[0] ?? "";
        // A file whose server can't give parts of it has no length for the browser either: it is no live stream for
        // that.
        if ((out.live || (out.duration && out.duration <= LIMITS.seconds)) && /^(https?|data|blob):/.test(file)) {
          if (!cache.has(file) && cache.size < LIMITS.files) cache.set(file, decode(file, out.live));
          const buffer = await (cache.get(file) || null);
          if (buffer === "none") out.sound = false;
          else if (buffer) {
            if (out.live) {
              out.live = false;
              out.duration = Math.round(buffer.duration * 100) / 100;
              out.end = out.end || out.duration;
            }
            out.sound = true;
            Object.assign(out, measure(buffer, out.start, out.end || out.duration));
          }
        }
        out.tracks = [];
        for (const track of [...e.querySelectorAll("track")].slice(0, 6)) out.tracks.push(await cues(track));
        return out;
      };
      const items = await Promise.all(
        players.map((e) =>
          one(e).catch((error) => ({ at: numberOf(e), tag: e.localName, failure: String(error).slice(0, 200) })),
        ),
      );
      return { items, total };
    };
    /**
     * Numbers of controls that may play or silence something, by words, signs or the names of their icons.
     * @param {number} limit
     */
    const controls = (limit) => {
      const words = __auditor.lexicon.pattern("media.control");
      /** @type {number[]} */
      const out = [];
      for (const e of elements.all(
        "button,a,input[type=button],input[type=image],input[type=checkbox],[role=button],[role=switch],[onclick],summary",
      )) {
        const box = e.getBoundingClientRect();
        if (box.width < 1 || box.height < 1 || e.disabled) continue;
        const said = [
          e.textContent.slice(0, 60),
          e.value,
          e.title,
          e.id,
          e.className,
          e.getAttribute("aria-label"),
          e.getAttribute("alt"),
        ].join(" ");
        const at = numberOf(e);
        if (at >= 0 && words.test(said)) out.push(at);
        if (out.length >= limit) break;
      }
      return out;
    };
    /** Whether it gives no sound now. @param {number} number */
    const isSilent = (number) => {
      const e = elements.at(number);
      return !e || e.paused || e.muted || e.volume === 0;
    };
    return { list, controls, isSilent };
  })(),
);
