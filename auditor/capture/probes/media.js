// What each audio and video element of a document holds. Measures; plays nothing that the page doesn't play.
// Result: [{ at, tag, src, duration, start, end, autoplay, paused, ended, muted, loop, controls, visible, sound, loud, heard, speech,
//   tracks: [{ kind, label, lang, state, cues, from, to, first }], error }]; at: the element's number, -1 where unknown.
async (LIMITS) => {
  const numbers = globalThis.__auditor.numbers;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const within = (promise, ms) => Promise.race([promise, wait(ms).then(() => null)]);
  const found = [], walk = (root) => {
    for (const e of root.querySelectorAll("audio,video")) if (found.length < LIMITS.media) found.push(e);
    for (const e of root.querySelectorAll("*")) if (e.shadowRoot) walk(e.shadowRoot);
  };
  walk(document);
  const cache = new Map();

  // The sound itself: decoded off line from the file, where this document may read it and it isn't too large.
  const decode = async (src, whole) => {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), LIMITS.fetch_ms);
    try {
      const answer = await fetch(src, { signal: stop.signal });
      if (!answer.ok || whole && !answer.headers.get("content-length") || Number(answer.headers.get("content-length") || 0) > LIMITS.bytes) { stop.abort(); return null; }
      const reader = answer.body.getReader(), parts = [];
      let size = 0;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        size += value.length;
        if (size > LIMITS.bytes) { stop.abort(); return null; }
        parts.push(value);
      }
      const bytes = new Uint8Array(size);
      let at = 0;
      for (const part of parts) { bytes.set(part, at); at += part.length; }
      return await new OfflineAudioContext(1, LIMITS.rate, LIMITS.rate).decodeAudioData(bytes.buffer);
    } catch (error) {
      return error && error.name === "EncodingError" ? "none" : null;
    } finally { clearTimeout(timer); }
  };
  // Seconds with something to be heard, seconds from the first to the last of them, and the share of quiet moments: speech pauses, music and noise hardly do.
  const measure = (buffer, start, end) => {
    const rate = buffer.sampleRate, step = Math.round(rate / 40), data = buffer.getChannelData(0);
    const from = Math.floor(start * rate), to = Math.min(data.length, Math.ceil(end * rate)), energy = [];
    let loud = 0, first = -1, last = -1;
    for (let i = from; i + step <= to; i += step) {
      let sum = 0, peak = 0;
      for (let k = i; k < i + step; k++) { sum += data[k] * data[k]; const a = Math.abs(data[k]); if (a > peak) peak = a; }
      energy.push(sum / step);
      if (peak > LIMITS.peak) { loud++; last = energy.length; if (first < 0) first = energy.length - 1; }
    }
    let low = 0, windows = 0;
    for (let w = 0; w + 40 <= energy.length; w += 40) {
      const part = energy.slice(w, w + 40), mean = part.reduce((a, b) => a + b, 0) / 40;
      if (mean < LIMITS.peak * LIMITS.peak / 4) continue;
      windows++;
      low += part.filter((v) => v < mean / 2).length / 40;
    }
    return { loud: Math.round(loud / 4) / 10, heard: first < 0 ? 0 : Math.round((last - first) / 4) / 10, speech: windows ? Math.round(low / windows * 100) / 100 : null };
  };
  const metadata = async (e, src) => {
    if (e.readyState >= 1 || !src) return e;
    const copy = document.createElement(e.localName);
    copy.muted = true; copy.preload = "metadata";
    const ready = new Promise((done) => { copy.onloadedmetadata = copy.onerror = done; });
    copy.src = src;
    await within(ready, LIMITS.metadata_ms);
    return copy;
  };
  const cues = async (element) => {
    const track = element.track, before = track.mode, ready = new Promise((done) => { element.addEventListener("load", done); element.addEventListener("error", done); });
    if (track.mode === "disabled") track.mode = "hidden";
    if (element.readyState < 2) await within(ready, LIMITS.track_ms);
    const list = track.cues ? [...track.cues] : [], first = list[0];
    const out = {
      kind: track.kind, label: (element.label || "").slice(0, 80), lang: element.srclang, state: element.readyState, cues: list.length,
      from: first ? first.startTime : 0, to: list.length ? Math.min(1e6, Math.max(...list.slice(-50).map((c) => c.endTime))) : 0,
      first: first ? String(first.text || "").replace(/<[^>]*>/g, "").slice(0, 60) : "",
    };
    track.mode = before;
    return out;
  };
  const one = async (e) => {
    const number = numbers.get(e), child = e.querySelector("source[src]");
    const src = e.currentSrc || e.src || (child ? child.src : "");
    const box = e.getBoundingClientRect(), cs = getComputedStyle(e);
    const out = {
      at: number === undefined ? -1 : number, tag: e.localName, src: src.slice(0, 500),
      autoplay: e.autoplay, paused: e.paused, ended: e.ended, muted: e.muted || e.volume === 0, loop: e.loop, controls: e.controls,
      visible: box.width > 1 && box.height > 1 && cs.visibility === "visible" && cs.display !== "none",
    };
    const known = await metadata(e, src), length = known.duration;
    out.live = length === Infinity;
    out.duration = Number.isFinite(length) ? Math.round(length * 100) / 100 : null;
    out.error = e.error ? e.error.code : known.error ? known.error.code : 0;
    out.width = known.videoWidth || 0;
    const cut = /#.*?\bt=(?:npt:)?([\d.:]*)(?:,([\d.:]+))?/.exec(src), seconds = (v) => v ? v.split(":").reduce((a, b) => a * 60 + Number(b), 0) : 0;
    out.start = cut ? seconds(cut[1]) || 0 : 0;
    out.end = cut && cut[2] ? Math.min(seconds(cut[2]), length || Infinity) : out.duration;
    out.sound = null; out.loud = null; out.heard = null; out.speech = null;
    try { if (known.readyState >= 1) out.sound = known.captureStream().getAudioTracks().length > 0; } catch (error) {}
    if (e.webkitAudioDecodedByteCount > 0) out.sound = true;
    const file = src.split("#")[0];
    // A file whose server can't give parts of it has no length for the browser either: it is no live stream for that.
    if ((out.live || out.duration && out.duration <= LIMITS.seconds) && /^(https?|data|blob):/.test(file)) {
      if (!cache.has(file) && cache.size < LIMITS.files) cache.set(file, decode(file, out.live));
      const buffer = await (cache.get(file) || null);
      if (buffer === "none") out.sound = false;
      else if (buffer) {
        if (out.live) { out.live = false; out.duration = Math.round(buffer.duration * 100) / 100; out.end = out.end || out.duration; }
        out.sound = true; Object.assign(out, measure(buffer, out.start, out.end || out.duration));
      }
    }
    out.tracks = [];
    for (const track of [...e.querySelectorAll("track")].slice(0, 6)) out.tracks.push(await cues(track));
    return out;
  };
  return await Promise.all(found.map((e) => one(e).catch((error) => ({ at: numbers.get(e) ?? -1, tag: e.localName, failure: String(error).slice(0, 200) }))));
}
