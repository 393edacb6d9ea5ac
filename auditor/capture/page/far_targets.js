// Leaves out of axe-core's `target-size` the targets that pass it by definition: large enough with nothing over them,
// or small with no other target near. Where that leaves none, axe-core need not build its map of all boxes, which costs
// as much as most other rules together. `someMet` tells whether the rule applies to one of those left out. WCAG 2.2,
// 2.5.8: 24 by 24 CSS px, or a circle of 24 px round its middle that meets no other target or such circle.
__auditor.claim(
  "farTargets",
  (() => {
    const { elements } = __auditor;
    const SIDE = 24;
    /** @type {((node: Element, ...rest: unknown[]) => boolean) | null} */
    let matches = null;
    let far = new WeakSet();
    let met = false;
    const someMet = () => met;
    const leaveOut = () => {
      const rule = axe._audit?.rules?.find((r) => r.id === "target-size");
      if (!rule) return;
      if (!matches) {
        const own = (matches = rule.matches);
        rule.matches = function (node, ...rest) {
          if (!far.has(node)) return own.call(this, node, ...rest);
          met = met || own.call(this, node, ...rest);
          return false;
        };
      }
      far = new WeakSet();
      met = false;
      const selector =
        "a[href],area,button,input,select,textarea,summary,details,option,iframe,object,embed,audio,video,[tabindex],[role],[contenteditable]";
      /** @typedef {{ e: AnyElement, l: number, t: number, r: number, b: number, near: boolean }} Target */
      /** @type {Target[]} */
      const targets = [];
      for (const e of elements.list()) {
        if (!e || !e.matches(selector)) continue;
        const q = e.getBoundingClientRect();
        if (q.width && q.height) targets.push({ e, l: q.left, t: q.top, r: q.right, b: q.bottom, near: false });
      }
      const roles =
        /^(button|checkbox|combobox|gridcell|link|menuitem(checkbox|radio)?|option|progressbar|radio|scrollbar|searchbox|separator|slider|spinbutton|switch|tab|tabpanel|textbox|treeitem)$/;
      const tags = /^(a|area|button|input|select|textarea|summary|details|option)$/;
      /** @param {AnyElement} e */
      const widget = (e) =>
        tags.test(e.localName) || roles.test((e.getAttribute("role") || "").trim().split(/\s+/)[0] ?? "");
      targets.sort((a, b) => a.t - b.t);
      /** @param {Target} x */
      const small = (x) => x.r - x.l < SIDE || x.b - x.t < SIDE;
      /** @type {Target[]} */
      const open = [];
      for (const one of targets) {
        for (const above of [...open]) if (above.b + SIDE <= one.t) open.splice(open.indexOf(above), 1);
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
    };
    return { leaveOut, someMet };
  })(),
);
