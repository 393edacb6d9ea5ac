// Runs in the page's own world: what is said or sounded, which windows are asked for, what is stored. "watch" counts
// from the beginning, "acts" gives what was counted.
(/** @type {"watch" | "acts"} */ step) => {
  const MARK = Symbol.for("auditor.acts");
  /** @typedef {{ said: number, opened: string, stored: number }} Acts */
  const holder = /** @type {Record<symbol, Acts | undefined>} */ (/** @type {unknown} */ (window));
  const none = () => ({ said: 0, opened: "", stored: 0 });
  const acts = () => holder[MARK] ?? none();
  if (step === "acts") return acts();
  const watching = holder[MARK] !== undefined;
  holder[MARK] = none();
  if (watching) return acts();

  /** @param {any} owner @param {string} name @param {(given: any[]) => void} note */
  const wrap = (owner, name, note) => {
    const own = owner?.[name];
    if (typeof own !== "function") return;
    owner[name] = function (/** @type {any[]} */ ...given) {
      note(given);
      return own.apply(this, given);
    };
  };
  const speaks = () => void acts().said++;
  if (globalThis.speechSynthesis) wrap(SpeechSynthesis.prototype, "speak", speaks);
  wrap(HTMLMediaElement.prototype, "play", speaks);
  if (globalThis.AudioScheduledSourceNode) wrap(AudioScheduledSourceNode.prototype, "start", speaks);
  wrap(globalThis, "open", ([address]) => {
    acts().opened = String(address || "about:blank");
  });
  wrap(Storage.prototype, "setItem", () => void acts().stored++);
  const cookie = Object.getOwnPropertyDescriptor(document, "cookie");
  const put = cookie?.set;
  if (cookie && put)
    Object.defineProperty(document, "cookie", {
      configurable: true,
      get: cookie.get,
      set: (line) => {
        acts().stored++;
        put.call(document, line);
      },
    });
  return acts();
};
