// Floating windows and pop-ups of the top document: (step, given) with step find, place or shown.
(function (step, given) {
  const named = /float_?(?:ing)?_?(?:ad|win|pic|img)|floatad|ad_?float|float-ad|movead|king_chance_layer|piao_?(?:fu|chuang|dong)|ad_fload|couplet|duilian/i;
  const popup = /(?:^|[-_ ])(?:pop-?up|pop-?win|tan-?chuang|modal|dialog|mask-?box|layui-layer)(?:[-_ ]|$)/i;
  const says = /^(?:关闭(?:窗口|弹窗|提示)?|关掉|收起|不再显示|(?:我)?知道了|取消|跳过|确定|确认|同意|接受|好的|close|dismiss|ok|[x×✕✖╳])$/i, marked = /close|guanbi|shut/i;
  const fold = (text) => (text || "").replace(/\s+/g, "");
  const words = (el) => (el.getAttribute("class") || "") + " " + (el.id || "");
  const drawn = (el) => {
    if (!el || !el.isConnected) return false;
    const box = el.getBoundingClientRect(), style = getComputedStyle(el);
    return box.width > 1 && box.height > 1 && style.visibility === "visible" && Number(style.opacity) > 0.05;
  };
  const windowed = (el) => {
    if (el === document.body || el === document.documentElement) return "";
    const position = getComputedStyle(el).position;
    if (position !== "fixed" && position !== "absolute") return "";
    if (named.test(words(el))) return "float";
    const dialog = el.matches("dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]") || popup.test(words(el));
    const box = el.getBoundingClientRect();
    return dialog && position === "fixed" && box.width * box.height > 0.04 * innerWidth * innerHeight ? "popup" : "";
  };
  const path = (el) => {
    if (el.id) return "#" + CSS.escape(el.id);
    const steps = [];
    for (let at = el; at && at !== document.body && steps.length < 8; at = at.parentElement) {
      if (at.id) { steps.unshift("#" + CSS.escape(at.id)); break; }
      const alike = [...(at.parentElement ? at.parentElement.children : [])].filter((other) => other.localName === at.localName);
      steps.unshift(at.localName + ":nth-of-type(" + (alike.indexOf(at) + 1) + ")");
    }
    return steps.join(" > ");
  };
  const elements = globalThis.__auditor ? globalThis.__auditor.elements : [];
  if (step === "shown") {
    const el = given.at >= 0 ? elements[given.at] : document.querySelector(given.path);
    if (!drawn(el)) return false;
    const box = el.getBoundingClientRect();
    return box.right > 0 && box.left < innerWidth;
  }
  if (step === "place") {
    const el = elements[given.at];
    if (!drawn(el)) return null;
    const box = el.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return top && (top === el || el.contains(top)) ? { x, y } : null;
  }
  const found = [];
  for (let number = 0; number < elements.length && found.length < 8; number++) {
    const el = elements[number];
    if (!el || !drawn(el) || !windowed(el) || found.some((other) => elements[other.at].contains(el))) continue;
    const closers = [];
    for (const inner of el.querySelectorAll("*")) {
      const at = globalThis.__auditor.numbers.get(inner);
      if (at === undefined || !drawn(inner) || closers.length >= 6) continue;
      const text = fold(inner.innerText) || fold(inner.getAttribute("aria-label")) || fold(inner.getAttribute("title")) || fold(inner.alt);
      const sign = says.test(text) || (marked.test(words(inner) + " " + (inner.getAttribute("onclick") || "")) && text.length <= 4);
      if (sign && !closers.some((other) => elements[other].contains(inner))) closers.push(at);
    }
    found.push({ at: number, kind: windowed(el), path: path(el), closers });
  }
  return found;
})
