// Facts for the gate, and the links that scripts may have made, shadow roots included.
__auditor.claim(
  "facts",
  (() => {
    const { all } = __auditor.elements;
    const METHODS = ["data-method", "data-turbo-method", "data-http-method"];
    const ACTING = ["hx-delete", "hx-post", "hx-put", "hx-patch", "data-confirm", "data-turbo-confirm", "hx-confirm"];
    const MAX_TEXT = 40; // characters of a link that says what it does
    const MAX_ADDRESS = 8000; // characters of an address that can be asked for

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
    const ASIDE =
      "a,button,nav,header,footer,[role=navigation],[role=banner],[role=contentinfo],[role=button],[role=link]";
    const NO_TEXT = "script,style,noscript,template,option,title";
    const MAX_OWN = 600; // characters of the page's own text
    const MAX_LOOKED_AT = 20000; // nodes
    const MAX_DEPTH = 500; // elements in elements
    const LEAST_FRAME = 100; // px² of a frame that can be seen
    const LEAST_IMAGE = 10000; // px² of an image that may be what a page shows

    /** @param {Element} element */
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

    /**
     * Seconds until a page sends itself elsewhere; null where it doesn't.
     * @param {string | null} header of the answer
     */
    const refreshAfter = (header) => {
      const given = header ?? document.querySelector("meta[http-equiv=refresh i]")?.getAttribute("content") ?? "";
      const found = /^\s*(\d+)[^;,]*[;,]\s*(?:url\s*=\s*)?['"]?(.*?)['"]?\s*$/i.exec(given.slice(0, 3000));
      if (!found?.[2]) return null;
      try {
        return new URL(found[2], document.baseURI).href === location.href ? null : Number(found[1]);
      } catch {
        return null;
      }
    };

    /**
     * Whether an element is a place for content: one that scripts find by its name, or all that its parent holds. One
     * that only has a class may be there for its looks.
     * @param {Element} element
     */
    const isPlace = (element) => {
      if (element.matches("main,[role=main]") || element.localName.includes("-")) return true;
      if (!element.matches("div,section,article,ul,ol,table,tbody,dl")) return false;
      if (element.id || [...element.attributes].some(({ name }) => /^(data-|v-|ng-|_ng|x-)/.test(name))) return true;
      const beside = [...(element.parentElement?.children ?? [])].filter((other) => other !== element);
      return beside.every((other) => other.matches(NO_TEXT) || other.matches(ASIDE));
    };

    /** What a page shows of its own: beside navigation, links and buttons. */
    const own = () => {
      let text = "",
        links = 0,
        parts = 0,
        busy = false,
        empty = false,
        looked = 0;
      /** @param {Element} element @param {boolean} aside @param {number} depth */
      const visit = (element, aside, depth) => {
        if (++looked > MAX_LOOKED_AT || depth > MAX_DEPTH || element.matches(NO_TEXT) || !isSeen(element)) return;
        const here = aside || element.matches(ASIDE);
        if (!aside && element.matches("a[href]") && !element.matches("nav,header,footer")) links++;
        if (!here && !element.childElementCount && isPlace(element))
          empty ||= !element.shadowRoot && !(element.textContent ?? "").trim();
        if (element.matches("[aria-busy=true],[role=progressbar]")) busy = true;
        if (
          !aside &&
          element.matches("input:not([type=hidden]),select,textarea,button,[role=button],summary,[tabindex]")
        )
          parts++;
        if (!aside && element.matches("img,svg,canvas,video,object,embed,iframe,frame")) {
          const box = element.getBoundingClientRect();
          if (box.width * box.height >= LEAST_IMAGE) parts++;
        }
        for (const root of element.shadowRoot ? [element.shadowRoot, element] : [element])
          for (let child = root.firstChild; child; child = child.nextSibling) {
            if (child instanceof Element) visit(child, here, depth + 1);
            else if (!here && text.length < MAX_OWN && child.nodeType === Node.TEXT_NODE)
              text += (child.nodeValue ?? "").slice(0, MAX_OWN).replace(/\s+/g, " ").trim() + "\n";
          }
      };
      if (document.body) visit(document.body, false, 0);
      return { own_text: text.slice(0, MAX_OWN), own_links: links, own_parts: parts, busy, empty };
    };

    /** A frame's own document: the status it was answered with, 0 where none is known, and whether anybody sees it. */
    const frame = () => {
      const opening = /** @type {PerformanceNavigationTiming & { responseStatus?: number } | undefined} */ (
        performance.getEntriesByType("navigation")[0]
      );
      return {
        url: location.href,
        status: opening?.responseStatus ?? 0,
        shown: innerWidth * innerHeight >= LEAST_FRAME,
      };
    };

    /**
     * @param {number} LIMIT links at most
     * @param {string | null} acting with a login: pattern of what a link says that ends it or changes something
     * @param {string | null} refresh the answer's header of this name
     */
    const read = (LIMIT, acting, refresh) => {
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
          if (typeof v !== "string" || v.length > MAX_ADDRESS) continue;
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
          .map((file) => [__auditor.elements.cut(file.name, 300), size(file)]),
      };
      // Style sheets that have no part in how the page looks.
      const spare = all("link[rel~=stylesheet][href]")
        .filter((e) => e.disabled || e.relList.contains("alternate") || (e.media && !matchMedia(e.media).matches))
        .slice(0, 50)
        .map((e) => e.href);
      const b = document.body;
      return {
        url: location.href,
        title: __auditor.elements.cut(document.title, 1000),
        text: ((b ? b.innerText : "") + below.join(" ")).slice(0, 4000),
        content_type: document.contentType,
        elements: b ? b.getElementsByTagName("*").length : 0,
        images: document.querySelectorAll("img,svg,canvas,video,object,embed,iframe,frame,audio,input,button").length,
        scripts: document.scripts.length,
        authored: !!(
          (document.head && document.head.childElementCount) ||
          document.documentElement?.attributes.length ||
          (b && (b.attributes.length || b.childNodes.length))
        ),
        password_fields: document.querySelectorAll("input[type=password]").length,
        links,
        acting_links: actingLinks,
        traffic,
        spare_styles: spare,
        refresh: refreshAfter(refresh),
        ...own(),
      };
    };
    /** Asked of a document that may be gone: answers only where it is there. */
    const isThere = () => true;
    return { read, frame, isThere };
  })(),
);
