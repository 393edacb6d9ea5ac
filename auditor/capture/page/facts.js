// Facts for the gate, and the links that scripts may have made, shadow roots included.
__auditor.claim(
  "facts",
  (() => {
    const { all } = __auditor.elements;
    const METHODS = ["data-method", "data-turbo-method", "data-http-method"];
    const ACTING = ["hx-delete", "hx-post", "hx-put", "hx-patch", "data-confirm", "data-turbo-confirm", "hx-confirm"];
    const MAX_TEXT = 40; // characters of a link that says what it does

    /**
     * Whether a link says, or its attributes say, that it ends the session or changes something.
     * @param {AnyElement} link
     * @param {RegExp} acts
     */
    const mayAct = (link, acts) => {
      if (METHODS.some((name) => /^(post|put|patch|delete)$/i.test(link.getAttribute(name) ?? ""))) return true;
      if (ACTING.some((name) => link.hasAttribute(name))) return true;
      if (/\bconfirm\s*\(/.test(link.getAttribute("onclick") ?? "")) return true;
      const images = all("img[alt]", link).slice(0, 5);
      const texts = [
        link.textContent,
        link.title,
        link.getAttribute("aria-label"),
        ...images.map((image) => image.alt),
      ];
      return texts.some((text) => {
        const spaced = (text || "").slice(0, 200).normalize("NFKC").replace(/\s+/g, " ");
        const plain = spaced.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
        return plain.length <= MAX_TEXT && acts.test(plain);
      });
    };
    /**
     * @param {number} LIMIT links at most
     * @param {string | null} acting with a login: pattern of what a link says that ends it or changes something
     */
    const read = (LIMIT, acting) => {
      const acts = acting ? new RegExp(acting, "i") : null;
      /** @type {string[]} */
      const actingLinks = [];
      /** @type {string[]} */
      const links = [];
      /** @type {string[]} */
      const below = [];
      /** @param {Node} node */
      const textOf = (node) =>
        (node instanceof HTMLElement ? node.innerText : node.nodeType === Node.TEXT_NODE ? node.nodeValue : "") || "";
      /** @param {ParentNode} root */
      const walk = (root) => {
        for (const e of all("a[href],area[href],iframe[src],frame[src]", root)) {
          if (links.length >= LIMIT) return;
          const v = e.href || e.src;
          if (typeof v !== "string") continue;
          links.push(v);
          if (acts && mayAct(e, acts)) actingLinks.push(v);
        }
        for (const { shadowRoot } of all("*", root))
          if (shadowRoot) {
            if (below.length < 200) below.push([...shadowRoot.childNodes].map(textOf).join(" ").slice(0, 1000));
            walk(shadowRoot);
          }
      };
      walk(document);
      // What the browser itself measured of the opening. Sizes of other hosts' files are often withheld: a lower bound.
      const opening = /** @type {PerformanceNavigationTiming | undefined} */ (
        performance.getEntriesByType("navigation")[0]
      );
      const resources = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
      const files = resources.slice(0, 2000);
      /** @param {PerformanceResourceTiming} file */
      const size = (file) => file.encodedBodySize || 0;
      const traffic = {
        load_ms: Math.round(
          (opening && opening.loadEventEnd) || (document.readyState === "complete" ? 0 : performance.now()),
        ),
        files: files.length,
        bytes: files.reduce((sum, file) => sum + size(file), opening ? size(opening) : 0),
        unsized: files.filter((file) => !size(file)).length,
        heaviest: files
          .filter(size)
          .sort((a, b) => size(b) - size(a))
          .slice(0, 3)
          .map((file) => [file.name.slice(0, 300), size(file)]),
      };
      // Style sheets that have no part in how the page looks.
      const spare = all("link[rel~=stylesheet][href]")
        .filter((e) => e.disabled || e.relList.contains("alternate") || (e.media && !matchMedia(e.media).matches))
        .slice(0, 50)
        .map((e) => e.href);
      const b = document.body;
      return {
        url: location.href,
        title: document.title,
        text: ((b ? b.innerText : "") + below.join(" ")).slice(0, 4000),
        content_type: document.contentType,
        elements: b ? b.getElementsByTagName("*").length : 0,
        images: document.querySelectorAll("img,svg,canvas,video,object,embed,iframe,frame,audio,input,button").length,
        scripts: document.scripts.length,
        authored: !!(
          (document.head && document.head.childElementCount) ||
          document.documentElement.attributes.length ||
          (b && (b.attributes.length || b.childNodes.length))
        ),
        password_fields: document.querySelectorAll("input[type=password]").length,
        links,
        acting_links: actingLinks,
        traffic,
        spare_styles: spare,
      };
    };
    return { read };
  })(),
);
