// Facts for the gate, and the links that scripts may have made, shadow roots included.
(function (LIMIT, ACTS) {
  // With a login: addresses of links that say, or whose attributes say, that they end the session or change something.
  const acts = ACTS ? new RegExp(ACTS, "i") : null, acting = [];
  const has = (e, names) => names.some((name) => e.hasAttribute(name));
  const mayAct = (e) => {
    if (["data-method", "data-turbo-method", "data-http-method"].some((name) => /^(post|put|patch|delete)$/i.test(e.getAttribute(name) || ""))) return true;
    if (has(e, ["hx-delete", "hx-post", "hx-put", "hx-patch", "data-confirm", "data-turbo-confirm", "hx-confirm"])) return true;
    if (/\bconfirm\s*\(/.test(e.getAttribute("onclick") || "")) return true;
    return [e.textContent || "", e.title || "", e.getAttribute("aria-label") || "", ...[...e.querySelectorAll("img[alt]")].slice(0, 5).map((i) => i.alt)]
      .some((said) => {
        const plain = said.slice(0, 200).normalize("NFKC").replace(/\s+/g, " ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
        return plain.length <= 40 && acts.test(plain);
      });
  };
  const links = [], below = [], walk = (root) => {
    for (const e of root.querySelectorAll("a[href],area[href],iframe[src],frame[src]")) {
      if (links.length >= LIMIT) return;
      const v = e.href || e.src; if (typeof v === "string") { links.push(v); if (acts && mayAct(e)) acting.push(v); }
    }
    for (const e of root.querySelectorAll("*")) if (e.shadowRoot) {
      const said = (c) => (c.nodeType === 3 ? c.nodeValue : c.innerText) || "";
      if (below.length < 200) below.push([...e.shadowRoot.childNodes].map(said).join(" ").slice(0, 1000));
      walk(e.shadowRoot);
    }
  };
  walk(document);
  // What the browser itself measured of the opening. Sizes of other hosts' files are often withheld: a lower bound.
  const opening = performance.getEntriesByType("navigation")[0], files = performance.getEntriesByType("resource").slice(0, 2000);
  const size = (file) => file.encodedBodySize || 0;
  const traffic = { load_ms: Math.round(opening && opening.loadEventEnd || (document.readyState === "complete" ? 0 : performance.now())), files: files.length,
    bytes: files.reduce((sum, file) => sum + size(file), opening ? size(opening) : 0), unsized: files.filter((file) => !size(file)).length,
    heaviest: files.filter(size).sort((a, b) => size(b) - size(a)).slice(0, 3).map((file) => [file.name.slice(0, 300), size(file)]) };
  // Style sheets that have no part in how the page looks.
  const spare = [...document.querySelectorAll("link[rel~=stylesheet][href]")].filter((e) =>
    e.disabled || e.relList.contains("alternate") || (e.media && !matchMedia(e.media).matches)).slice(0, 50).map((e) => e.href);
  const b = document.body;
  return JSON.stringify({ url: location.href, title: document.title, text: ((b ? b.innerText : "") + below.join(" ")).slice(0, 4000),
    type: document.contentType, elements: b ? b.getElementsByTagName("*").length : 0,
    images: document.querySelectorAll("img,svg,canvas,video,object,embed,iframe,frame,audio,input,button").length,
    scripts: document.scripts.length, authored: !!(document.head && document.head.childElementCount
      || document.documentElement.attributes.length || b && (b.attributes.length || b.childNodes.length)),
    passwords: document.querySelectorAll("input[type=password]").length, links, acting, traffic, spare });
})
