// Leaves out of axe-core's `target-size` the targets that pass it by definition: large enough with nothing over them, or
// small with no other target near. Where that leaves none, axe-core need not build its map of all boxes, which costs as
// much as most other rules together. `__auditorFarMet` tells that the rule applies to one of those left out.
// WCAG 2.2, 2.5.8: 24 by 24 CSS px, or a circle of 24 px round its middle that meets no other target or such circle.
(function () {
  const SIDE = 24;
  const rule = axe._audit && axe._audit.rules && axe._audit.rules.find((r) => r.id === "target-size");
  if (!rule || !globalThis.__auditor) return;
  const far = new WeakSet();
  if (!globalThis.__auditorMatches) {
    const matches = globalThis.__auditorMatches = rule.matches;
    rule.matches = function (node, ...rest) {
      if (!globalThis.__auditorFar.has(node)) return matches.call(this, node, ...rest);
      globalThis.__auditorFarMet = globalThis.__auditorFarMet || matches.call(this, node, ...rest);
      return false;
    };
  }
  globalThis.__auditorFar = far;
  globalThis.__auditorFarMet = false;
  const selector = "a[href],area,button,input,select,textarea,summary,details,option,iframe,object,embed,audio,video,[tabindex],[role],[contenteditable]";
  const targets = [];
  for (const e of globalThis.__auditor.elements) {
    if (!e || !e.matches(selector)) continue;
    const q = e.getBoundingClientRect();
    if (q.width && q.height) targets.push({ e, l: q.left, t: q.top, r: q.right, b: q.bottom, near: false });
  }
  const roles = /^(button|checkbox|combobox|gridcell|link|menuitem(checkbox|radio)?|option|progressbar|radio|scrollbar|searchbox|separator|slider|spinbutton|switch|tab|tabpanel|textbox|treeitem)$/;
  const tags = /^(a|area|button|input|select|textarea|summary|details|option)$/;
  const widget = (e) => tags.test(e.localName) || roles.test((e.getAttribute("role") || "").trim().split(/\s+/)[0]);
  targets.sort((a, b) => a.t - b.t);
  const small = (x) => x.r - x.l < SIDE || x.b - x.t < SIDE;
  const open = [];
  for (const one of targets) {
    for (let i = open.length - 1; i >= 0; i--) if (open[i].b + SIDE <= one.t) open.splice(i, 1);
    for (const other of open) {
      const reach = small(one) || small(other) ? SIDE : 0;
      if (other.l < one.r + reach && other.r > one.l - reach && other.b > one.t - reach) {
        // A region that takes focus by script is no target of what it holds.
        if ((other.e.contains(one.e) && !widget(other.e)) || (one.e.contains(other.e) && !widget(one.e))) continue;
        one.near = other.near = true;
      }
    }
    open.push(one);
  }
  for (const one of targets) if (!one.near && widget(one.e)) far.add(one.e);
})()
