// Pages that are linked from this one: plain GET requests to the same origin, parsed, no script of theirs run.
__auditor.claim(
  "linkedPages",
  (() => {
    const { elements, visibility } = __auditor;
    const FILE = /\.(?!s?html?$|php$|jspx?$|aspx?$|do$|action$)[a-z0-9]{2,5}$/i;
    /**
     * Whether it is a page, and neither its address nor what its link says may act. What merely could change something
     * is not asked for.
     * @param {URL} url
     * @param {string} said
     * @param {RegExp} acts
     */
    const safe = (url, said, acts) =>
      /^https?:$/.test(url.protocol) &&
      url.origin === location.origin &&
      !url.username &&
      !FILE.test(url.pathname) &&
      url.href.length < 1000 &&
      !acts.test(decode(url.pathname + url.search)) &&
      !acts.test(said);
    /** @param {string} s */
    const decode = (s) => {
      try {
        return decodeURIComponent(s);
      } catch {
        return s;
      }
    };
    const TEXT = 200,
      MOST_TEXTS = 3000;
    /** @param {Document} root @param {(element: Element) => boolean} [seen] */
    const headings = (root, seen) =>
      elements
        .all("h1,h2", root)
        .filter((h) => !seen || seen(h))
        .slice(0, 20)
        .map((h) => [h.localName, elements.cut(h.textContent.replace(/\s+/g, " ").trim(), TEXT)]);
    /** @param {Document} root @param {(element: Element) => boolean} [seen] */
    const texts = (root, seen) => {
      /** @type {[string, 0 | 1][]} */
      const shownTexts = [];
      const walker = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT);
      for (let n = walker.nextNode(); n && shownTexts.length < MOST_TEXTS; n = walker.nextNode()) {
        const above = n.parentElement;
        if (!above || above.closest("script,style,template,noscript,head") || (seen && !seen(above))) continue;
        const text = (n.nodeValue ?? "").replace(/\s+/g, " ").trim();
        if (text) shownTexts.push([elements.cut(text, TEXT), above.closest("a[href]") ? 1 : 0]);
      }
      return shownTexts;
    };
    /**
     * Whether addresses may be asked for.
     * @param {[string, string][]} links [address, what the link says]
     * @param {string} acting pattern of what may act
     */
    const areSafe = (links, acting) => {
      const acts = new RegExp(acting, "i");
      return links.map(([address, said]) => {
        try {
          return safe(new URL(address, document.baseURI), said, acts);
        } catch {
          return false;
        }
      });
    };
    /** What this page shows. */
    const shown = () => {
      /** @param {Element} e */
      const seen = (e) => visibility.isVisible(e, { opaque: true });
      return {
        url: location.href,
        status: 200,
        title: elements.cut(document.title, TEXT),
        headings: headings(document, seen),
        texts: document.body ? texts(document, seen) : [],
      };
    };
    /**
     * Links of one name in one block that lead apart, with words between: the first such pair each.
     * @param {number} limit
     */
    const sets = (limit) => {
      const BLOCKS = ["block", "inline-block", "list-item", "table-cell", "flow-root", "table-caption"];
      /** @param {AnyElement} e */
      const words = (e) =>
        (e.getAttribute("aria-label") || e.textContent || "").replace(/\s+/g, " ").trim().toLowerCase();
      /** @param {AnyElement} e */
      const block = (e) => {
        for (let a = e.parentElement; a; a = a.parentElement)
          if (BLOCKS.includes(getComputedStyle(a).display)) return a;
        return null;
      };
      /** @typedef {[AnyElement, number]} Link */
      /** @type {{ links: number[], urls: string[], name: string }[]} */
      const linkSets = [];
      /** @type {Map<string, Link[]>} */
      const met = new Map();
      for (const e of elements.all("a[href]").slice(0, 3000)) {
        const said = words(e),
          number = elements.numberOf(e);
        if (!said || number < 0) continue;
        met.set(said, [...(met.get(said) ?? []), [e, number]]);
      }
      for (const [said, links] of met) {
        if (links.length < 2) continue;
        /** @type {Map<Element, Link[]>} */
        const places = new Map();
        for (const link of links) {
          const at = block(link[0]);
          if (at) places.set(at, [...(places.get(at) || []), link]);
        }
        for (const together of places.values()) {
          const [first] = together;
          /** @param {Link} link */
          const bare = ([e]) => e.href.split("#")[0] ?? "";
          const other = first && together.find((link) => bare(link) !== bare(first));
          if (!other) continue;
          const between = document.createRange();
          between.setStartAfter(first[0]);
          between.setEndBefore(other[0]);
          if (!/[\p{L}\p{N}]/u.test(between.toString())) continue;
          linkSets.push({
            links: [first[1], other[1]],
            urls: [bare(first), bare(other)],
            name: elements.cut(said, TEXT),
          });
          if (linkSets.length >= limit) return linkSets;
        }
      }
      return linkSets;
    };
    /**
     * Addresses of links that lead to other pages of the site.
     * @param {number} limit
     * @param {string} acting pattern of what may act
     */
    const find = (limit, acting) => {
      const acts = new RegExp(acting, "i");
      const addresses = new Map();
      for (const e of elements.all("a[href]")) {
        let url;
        try {
          url = new URL(e.getAttribute("href") ?? "", document.baseURI);
        } catch {
          continue;
        }
        url.hash = "";
        const said = e.textContent.slice(0, 200) + " " + e.title + " " + (e.getAttribute("aria-label") || "");
        if (url.pathname === location.pathname || e.hasAttribute("download") || e.hasAttribute("onclick")) continue;
        if (!visibility.isVisible(e) || !safe(url, said, acts)) continue;
        if (!addresses.has(url.pathname)) addresses.set(url.pathname, url.href);
        if (addresses.size >= limit) break;
      }
      return [...addresses.values()];
    };
    /** One page as the server sends it. @param {string} address @param {number} seconds @param {number} most bytes */
    const read = async (address, seconds, most) => {
      const abort = new AbortController(),
        timer = setTimeout(() => abort.abort(), 1000 * seconds);
      try {
        const answer = await fetch(address, {
          method: "GET",
          credentials: "same-origin",
          mode: "same-origin",
          cache: "force-cache",
          signal: abort.signal,
        });
        const type = answer.headers.get("content-type") || "";
        if (!answer.ok || !/html/i.test(type)) return { url: answer.url, status: answer.status, texts: null };
        const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (answer.body).getReader();
        const parts = [];
        let size = 0;
        while (size < most) {
          const { done, value } = await reader.read();
          if (done) break;
          parts.push(value);
          size += value.length;
        }
        abort.abort();
        const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
        const declared =
          /charset=["']?([\w-]+)/i.exec(type) ||
          /<meta[^>]{0,200}charset=["']?([\w-]+)/i.exec(new TextDecoder("latin1").decode(bytes.slice(0, 2048)));
        let decoder;
        try {
          decoder = new TextDecoder(declared ? declared[1] : "utf-8");
        } catch {
          decoder = new TextDecoder();
        }
        const made = new DOMParser().parseFromString(decoder.decode(bytes), "text/html");
        return {
          url: answer.url,
          status: answer.status,
          title: elements.cut(made.title, TEXT),
          headings: headings(made),
          texts: made.body ? texts(made) : [],
        };
      } catch {
        return { url: address, status: 0, texts: null };
      } finally {
        clearTimeout(timer);
      }
    };
    return { areSafe, shown, sets, find, read };
  })(),
);
