// Tries to submit a form or to open a window, counted while a page is held: no form is sent.
__auditor.claim(
  "attempts",
  (() => {
    /** "event": a form's own event, "submit": form.submit(), "open": window.open(). */
    const counts = { event: 0, submit: 0, open: 0 };
    let watching = false;

    const watch = () => {
      if (watching) return;
      watching = true;
      addEventListener(
        "submit",
        (event) => {
          counts.event++;
          event.preventDefault();
        },
        true,
      );
      for (const kind of /** @type {const} */ (["submit", "open"]))
        addEventListener(`auditor-${kind}`, () => counts[kind]++, true); // see disarm.main.js
    };
    return { watch, counts: () => counts };
  })(),
);
