// Forms of one document: lists them, fills them, presses their button, says what is new afterwards.
__auditor.claim(
  "forms",
  (() => {
    const { elements, visibility } = __auditor;
    const { pattern } = __auditor.lexicon;
    const { active, numberOf, parentOf: above, isWithin: under, wait } = elements;
    /**
     * @type {Record<"forms" | "fields" | "listed" | "texts" | "found" | "near" | "settings" | "least" | "most" |
     *   "after", number>}
     */
    let LIMITS;
    /** @type {Form[]} */
    let forms = [];
    /** @type {FormBefore} */
    let held;
    const TYPED = new Set(["text", "search", "tel", "email", "url", "number", "password"]);
    /** @param {AnyElement} e */
    const seen = (e) => visibility.isVisible(e, { opaque: true, atLeast: 1 });
    /** @param {number} least @param {number} most */
    const quiet = (least, most) =>
      new Promise((/** @type {(value?: undefined) => void} */ done) => {
        const start = performance.now();
        const finish = () => {
          observer.disconnect();
          done();
        };
        let timer = setTimeout(finish, least);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          if (performance.now() - start > most) finish();
          else timer = setTimeout(finish, 120);
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        setTimeout(finish, most);
      });
    /** @param {number} at */
    const formAt = (at) => {
      const form = forms[at];
      if (!form) throw new Error(`no form ${at}`);
      return form;
    };
    /** @param {AnyElement} e */
    const isField = (e) => {
      const tag = e.localName;
      if (tag !== "input" && tag !== "select" && tag !== "textarea") return false;
      if (
        e.disabled ||
        e.readOnly ||
        (tag === "input" && /^(hidden|submit|button|image|reset|file|color|range)$/.test(e.type))
      )
        return false;
      return seen(e);
    };
    /** @param {AnyElement} e */
    const isTyped = (e) => e.localName === "textarea" || (e.localName === "input" && TYPED.has(e.type));
    /** @param {AnyElement} e */
    const words = (e) =>
      (
        (e.value && e.localName === "input" ? e.value : e.innerText) ||
        e.title ||
        e.getAttribute("aria-label") ||
        e.alt ||
        ""
      ).trim();
    // A div that works as a button: a hand for a pointer, and words that send.
    /** @param {AnyElement} e */
    const handy = (e) =>
      /^(div|span|li|p|em|b)$/.test(e.localName) &&
      e.textContent.length <= 20 &&
      pattern("form.sends").test(e.textContent.trim()) &&
      getComputedStyle(e).cursor === "pointer";
    /** @param {AnyElement} e */
    const pressable = (e) =>
      /^(button|a)$/.test(e.localName) ||
      (e.localName === "input" && /^(button|submit|image)$/.test(e.type)) ||
      e.getAttribute("role") === "button" ||
      e.hasAttribute("onclick") ||
      handy(e);
    // The native submit button, else of those whose words send the likeliest: nothing but such words, after the fields,
    // a button.
    /** @param {AnyElement} top @param {AnyElement[]} all @param {AnyElement[]} fields */
    const button = (top, all, fields) => {
      const last = fields.filter((e) => under(e, top) || e.form === top).pop();
      let best = null,
        most = -1;
      for (const e of all) {
        if (!pressable(e) || !(under(e, top) || e.form === top) || !seen(e) || e.disabled) continue;
        const said = words(e),
          good = said.length <= 12 && pattern("form.sends").test(said),
          bad = pattern("form.other").test(said);
        const native =
          top.localName === "form" &&
          ((e.localName === "button" && e.type === "submit") ||
            (e.localName === "input" && /submit|image/.test(e.type)));
        if (native && !bad) return e;
        if (!good || bad || (e.localName === "a" && e.target === "_blank")) continue;
        const rank =
          (said.replace(pattern("form.sends"), "").trim() ? 0 : 4) +
          (last && last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING ? 2 : 0) +
          (e.localName === "button" || e.localName === "input" ? 1 : 0);
        if (rank > most) {
          most = rank;
          best = e;
        }
      }
      return best;
    };

    /** The forms. @param {typeof LIMITS} limits px and ms as in the probe */
    const list = (limits) => {
      LIMITS = limits;
      const all = elements.list().filter(Boolean),
        every = all.filter(isField),
        fields = every.slice(0, LIMITS.listed),
        byHolder = new Map();
      for (const field of fields) {
        let top = field.form,
          press = null;
        if (top) press = byHolder.has(top) ? byHolder.get(top).press : button(top, all, fields);
        else
          for (let e = above(field), i = 0; e && i < 8 && e !== document.body; e = above(e), i++) {
            press = byHolder.has(e) ? byHolder.get(e).press : button(e, all, fields);
            if (press) {
              top = e;
              break;
            }
          }
        if (!top || !press) continue;
        if (!byHolder.has(top)) byHolder.set(top, { top, press, fields: [] });
        byHolder.get(top).fields.push(field);
      }
      const typed = [...byHolder.values()].filter((form) => form.fields.some(isTyped));
      forms = typed.sort((a, b) => b.fields.length - a.fields.length).slice(0, LIMITS.forms);
      const beyond = forms.reduce((sum, form) => sum + Math.max(0, form.fields.length - LIMITS.fields), 0);
      return {
        total: typed.length,
        fields: every.length,
        looked: fields.length - beyond,
        forms: forms.map((form) => ({
          form: numberOf(form.top),
          button: numberOf(form.press),
          native: form.top.localName === "form",
          novalidate: !!form.top.noValidate,
          fields: form.fields.slice(0, LIMITS.fields).map(numberOf),
        })),
      };
    };

    /** @param {AnyElement} e @param {string} value */
    const set = (e, value) => {
      if (!e.isConnected) return;
      e.value = value;
      for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, { bubbles: true }));
    };
    /** @param {AnyElement} e */
    const wrong = (e) => {
      const said = [
        e.name,
        e.id,
        e.placeholder,
        e.getAttribute("aria-label"),
        e.labels && e.labels[0] && e.labels[0].innerText,
      ].join(" ");
      if (e.type === "email" || pattern("field.mail").test(said)) return "not-an-address";
      if (e.type === "number") return "-1";
      if (e.type === "tel" || pattern("field.phone").test(said)) return "12";
      if (e.type === "url") return "nowhere";
      if (pattern("field.id").test(said)) return "123";
      return e.type === "password" ? "1" : "@";
    };
    /** @param {number} at @param {string} how */
    const fill = async (at, how) => {
      const form = formAt(at);
      /** @type {Record<number, string>} */
      const given = {};
      for (const e of form.fields.slice(0, LIMITS.fields)) {
        if (!e.isConnected) continue;
        if (isTyped(e)) {
          const value = how === "empty" ? "" : wrong(e);
          if (e.value !== value) set(e, value);
          given[numberOf(e)] = value;
        } else if (how === "wrong" && e.type === "checkbox" && !e.checked) e.click();
        else if (how === "wrong" && e.localName === "select" && e.options.length > 1 && e.selectedIndex < 1) {
          e.selectedIndex = 1;
          e.dispatchEvent(new Event("change", { bubbles: true }));
        }
      }
      for (const e of form.fields.slice(0, LIMITS.fields))
        if (e.isConnected && isTyped(e)) e.dispatchEvent(new FocusEvent("blur"));
      await quiet(30, 200);
      return given;
    };

    const texts = () => {
      /** @type {Map<Node, string>} */
      const map = new Map();
      /** @type {Map<AnyElement, boolean>} */
      const visible = new Map();
      /** @param {Node} root */
      const walk = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let n = walker.nextNode(); n && map.size < LIMITS.texts; n = walker.nextNode()) {
          if (n instanceof Element) {
            if (n.shadowRoot) walk(n.shadowRoot);
            continue;
          }
          const value = n.nodeValue?.trim();
          const p = /** @type {AnyElement | null} */ (n.parentElement);
          if (!value || !p || /^(script|style|noscript|option|textarea|title)$/.test(p.localName)) continue;
          const isVisible = visible.get(p) ?? seen(p);
          visible.set(p, isVisible);
          if (isVisible) map.set(n, value);
        }
      };
      walk(document.body || document.documentElement);
      return map;
    };
    /** @param {string} text */
    const red = (text) => {
      for (const m of String(text).matchAll(/rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)/g)) {
        const [r, g, b, a] = [+m[1], +m[2], +m[3], m[4] === undefined ? 1 : +m[4]];
        if (a > 0.1 && r > 140 && r - g > 40 && r - b > 40) return true;
      }
      return false;
    };
    /** @param {AnyElement} e */
    const look = (e) => {
      /** @param {AnyElement | null} x */
      const one = (x) => {
        if (!x) return "";
        const c = getComputedStyle(x);
        return [
          c.borderTopColor,
          c.borderBottomColor,
          c.backgroundColor,
          c.boxShadow,
          c.outlineStyle === "none" ? "" : c.outlineColor,
        ].join("|");
      };
      /** @param {AnyElement | null} x */
      const generated = (x) =>
        x
          ? ["::before", "::after"]
              .map((w) => getComputedStyle(x, w).content + getComputedStyle(x, w).display)
              .join("|")
          : "";
      const p = above(e),
        q = p && above(p);
      return {
        self: [one(e), one(p), one(q)],
        colour: getComputedStyle(e).color,
        pseudo: [generated(p), generated(q)].join("|"),
        words: [e.placeholder, e.title, e.getAttribute("aria-label"), p && p.title].join("|"),
      };
    };
    /** @param {AnyElement} e @param {string} name */
    const ids = (e, name) => (e.getAttribute(name) || "").split(/\s+/).filter(Boolean);
    /** @param {AnyElement} top */
    const icons = (top) => elements.all("img,svg,i", top).slice(0, 500).filter(seen).length;

    /** @param {number} at */
    const before = (at) => {
      const form = formAt(at);
      held = {
        texts: texts(),
        looks: new Map(form.fields.filter((e) => e.isConnected).map((e) => [e, look(e)])),
        icons: form.top.isConnected ? icons(form.top) : 0,
      };
    };
    /** @param {number} at */
    const press = async (at) => {
      const form = formAt(at);
      if (!form.press.isConnected) return false;
      form.press.scrollIntoView({ block: "center", behavior: "instant" });
      if (form.top.target) form.top.target = "_self";
      form.press.focus();
      held.active = active();
      form.press.click();
      await quiet(LIMITS.least, LIMITS.most);
      return true;
    };
    /** @param {AnyElement | null} e */
    const liveness = (e) => {
      for (; e; e = above(e)) {
        const role = e.getAttribute("role"),
          live = e.getAttribute("aria-live");
        if (live === "off") return "";
        if (live === "polite" || live === "assertive") return live;
        if (/^(alert|status|log|alertdialog)$/.test(role || "") || e.localName === "output") return role || "output";
      }
      return "";
    };
    /** @param {DOMRect} a @param {DOMRect} b */
    const gap = (a, b) =>
      Math.max(0, Math.max(a.left - b.right, b.left - a.right)) +
      Math.max(0, Math.max(a.top - b.bottom, b.top - a.bottom));
    // Whether the focus is on the text, around it, or on a heading or box beside it that is there for that.
    /** @param {AnyElement | null} focus @param {AnyElement} e @param {AnyElement} top */
    const onto = (focus, e, top) => {
      if (!focus || focus === document.body) return false;
      if (under(focus, e) || (under(e, focus) && !under(top, focus))) return true;
      const box = above(focus);
      return focus.tabIndex < 0 && !!box && box !== document.body && under(e, box) && !under(top, box);
    };
    /** @param {number} at */
    const after = (at) => {
      const form = formAt(at),
        now = texts(),
        focus = active(),
        groups = new Map();
      const live = form.fields.filter((e) => e.isConnected);
      const wordsBefore = new Set(held.texts.values()); // what is drawn anew with the same words is nothing new
      // Nor is a clock or a counter that has gone on meanwhile.
      /** @param {string} text */
      const shape = (text) => text.replace(/\d+/g, "#"),
        shapes = new Set([...wordsBefore].filter((text) => /\d/.test(text)).map(shape));
      let count = 0;
      for (const [node, value] of now) {
        if (held.texts.get(node) === value || wordsBefore.has(value) || shapes.has(shape(value))) continue;
        count++;
        const e = node.parentElement;
        if (!groups.has(e)) groups.set(e, value);
        else groups.set(e, groups.get(e) + " " + value);
      }
      const messages = [...groups].slice(0, LIMITS.found).map(([e, value]) => {
        const box = e.getBoundingClientRect();
        let dialog = "",
          fixed = false;
        for (let x = e; x; x = above(x)) {
          if (x.localName === "dialog" || /^(alert)?dialog$/.test(x.getAttribute("role") || ""))
            dialog = dialog || (under(focus, x) ? "focused" : "unfocused");
          if (getComputedStyle(x).position === "fixed") fixed = true;
        }
        let near = null,
          best = LIMITS.near; // what is fixed to the window lies beside nothing, but in a fixed form
        for (const field of fixed && !under(e, form.top) ? [] : live) {
          const d = gap(box, field.getBoundingClientRect());
          if (d < best) {
            best = d;
            near = field;
          }
        }
        const tied = live.filter(
          (field) =>
            ["aria-describedby", "aria-errormessage", "aria-labelledby", "aria-details"].some((name) =>
              ids(field, name).some((id) => {
                const t = /** @type {Document | ShadowRoot} */ (field.getRootNode()).getElementById(id);
                return t && (under(e, t) || under(t, e));
              }),
            ) || [...(field.labels || [])].some((label) => under(e, label)),
        );
        return {
          text: elements.cut(value, 120),
          element: numberOf(e),
          markup: elements.cut(e.outerHTML, 160),
          parent: numberOf(above(e)),
          live: liveness(e),
          dialog,
          fixed,
          hidden: box.width <= 1 || box.height <= 1 || !!e.closest("[aria-hidden=true]"),
          focused: onto(focus, e, form.top),
          inside: under(e, form.top),
          near: near ? numberOf(near) : -1,
          tied: tied.map(numberOf),
          box: [
            Math.round(box.left + scrollX),
            Math.round(box.top + scrollY),
            Math.round(box.width),
            Math.round(box.height),
          ],
        };
      });
      const fields = live.slice(0, LIMITS.fields).map((e) => {
        const was = held.looks.get(e) || look(e),
          is = look(e);
        return {
          field: numberOf(e),
          valid: e.willValidate && form.top.localName === "form" && !form.top.noValidate ? e.validity.valid : null,
          missing: e.willValidate ? e.validity.valueMissing : false,
          invalid: e.getAttribute("aria-invalid") === "true",
          red:
            is.self.some((v, i) => v !== was.self[i] && red(v) && !red(was.self[i])) ||
            (is.colour !== was.colour && red(is.colour)),
          changed: was.self.join() !== is.self.join(),
          pseudo: was.pseudo !== is.pseudo,
          words: was.words !== is.words,
          asked: !!e.required || e.getAttribute("aria-required") === "true",
        };
      });
      return {
        texts: messages,
        count,
        looked: messages.length,
        more: groups.size > messages.length || now.size >= LIMITS.texts || held.texts.size >= LIMITS.texts,
        total: now.size,
        fields,
        focus: numberOf(focus),
        moved: focus !== held.active,
        body: !focus || focus === document.body,
        icons: form.top.isConnected ? icons(form.top) - held.icons : 0,
        gone: !form.top.isConnected,
      };
    };

    // Settings whose change might change more than themselves.
    const settings = () => {
      const all = elements.list().filter(Boolean).filter(isField),
        groups = new Set(),
        chosen = [];
      let total = 0;
      for (const e of all) {
        const kind = e.localName === "select" ? "select" : e.type;
        if (kind === "select" ? e.options.length < 2 || e.multiple : !/^(radio|checkbox)$/.test(kind)) continue;
        if (kind === "radio") {
          if (e.checked || groups.has(e.name)) continue;
          groups.add(e.name);
        }
        total++;
        if (chosen.filter((f) => f.kind === kind).length < LIMITS.settings) chosen.push({ field: numberOf(e), kind });
      }
      return { chosen, total };
    };
    /** @param {number} number */
    const change = async (number) => {
      const e = elements.at(number);
      if (!e || !e.isConnected) return false;
      if (e.localName === "select") {
        const usable = [...e.options].map((o, i) => i).filter((i) => i !== e.selectedIndex && !e.options[i].disabled);
        if (!usable.length) return false;
        e.selectedIndex = usable.find((i) => i > e.selectedIndex) ?? usable[0];
        for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, { bubbles: true }));
      } else e.click();
      await wait(LIMITS.after);
      return true;
    };
    // Whether a field takes what is pasted: false where a handler stops it and puts nothing in itself.
    /** @param {number} number */
    const paste = (number) => {
      const e = elements.at(number);
      if (!e || !e.isConnected) return null;
      const data = new DataTransfer();
      data.setData("text/plain", "pasted");
      const valueBefore = e.value;
      const free = e.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true, clipboardData: data }),
      );
      const keys = e.dispatchEvent(
        new KeyboardEvent("keydown", {
          key: "v",
          code: "KeyV",
          keyCode: 86,
          ctrlKey: true,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
      const took = e.value !== valueBefore;
      if (took) e.value = valueBefore;
      return { free: free || took, keys };
    };
    return { list, fill, before, press, after, settings, change, paste };
  })(),
);
