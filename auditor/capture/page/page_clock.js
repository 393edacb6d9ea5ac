// What the browser's virtual time leaves behind: animations are put forward; frames that scripts ask for are counted.
__auditor.claim(
  "pageClock",
  (() => {
    const MAX_ANIMATIONS = 500;
    let asked = 0;
    let watching = false;
    const watch = () => {
      if (watching) return;
      watching = true;
      addEventListener("auditor-frame", () => asked++, true); // see page_time.main.js
    };

    /** Where an animation stood at a moment of the page's time. @type {WeakMap<Animation, [number, number]>} */
    const since = new WeakMap();

    /**
     * Puts running animations where the page's time is; `ms` have passed since the last time. [animations that run,
     * frames that scripts have asked for since the last time]
     * @param {number} ms
     */
    const bringAlong = (ms) => {
      const now = performance.now();
      /** @type {[Animation, number, boolean][]} */
      const moves = [];
      // All is read before anything is written: each question after an answer was written has the page styled anew.
      for (const animation of document.getAnimations().slice(0, MAX_ANIMATIONS)) {
        try {
          if (animation.playState !== "running" || animation.timeline !== document.timeline) continue;
          let known = since.get(animation);
          if (!known) {
            const current = Number(animation.currentTime ?? 0);
            known = current > ms ? [current, now] : [0, now - ms]; // or begun in this step
            since.set(animation, known);
          }
          const at = known[0] + (now - known[1]) * animation.playbackRate,
            end = animation.effect ? Number(animation.effect.getComputedTiming().endTime) : 0;
          moves.push([animation, at, at >= end && animation.playbackRate > 0]);
        } catch {
          // one that can't be asked goes on by itself
        }
      }
      for (const [animation, at, ends] of moves)
        try {
          if (ends) animation.finish();
          else animation.currentTime = at;
        } catch {
          // so does one that can't be moved
        }
      const frames = asked;
      asked = 0;
      return [moves.length, frames];
    };
    return { watch, bringAlong };
  })(),
);
