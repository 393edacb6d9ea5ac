"""A passage in Tibetan, Uyghur, Mongolian, Yi or another script of its own declares its language.

Assumptions: the script is certain, the language among those that use it is not; so any of them is accepted, and a page
without any `lang`, or wholly in the script, is left to the rules on the language of page and parts. Short texts, such
as a language's own name in a switch, are left out (length is ours). `kk` too is written in Arabic letters in China.
Source: WCAG 2.2, 3.1.2 Language of Parts.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(id="script-language", requirements=("wcag22:3.1.2",), impact="serious", decides=("failed",))
# Script → its letters, the languages written in it (primary subtags), its name.
SCRIPTS = (
    (re.compile("[\u0f40-\u0fbc]"), {"bo", "bod", "tib", "dz", "sgt"}, "藏文"),
    (re.compile("[\u1820-\u18aa]"), {"mn", "mon", "mnc", "sjo", "mvf"}, "传统蒙古文"),
    (re.compile("[\ua000-\ua48c]"), {"ii", "iii"}, "彝文"),
    (
        re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\ufb50-\ufdff\ufe70-\ufefc]"),
        {"ug", "uig", "kk", "kaz", "ky", "uz", "ar", "fa", "ur", "ps", "tt", "tg", "sd", "ckb", "ku"},
        "阿拉伯字母（维吾尔文、哈萨克文等）",
    ),
    (re.compile("[\uac00-\ud7a3]"), {"ko", "kor"}, "朝鲜文"),
    (re.compile("[\u3041-\u3096\u30a1-\u30fa]"), {"ja", "jpn", "ryu", "ain"}, "日文假名"),
    (re.compile("[\u0e01-\u0e4e]"), {"th"}, "泰文"),
)
ANY = re.compile("[" + "".join(letters.pattern[1:-1] for letters, _, _ in SCRIPTS) + "]")
READ = 5_000  # characters of a declaration's text that are looked at
LETTERS = 15  # of the script in one text (ours): fewer is a name


def _foreign(text: str) -> tuple[set[str], str] | None:
    if text.isascii():
        return None
    for letters, languages, name in SCRIPTS:
        if len(letters.findall(text)) >= LETTERS:
            return languages, name
    return None


def _declaring(text: Node) -> Node | None:
    return next((above for above in text.ancestors() if (above.attr("lang") or above.attr("xml:lang")).strip()), None)


def _language(text: Node) -> str:
    above = _declaring(text)
    return (above.attr("lang") or above.attr("xml:lang")).strip().lower() if above is not None else ""


def _mostly(above: Node, languages: set[str]) -> bool:
    """Whether all that the declaration covers is in the script: then it is the declaration that is wrong."""
    letters = next(pattern for pattern, known, _ in SCRIPTS if known == languages)
    said = above.text(READ)
    return len(letters.findall(said)) > sum(char.isalpha() for char in said) / 2


def applicability(view: View) -> Iterator[Node]:
    """Elements that hold a text in such a script, below a declaration for something else in the main."""
    seen: set[tuple[int, int]] = set()
    for text in view.saying(ANY):
        holder = text.parent
        if holder is None or (key := holder.key) in seen:
            continue
        script, above = _foreign(text.own_text), _declaring(text)
        if script and above is not None:
            right = _language(text).split("-")[0] in script[0]
            if right or not _mostly(above, script[0]):
                seen.add(key)
                yield holder


def expectation(holder: Node, view: View) -> Verdict:
    """The language declared, against those written in the script."""
    for text in holder.children:
        if text.is_text and text.rendered and (script := _foreign(text.own_text)):
            declared = _language(text)
            if declared.split("-")[0] not in script[0]:
                return failed("undeclared", script=script[1], declared=declared)
    return passed()
