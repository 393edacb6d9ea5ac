// The page's own switch to dark colours: controls that may be one, and whether the page is dark.
__auditor.claim(
  "darkSwitch",
  (() => {
    const { elements, visibility } = __auditor;
    /** Uses a control; whether it is there. @param {number} number */
    const press = (number) => {
      const e = elements.at(number);
      if (!e || !e.isConnected) return false;
      if (e.localName === "option") {
        const list = e.closest("select");
        if (!list) return false;
        list.value = e.value;
        elements.tellChange(list);
      } else e.click();
      return true;
    };
    /** Whether what lies in the middle of the window is dark now. */
    const isDark = () => {
      for (const moving of document.getAnimations())
        try {
          moving.finish();
        } catch {
          // it never ends
        }
      /** @param {string} colour */
      const light = (colour) => {
        const channels = /rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+)(?:,\s*([\d.]+))?/.exec(colour);
        return channels && Number(channels[4] ?? 1) > 0.9
          ? 0.2126 * Number(channels[1]) + 0.7152 * Number(channels[2]) + 0.0722 * Number(channels[3])
          : null;
      };
      let dark = 0,
        points = 0;
      for (const x of [0.2, 0.5, 0.8])
        for (const y of [0.3, 0.5, 0.7]) {
          let value = null;
          for (
            let e = document.elementFromPoint(innerWidth * x, innerHeight * y);
            e && value === null;
            e = e.parentElement
          ) {
            value = light(getComputedStyle(e).backgroundColor);
          }
          if (value === null) value = light(getComputedStyle(document.body).backgroundColor); // it is the window's then
          points++;
          if ((value ?? 255) < 80) dark++;
        }
      return dark > points / 2;
    };
    /** Numbers of controls that may be the switch, the likelier first. */
    const find = () => {
      const { pattern } = __auditor.lexicon;
      const NIGHT = pattern("dark.night"),
        THEME = pattern("dark.theme");
      const CODED =
        /(dark|night)[-_]?(mode|theme|toggle|switch|btn|button)|(toggle|switch|theme|mode)[-_]?(dark|night)|(theme|color-?mode|color-?scheme|yejian|shense)[-_]?(toggle|switch|switcher|btn|button|icon|change)?$/i;
      const MOST = 40;
      const switches = [];
      const controls =
        "button, summary, input[type=checkbox], input[type=radio], input[type=button], option, a, [role=button], [role=switch], [role=menuitem], [role=menuitemradio], [onclick], label";
      for (const e of elements.all(controls)) {
        const at = elements.numberOf(e);
        if (at < 0 || e.disabled) continue;
        const href = e.localName === "a" ? e.getAttribute("href") || "" : "";
        if (href && !/^(#|javascript:)/i.test(href)) continue;
        if (e.localName !== "option" && e.localName !== "input" && !visibility.isVisible(e)) continue;
        const text = elements.textOf(e);
        const name = [
          text.length <= MOST ? text : "",
          e.getAttribute("aria-label"),
          e.title,
          e.localName === "input" ? e.value : "",
          ...[...(e.labels || [])].map((l) => l.textContent),
        ]
          .filter(Boolean)
          .join(" ")
          .slice(0, 200);
        const coded = [e.id, ...e.classList, e.getAttribute("name") || ""];
        const sure =
          NIGHT.test(name) || coded.some((word) => /dark|night|yejian|shense/i.test(word) && CODED.test(word));
        if (sure || THEME.test(name) || coded.some((word) => CODED.test(word))) switches.push([sure ? 0 : 1, at]);
        if (switches.length > MOST) break;
      }
      return switches.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, at]) => at);
    };
    return { find, press, isDark };
  })(),
);
