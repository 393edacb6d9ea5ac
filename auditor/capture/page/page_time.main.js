// Runs in the page's own world before any script of the page. The browser's virtual time does not reach the time that
// `requestAnimationFrame` gives: here it is the page's own. Our world is told of each frame that is asked for. And it
// stands still while a script runs: one that only waits for the clock is given what it waits for.
() => {
  const MANY = 50_000; // looks at a clock that stands still
  const STEP_MS = 1; // that each further look finds it moved on
  let shown = 0,
    same = 0,
    ahead = 0;
  /** @param {number} now */
  const moved = (now) => {
    if (now !== shown) {
      shown = now;
      same = 0;
    } else if (++same > MANY) ahead += STEP_MS;
    return now + ahead;
  };
  try {
    // Kept from what the page's scripts may put in their place.
    const { now } = Date,
      { apply, construct, get } = Reflect,
      since = performance.now.bind(performance),
      tell = window.dispatchEvent.bind(window),
      Told = Event,
      ask = window.requestAnimationFrame;
    performance.now = () => moved(since());
    window.Date = new Proxy(Date, {
      construct: (target, given, made) => construct(target, given.length ? given : [Math.floor(moved(now()))], made),
      get: (target, name) => (name === "now" ? () => Math.floor(moved(now())) : get(target, name)),
    });
    window.requestAnimationFrame = (callback) => {
      tell(new Told("auditor-frame")); // see page_clock.js
      return apply(ask, window, [typeof callback === "function" ? () => callback(performance.now()) : callback]);
    };
  } catch {
    // a page that has locked them keeps them
  }
};
