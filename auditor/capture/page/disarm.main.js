// Runs in the page's own world. Ways to submit or to open windows that raise no event of their own do nothing there,
// and tell our world of the try by an event. A hostile page can get around this for itself; its requests are stopped
// all the same.
() => {
  /** @param {string} kind */
  const tell = (kind) => () => {
    dispatchEvent(new Event(`auditor-${kind}`));
    return null;
  };
  try {
    HTMLFormElement.prototype.submit = tell("submit");
    window.open = tell("open");
    window.print = tell("print");
    WebSocket.prototype.send = () => {};
  } catch {
    // a page that has locked these keeps them
  }
};
