// Reads pages that are linked from this one: plain GET requests to the same origin, parsed, no script of theirs run.
// "find": addresses of links that lead to other pages of the site; "safe": whether addresses may be asked for; "sets":
// links of one name in one block that lead apart, with words between; "shown": what this page shows; "read": one address.
(kind, argument, seconds, most, pattern) => {
  // Addresses and names that may act, or that are no page. What merely could change something is not asked for.
  const ACTS = new RegExp(pattern, "i");
  const FILE = /\.(?!s?html?$|php$|jspx?$|aspx?$|do$|action$)[a-z0-9]{2,5}$/i;
  const safe = (url, said) => /^https?:$/.test(url.protocol) && url.origin === location.origin && !url.username
    && !FILE.test(url.pathname) && url.href.length < 1000
    && !ACTS.test(decode(url.pathname + url.search)) && !ACTS.test(said);
  const decode = (s) => { try { return decodeURIComponent(s); } catch (error) { return s; } };
  const TEXT = 200, MOST_TEXTS = 500;
  const headings = (root, seen) => [...root.querySelectorAll("h1,h2")].filter((h) => !seen || seen(h)).slice(0, 20)
    .map((h) => [h.localName, h.textContent.replace(/\s+/g, " ").trim().slice(0, TEXT)]);
  const texts = (root, seen) => {
    const found = [];
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n && found.length < MOST_TEXTS; n = walker.nextNode()) {
      const above = n.parentElement;
      if (!above || above.closest("script,style,template,noscript,head") || (seen && !seen(above))) continue;
      const said = n.data.replace(/\s+/g, " ").trim();
      if (said) found.push([said.slice(0, TEXT), above.closest("a[href]") ? 1 : 0]);
    }
    return found;
  };
  if (kind === "safe") {
    return argument.map(([address, said]) => { try { return safe(new URL(address, document.baseURI), said); } catch (error) { return false; } });
  }
  if (kind === "shown") {
    const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return {
      url: location.href, status: 200, title: document.title.slice(0, TEXT),
      headings: headings(document, seen), texts: document.body ? texts(document.body, seen) : [],
    };
  }
  if (kind === "sets") {
    const BLOCKS = ["block", "inline-block", "list-item", "table-cell", "flow-root", "table-caption"];
    const words = (e) => (e.getAttribute("aria-label") || e.textContent || "").replace(/\s+/g, " ").trim().toLowerCase();
    const block = (e) => { for (let a = e.parentElement; a; a = a.parentElement) if (BLOCKS.includes(getComputedStyle(a).display)) return a; return null; };
    const found = [], met = new Map();
    for (const e of [...document.querySelectorAll("a[href]")].slice(0, 3000)) {
      const said = words(e), number = globalThis.__auditor.numbers.get(e);
      if (!said || number === undefined) continue;
      if (!met.has(said)) met.set(said, []);
      met.get(said).push([e, number]);
    }
    for (const [said, links] of met) {
      if (links.length < 2) continue;
      const places = new Map();
      for (const link of links) {
        const at = block(link[0]);
        if (at) places.set(at, [...(places.get(at) || []), link]);
      }
      for (const together of places.values()) {
        const bare = ([e]) => e.href.split("#")[0];
        const other = together.find((link) => bare(link) !== bare(together[0]));
        if (!other) continue;
        const between = document.createRange();
        between.setStartAfter(together[0][0]);
        between.setEndBefore(other[0]);
        if (!/[\p{L}\p{N}]/u.test(between.toString())) continue;
        found.push({ links: [together[0][1], other[1]], urls: [bare(together[0]), bare(other)], name: said.slice(0, TEXT) });
        if (found.length >= argument) return found;
      }
    }
    return found;
  }
  if (kind === "find") {
    const found = new Map();
    for (const e of document.querySelectorAll("a[href]")) {
      let url;
      try { url = new URL(e.getAttribute("href"), document.baseURI); } catch (error) { continue; }
      url.hash = "";
      const said = e.textContent.slice(0, 200) + " " + e.title + " " + (e.getAttribute("aria-label") || "");
      if (url.pathname === location.pathname || e.hasAttribute("download") || e.hasAttribute("onclick")) continue;
      if (!e.checkVisibility({ visibilityProperty: true }) || !safe(url, said)) continue;
      if (!found.has(url.pathname)) found.set(url.pathname, url.href);
      if (found.size >= argument) break;
    }
    return [...found.values()];
  }
  return (async () => {
    const abort = new AbortController(), timer = setTimeout(() => abort.abort(), 1000 * seconds);
    try {
      const answer = await fetch(argument, { method: "GET", credentials: "same-origin", mode: "same-origin", cache: "force-cache", signal: abort.signal });
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok || !/html/i.test(type)) return { url: answer.url, status: answer.status, texts: null };
      const reader = answer.body.getReader(), parts = [];
      let size = 0;
      while (size < most) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        size += value.length;
      }
      abort.abort();
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      const declared = /charset=["']?([\w-]+)/i.exec(type) || /<meta[^>]{0,200}charset=["']?([\w-]+)/i.exec(new TextDecoder("latin1").decode(bytes.slice(0, 2048)));
      let decoder;
      try { decoder = new TextDecoder(declared ? declared[1] : "utf-8"); } catch (error) { decoder = new TextDecoder(); }
      const made = new DOMParser().parseFromString(decoder.decode(bytes), "text/html");
      return {
        url: answer.url, status: answer.status, title: made.title.slice(0, TEXT),
        headings: headings(made),
        texts: made.body ? texts(made.body) : [],
      };
    } catch (error) {
      return { url: argument, status: 0, texts: null };
    } finally {
      clearTimeout(timer);
    }
  })();
}
