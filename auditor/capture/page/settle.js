// Waits until a document is quiet: fonts loaded, no DOM change for `quiet` ms, at most `limit` ms in all.
// Finite animations are put to their end; endless ones are counted, not stopped.
__auditor.claim(
  "settle",
  (() => {
    const { painted } = __auditor.elements;
    let timersRun = false;
    const FRAMES_MS = 500; // a page that isn't painted gets none
    /**
     * @param {number} quiet ms
     * @param {number} limit ms
     */
    const untilQuiet = async (quiet, limit) => {
      setTimeout(() => (timersRun = true), 0);
      const start = performance.now();
      const left = () => Math.max(0, limit - (performance.now() - start));
      /** @param {Promise<unknown>} promise */
      const within = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, left()))]);
      // What the window's size or the user's settings have just become, the page has been told two frames later.
      await within(painted(2, FRAMES_MS));
      if (document.fonts && document.fonts.status === "loading") await within(document.fonts.ready);
      let changes = 0;
      await within(
        new Promise((/** @type {(value?: undefined) => void} */ done) => {
          let timer = setTimeout(finish, quiet);
          const observer = new MutationObserver((list) => {
            changes += list.length;
            clearTimeout(timer);
            timer = setTimeout(finish, quiet);
          });
          function finish() {
            observer.disconnect();
            done();
          }
          observer.observe(document, { subtree: true, childList: true, characterData: true });
          setTimeout(finish, left());
        }),
      );
      let endless = 0,
        finished = 0;
      for (const animation of document.getAnimations ? document.getAnimations().slice(0, 500) : []) {
        try {
          const timing = animation.effect && animation.effect.getComputedTiming();
          if (timing && Number.isFinite(timing.endTime)) {
            animation.finish();
            finished++;
          } else endless++;
        } catch {
          endless++;
        }
      }
      return { ms: Math.round(performance.now() - start), changes, endless, finished };
    };
    /**
     * In a document that may have no scripts the browser runs no timers, of ours neither, and what waits for one waits
     * for ever: there they are over at once. Whether it is such a document.
     */
    const withoutTimers = () => {
      if (timersRun) return false;
      const soon = (/** @type {(...given: any[]) => void} */ work) => {
        Promise.resolve().then(() => work(performance.now()));
        return 0;
      };
      Object.assign(window, { setTimeout: soon, requestAnimationFrame: soon, requestIdleCallback: soon });
      return true;
    };
    return { untilQuiet, withoutTimers };
  })(),
);
