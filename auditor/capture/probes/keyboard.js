// What a walk by Tab asks of elements.
__auditor.claim(
  "keyboard",
  (() => {
    const { elements } = __auditor;
    /** [left, top, width, height on the page, top in the window]; null where it is gone. @param {number} number */
    const box = (number) => {
      const element = elements.at(number);
      return element ? [...elements.boxOnPage(element), element.getBoundingClientRect().top] : null;
    };
    /**
     * Of some elements, those in a part with aria-hidden="true", by the tree as it is drawn: through slots and shadow
     * roots.
     * @param {number[]} numbers
     */
    const inAriaHidden = (numbers) =>
      numbers.filter((number) => {
        let at = /** @type {AnyElement | null | undefined} */ (elements.at(number));
        for (; at; at = /** @type {AnyElement | null} */ (at.assignedSlot) ?? elements.parentOf(at))
          if (at.getAttribute("aria-hidden") === "true") return true;
        return false;
      });
    /**
     * The number of the element that a link inside the page leads to; -1 where there is none; null for other elements.
     * @param {number} number
     */
    const linkTarget = (number) => {
      const link = elements.at(number);
      const href = link?.localName === "a" ? (link.getAttribute("href") ?? "") : "";
      if (!/^#./.test(href)) return null;
      const name = decodeURIComponent(href.slice(1));
      if (name === "top") return null;
      return elements.numberOf(document.getElementById(name) ?? document.getElementsByName(name)[0]);
    };
    /** Whether anything stands still in the window while the page is scrolled, as bars do, from where it stands now. */
    const hasBars = () => {
      for (const root of elements.roots())
        for (const element of root.querySelectorAll("*")) {
          const position = getComputedStyle(element).position;
          if (position !== "fixed" && position !== "sticky") continue;
          const { width, height } = element.getBoundingClientRect();
          if (width > 0 && height > 0) return true;
        }
      return false;
    };
    return { box, hasBars, inAriaHidden, linkTarget };
  })(),
);
