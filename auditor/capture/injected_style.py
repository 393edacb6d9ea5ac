"""A style sheet of ours laid over a document and its open shadow roots, and taken away again; the page's own are untouched."""

from __future__ import annotations

import json

_LAY = """
((name, css) => {
  const held = globalThis.__auditorLaid || (globalThis.__auditorLaid = {});
  for (const [root, sheet] of held[name] || []) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((s) => s !== sheet);
  held[name] = [];
  if (!css) return;
  const roots = [document];
  const walk = (root) => { for (const e of root.querySelectorAll("*")) if (e.shadowRoot) { roots.push(e.shadowRoot); walk(e.shadowRoot); } };
  walk(document);
  for (const root of roots.slice(0, 500)) {
    const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; held[name].push([root, sheet]);
  }
})
"""


def lay(name: str, css: str) -> str:
    """A script that lays `css` in place of the sheet laid under the same name before; "" takes that away."""
    return f"({_LAY.strip()})({json.dumps(name)}, {json.dumps(css)})"
