// Whether a page marks its main area, so that it need not be known what its site repeats.
__auditor.claim(
  "linkedPage",
  (() => {
    const { elements, visibility } = __auditor;
    /** A main area with the page's first link before it is past what the page repeats. */
    const isMarked = () => {
      const first = document.querySelector("a[href]");
      if (!first) return true;
      return elements
        .all("main, [role=main]")
        .some(
          (area) =>
            area.textContent?.trim() &&
            !area.contains(first) &&
            first.compareDocumentPosition(area) & Node.DOCUMENT_POSITION_FOLLOWING &&
            visibility.isVisible(area) &&
            !area.querySelector("nav, [role=navigation], [role=banner]") &&
            !area.closest("[aria-hidden=true], [inert]"),
        );
    };
    return { isMarked };
  })(),
);
