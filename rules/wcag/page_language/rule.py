"""What it checks: the language that the page declares is the language of its text.

Who is affected: screen reader users; the wrong voice can't be understood.
How to fix: write the main language on `<html lang>`, `zh-CN` for Chinese, and mark parts in other languages.
Assumptions: Chinese, Japanese, Korean and the like are told by their script, European languages by a statistical
detector. Judged only with enough text and one language well ahead; parts with a `lang` of their own are left out.
Source: WCAG 2.2 3.1.1; ACT rule ucwvc8 (HTML page language subtag matches default language).
"""

import re
from collections.abc import Iterator
from functools import cache

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from auditor.rulekit import Node, Rule, Verdict, View, failed, passed

RULE = Rule(
    id="page-language",
    requirements=("wcag22:3.1.1",),
    impact="serious",
    act=("ucwvc8",),
    views=("desktop",),
    decides=("failed",),
)
ENOUGH = 24  # letters, or 8 Chinese characters; ours
SAMPLE = 2000  # characters
CLEAR = 0.6  # share or confidence of the language ahead; ours
LATIN = (
    Language.ENGLISH,
    Language.FRENCH,
    Language.GERMAN,
    Language.SPANISH,
    Language.ITALIAN,
    Language.PORTUGUESE,
    Language.DUTCH,
    Language.VIETNAMESE,
    Language.INDONESIAN,
)
_CODE = re.compile(r"^([a-z]{2,3})(-|$)", re.I)


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*LATIN).build()


def _text(view: View) -> str:
    parts, length = [], 0
    for text in view.texts(top_only=True):
        if text.closest("html") is None or any("lang" in n.attrs and n.tag != "html" for n in text.ancestors()):
            continue
        parts.append(text.own_text.strip())
        length += len(parts[-1])
        if length > SAMPLE:
            break
    parts += [node.name for node in view.find("img", top_only=True) if node.name and not node.hidden_from_at][:20]
    return " ".join(parts)[: SAMPLE * 2]


def language(text: str) -> str | None:
    """The primary subtag of a text's language; None where it is not clear."""
    han = len(re.findall(r"[\u3400-\u9fff]", text))
    kana = len(re.findall(r"[\u3040-\u30ff]", text))
    hangul = len(re.findall(r"[\uac00-\ud7af]", text))
    latin = re.findall(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+", text)
    letters = sum(map(len, latin))
    # A Chinese character says about as much as three letters of Latin script.
    eastern = 3 * (han + kana + hangul)
    if eastern >= ENOUGH and eastern > CLEAR * (eastern + letters):
        if hangul > han + kana:
            return "ko"
        return "ja" if kana > 0.1 * (han + kana) else "zh"
    if letters >= ENOUGH and len(latin) >= 5 and letters > 0.8 * (eastern + letters):
        values = _detector().compute_language_confidence_values(" ".join(latin))
        if values and values[0].value >= CLEAR:
            code: IsoCode639_1 = values[0].language.iso_code_639_1
            return code.name.lower()
    return None


def applicability(view: View) -> Iterator[Node]:
    """The page, where it declares a language of two or three letters."""
    if _CODE.match(view.root.attr("lang").strip()):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Declared against found."""
    found = _CODE.match(root.attr("lang").strip())
    declared = found.group(1).lower() if found else ""
    known = {"zho": "zh", "chi": "zh", "cmn": "zh", "yue": "zh", "eng": "en", "jpn": "ja", "kor": "ko"}
    declared = known.get(declared, declared)
    actual = language(_text(view))
    if actual is None:
        return Verdict("inapplicable")
    if actual == declared or declared not in _JUDGED:
        return passed()
    return failed("wrong", declared=root.attr("lang"), detected=actual)


_JUDGED = {"zh", "ja", "ko", *(language.iso_code_639_1.name.lower() for language in LATIN)}
