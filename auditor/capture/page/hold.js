// Holds the page still for a while and releases it: animations, listeners of ours, styles, focus and scroll positions
// are then as they were.
__auditor.claim(
  "hold",
  (() => {
    const { elements } = __auditor;
    const MAX_ANIMATIONS = 2_000;
    /** @type {Set<Animation>} */
    let paused = new Set();
    let marquees = false;
    /** @type {Map<AnyElement, string | null>} */
    const hidden = new Map();
    let listening = new AbortController();
    /** @type {(() => void)[]} */
    const undone = [];
    /** @type {WeakMap<Element, [number, number]>} */
    let scrolled = new WeakMap();

    /** @param {boolean} on */
    const runMarquees = (on) => {
      for (const marquee of /** @type {any[]} */ (elements.all("marquee"))) {
        if (on) marquee.start();
        else marquee.stop();
      }
    };

    /** @param {AnyElement | undefined} element */
    const showAgain = (element) => {
      const before = element && hidden.get(element);
      if (!element || before === undefined) return;
      if (before === null) element.removeAttribute("style");
      else element.setAttribute("style", before);
      hidden.delete(element);
    };

    /** @type {HoldSlot} */
    const slot = {
      /** Transitions at their end, animations where they are. */
      animations() {
        for (const animation of document.getAnimations().slice(0, MAX_ANIMATIONS)) {
          try {
            if (animation instanceof CSSTransition) animation.finish();
            else if (animation.playState === "running") {
              animation.pause();
              paused.add(animation);
            }
          } catch {
            // one that can't be ended goes on
          }
        }
        marquees = true;
        runMarquees(false);
      },
      releaseAnimations() {
        for (const animation of paused) {
          try {
            animation.play();
          } catch {
            // its element is gone
          }
        }
        paused = new Set();
        if (marquees) runMarquees(true);
        marquees = false;
      },
      /** Makes elements invisible without a transition. */
      hide(numbers) {
        for (const number of numbers) {
          const element = elements.at(number);
          if (!element || hidden.has(element)) continue;
          hidden.set(element, element.getAttribute("style"));
          element.style.setProperty("visibility", "hidden", "important");
          element.style.setProperty("transition", "none", "important");
        }
      },
      show(numbers) {
        for (const number of numbers) showAgain(elements.at(number));
      },
      /** Listens on the window, before the page's own listeners, until the page is released. */
      listen(type, heard) {
        addEventListener(type, heard, { capture: true, signal: listening.signal });
      },
      whenReleased(undo) {
        undone.push(undo);
      },
      /** Keeps where every part that scrolls stands now. */
      rememberScroll() {
        scrolled = new WeakMap();
        for (const root of elements.roots())
          for (const element of root.querySelectorAll("*"))
            if (element.scrollTop || element.scrollLeft) scrolled.set(element, [element.scrollLeft, element.scrollTop]);
      },
      /** Everything as it was, nothing focused, the window at its top. */
      release() {
        slot.releaseAnimations();
        for (const element of [...hidden.keys()]) showAgain(element);
        listening.abort();
        listening = new AbortController();
        for (const undo of undone.splice(0)) undo();
        elements.focused()?.blur();
        for (const root of elements.roots())
          for (const element of root.querySelectorAll("*")) {
            const [left, top] = scrolled.get(element) ?? [0, 0];
            if (element.scrollLeft !== left || element.scrollTop !== top)
              element.scrollTo({ left, top, behavior: "instant" });
          }
        scrollTo({ left: 0, top: 0, behavior: "instant" });
      },
      scrollTo(top) {
        scrollTo({ left: scrollX, top: Math.max(0, top), behavior: "instant" });
      },
      scrollPosition: () => [scrollX, scrollY],
      /** Scrolls an element to the middle of the window; where the window stands then, null where it is gone. */
      scrollToElement(number) {
        const element = elements.at(number);
        if (!element) return null;
        element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
        return [scrollX, scrollY];
      },
      /** Clears the document with its event handlers. */
      emptyDocument() {
        document.open();
        document.close();
      },
      /** Whether more than a share of what the table names is no longer part of the page. */
      isWorn(share) {
        const all = elements.list().filter(Boolean);
        return all.filter((element) => !element.isConnected).length > share * all.length;
      },
    };
    return slot;
  })(),
);
