// Runs in the page's own world. What scripts store while probes click is kept in memory: no other page of the site
// sees it, as all pages of a site share one storage. `keep` hands it on over one reload by the tab's session storage.
// Use: (script)("install" | "start" | "keep"). "start" installs only where a reload handed something on.
(function (/** @type {"install" | "start" | "keep"} */ step) {
  const KEY = "auditor.held",
    MARK = Symbol.for("auditor.held");
  /** @typedef {Record<string, string>} Entries */
  /** @typedef {{ local: Entries, session: Entries, jar: Record<string, string | null> }} Seed */
  const marked = /** @type {Record<symbol, (() => void) | undefined>} */ (/** @type {unknown} */ (window));
  /** @param {Storage} storage */
  const read = (storage) => {
    /** @type {Entries} */
    const entries = {};
    for (let i = 0; i < storage.length && i < 500; i++) {
      const key = storage.key(i) ?? "";
      entries[key] = storage.getItem(key) ?? "";
    }
    return entries;
  };
  /** @param {Seed | null} seed */
  const install = (seed) => {
    if (marked[MARK]) return;
    const real = { local: window.localStorage, session: window.sessionStorage };
    const put = Storage.prototype.setItem;
    const maps = {
      local: new Map(Object.entries(seed ? seed.local : read(real.local))),
      session: new Map(Object.entries(seed ? seed.session : read(real.session))),
    };
    const jar = new Map(Object.entries(seed ? seed.jar : {}));
    /** @param {unknown} storage */
    const of = (storage) => (storage === real.session || storage === shown.session ? maps.session : maps.local);
    /** @type {Record<string, (this: unknown, ...given: any[]) => unknown>} */
    const methods = {
      getItem(key) {
        const v = of(this).get(String(key));
        return v === undefined ? null : v;
      },
      setItem(key, value) {
        of(this).set(String(key), String(value));
      },
      removeItem(key) {
        of(this).delete(String(key));
      },
      clear() {
        of(this).clear();
      },
      key(at) {
        const v = [...of(this).keys()][at];
        return v === undefined ? null : v;
      },
    };
    /** @param {"local" | "session"} name */
    const face = (name) =>
      new Proxy(/** @type {Record<string, unknown>} */ ({}), {
        get: (_, key) =>
          key === "length"
            ? maps[name].size
            : typeof key === "string"
              ? (methods[key]?.bind(shown[name]) ?? maps[name].get(key))
              : undefined,
        set: (_, key, value) => {
          maps[name].set(String(key), String(value));
          return true;
        },
        has: (_, key) => maps[name].has(String(key)) || key in methods,
        deleteProperty: (_, key) => {
          maps[name].delete(String(key));
          return true;
        },
        ownKeys: () => [...maps[name].keys()],
        getOwnPropertyDescriptor: (_, key) =>
          maps[name].has(String(key))
            ? { value: maps[name].get(String(key)), enumerable: true, configurable: true, writable: true }
            : undefined,
      });
    const shown = { local: face("local"), session: face("session") };
    Object.assign(Storage.prototype, methods);
    Object.defineProperty(window, "localStorage", { get: () => shown.local, configurable: true });
    Object.defineProperty(window, "sessionStorage", { get: () => shown.session, configurable: true });
    const readCookies = Object.getOwnPropertyDescriptor(Document.prototype, "cookie")?.get ?? (() => "");
    Object.defineProperty(document, "cookie", {
      configurable: true,
      get: () => {
        const all = new Map(
          String(readCookies.call(document))
            .split("; ")
            .filter(Boolean)
            .map((part) => {
              const at = part.indexOf("=");
              return /** @type {[string, string]} */ ([part.slice(0, at), part.slice(at + 1)]);
            }),
        );
        for (const [name, value] of jar) {
          if (value === null) all.delete(name);
          else all.set(name, value);
        }
        return [...all].map(([name, value]) => name + "=" + value).join("; ");
      },
      set: (line) => {
        const [pair = "", ...rest] = String(line).split(";"),
          at = pair.indexOf("=");
        const age = /max-age=(-?\d+)/i.exec(rest.join(";")),
          until = /expires=([^;]+)/i.exec(rest.join(";"));
        const over = (age && Number(age[1]) <= 0) || (until && Date.parse(until[1] ?? "") < Date.now());
        jar.set(pair.slice(0, at).trim(), over ? null : pair.slice(at + 1).trim());
      },
    });
    Object.defineProperty(window, MARK, {
      value: () => {
        const held = {
          local: Object.fromEntries(maps.local),
          session: Object.fromEntries(maps.session),
          jar: Object.fromEntries(jar),
        };
        put.call(real.session, KEY, JSON.stringify(held));
      },
    });
  };
  try {
    if (step === "install") install(null);
    else if (step === "keep") {
      marked[MARK]?.();
    } else {
      const handed = sessionStorage.getItem(KEY);
      if (handed) {
        sessionStorage.removeItem(KEY);
        install(JSON.parse(handed));
      }
    }
  } catch {
    /* no storage here: nothing to keep apart */
  }
});
