// While a picture is taken beyond the viewport, Chromium sometimes tells the page that its window is one px wide, and
// then that it is as it was: scripts that listen would change the page to its design for phones in between two
// pictures. Runs in a world of our own before any script of the page, so that it hears of it first.
(() => {
  if (window.top !== window) return;
  let last = "";
  addEventListener(
    "resize",
    (event) => {
      if (event.target !== window || !event.isTrusted) return;
      const now = `${innerWidth}x${innerHeight}`;
      if (now === "1x1" || now === last) event.stopImmediatePropagation();
      else last = now;
    },
    true,
  );
  addEventListener(
    "DOMContentLoaded",
    () => {
      last = `${innerWidth}x${innerHeight}`;
    },
    true,
  );
})();
