// Whether an element can be seen: the one definition. What a caller asks beyond it is a named limit.
__auditor.claim(
  "visibility",
  (() => {
    /** @type {VisibilitySlot} */
    const slot = {
      isVisible(element, limits = {}) {
        const { atLeast, moreThan, ownOpacity, opaque = false, onPage = false } = limits;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: opaque })) return false;
        if (ownOpacity !== undefined && Number(getComputedStyle(element).opacity) <= ownOpacity) return false;
        if (atLeast === undefined && moreThan === undefined && !onPage) return true;
        const box = element.getBoundingClientRect();
        if (atLeast !== undefined && (box.width < atLeast || box.height < atLeast)) return false;
        if (moreThan !== undefined && (box.width <= moreThan || box.height <= moreThan)) return false;
        return !onPage || (box.right + scrollX > 0 && box.bottom + scrollY > 0);
      },
    };
    return slot;
  })(),
);
