// Whether keys write into the page as a whole.
__auditor.claim("shortcuts", {
  takesText: () => document.designMode === "on" || Boolean(document.body?.isContentEditable),
});
