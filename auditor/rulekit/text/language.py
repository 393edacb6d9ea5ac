"""Which language a text is in, and whether a declared one can be right.

Scripts decide first (Chinese, Korean, Tibetan, Thai …); languages of one script are told apart by lingua's statistics,
with few models at a time. A doubt is an answer: "likely", or none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from auditor.lexicon import table
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view

SAMPLE = 3000  # characters looked at; ours
CERTAIN_WORDS, CERTAIN_LETTERS = 5, 24  # less text is never a certain difference; ours
LIKELY_WORDS, LIKELY_LETTERS = 2, 10  # less text is no text to judge; ours
HAN_WORD = 1.7  # Chinese characters a word; ours
LEAD = 0.6  # share of the words that the leading language has, ours
CERTAIN, LIKELY = 10.0, 4.0  # how many times likelier by lingua the language found is than the declared one; ours
BELIEVED = 0.4  # lingua's least confidence in a language found; ours
SHARE, AHEAD = 0.25, 3  # common words of a language: share of all words, and times those of the declared one; ours
FEW = 4  # fewer common words say nothing; ours
PROOF_WORDS, PROOF = 8, 3  # least words, and least different common words that only the language found has; ours
PROOF_SPAN, PROOF_GAP = 2 / 3, 5  # share of the text that they reach over, and words from one to the next; ours

_CHINESE = frozenset({"zh", "cmn", "yue", "wuu", "nan", "hak", "gan", "hsn", "lzh"})
_SCRIPTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("han", r"[\u3400-\u9fff\uf900-\ufaff]", _CHINESE | {"ja", "ko", "za", "vi"}),
    ("kana", r"[\u3041-\u30fa]", frozenset({"ja"})),
    ("hangul", r"[\uac00-\ud7af]+", frozenset({"ko"})),
    ("tibetan", r"[\u0f40-\u0fbc]+", frozenset({"bo", "dz"})),
    ("mongolian", r"[\u1820-\u18aa]+", frozenset({"mn"})),
    ("yi", r"[\ua000-\ua4c6]+", frozenset({"ii"})),
    ("thai", r"[\u0e00-\u0e7f]+", frozenset({"th"})),
    ("lao", r"[\u0e80-\u0eff]+", frozenset({"lo"})),
    ("khmer", r"[\u1780-\u17ff]+", frozenset({"km"})),
    ("burmese", r"[\u1000-\u109f]+", frozenset({"my"})),
    ("greek", r"[\u0370-\u03ff\u1f00-\u1fff]+", frozenset({"el"})),
    ("hebrew", r"[\u0590-\u05ff]+", frozenset({"he", "iw", "yi", "ji"})),
    ("armenian", r"[\u0530-\u058f]+", frozenset({"hy"})),
    ("georgian", r"[\u10a0-\u10ff]+", frozenset({"ka"})),
    ("tamil", r"[\u0b80-\u0bff]+", frozenset({"ta"})),
    ("cyrillic", r"[\u0400-\u052f]+", frozenset()),
    ("arabic", r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+", frozenset()),
    ("devanagari", r"[\u0900-\u097f]+", frozenset()),
    ("latin", r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+(?:['\u2019][A-Za-z\u00c0-\u024f]+)*", frozenset()),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern, _ in _SCRIPTS)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_LATIN = dict(_PATTERNS)["latin"]
# Letters of a script other than Chinese and Latin: few texts have any.
_RARE = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u3041-\u30fa\ua000-\ua4c6\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefc]")
_ONLY = {name: languages for name, _, languages in _SCRIPTS if languages}
# So close that short texts don't tell them apart.
_FAMILIES = (
    {"no", "nb", "nn", "da", "sv"}, {"id", "ms"}, {"hr", "bs", "sr", "sh", "sl"}, {"cs", "sk"},
    {"pt", "gl", "es", "ca"},
    {"nl", "af", "fy", "li"}, {"ru", "uk", "be", "bg", "mk", "sr"}, {"zu", "xh"}, {"st", "tn"},
    {"hi", "mr", "ne", "sa"},
    {"ar", "fa", "ur", "ps", "sd"}, {"tr", "az"}, {"it", "co", "sc", "la"}, {"de", "lb", "gsw"}, {"en", "sco"},
)  # fmt: skip
_CORE = ("en", "fr", "de", "es", "it", "pt", "nl")
_URL = re.compile(r"\b(?:https?://|www\.)\S+|(?<![^\s@])[^\s@]++@[^\s@]+\.\w+", re.I)


@dataclass(frozen=True)
class Difference:
    """A text that is in another language than declared; `proven`: likely by statistics, certain by its small words."""

    language: str
    sure: Literal["certain", "likely"]
    words: int
    proven: bool = False


@lru_cache(maxsize=256)
def primary_tag(value: str) -> str:
    """The known primary language subtag of a `lang` value; "" where there is none."""
    tag = value.strip().lower().split("-")[0]
    return tag if tag in _codes("known") else ""


def same_language(one: str, other: str) -> bool:
    """Chinese by any of its codes, Norwegian by any of its codes, the outdated codes."""
    aliases = {"iw": "he", "ji": "yi", "in": "id", "jw": "jv", "nb": "no", "nn": "no", "fil": "tl"}
    one, other = aliases.get(one, one), aliases.get(other, other)
    return one == other or (one in _CHINESE and other in _CHINESE)


def words_by_script(text: str) -> dict[str, float]:
    """How many words a text has in each script; Chinese characters make words by an average."""
    return dict(_by_script(text))


@lru_cache(maxsize=20_000)
def _by_script(text: str) -> dict[str, float]:
    counts: dict[str, float] = {}
    if not _RARE.search(text):
        if han := sum(map(len, _HAN.findall(text))):
            counts["han"] = han / HAN_WORD
        if latin := len(_LATIN.findall(text)):
            counts["latin"] = latin
        return counts
    for name, pattern in _PATTERNS:
        count = len(pattern.findall(text))
        if count:
            counts[name] = count / HAN_WORD if name in ("han", "kana") else count
    return counts


@cache
def _by_code() -> dict[str, Language]:
    return {language.iso_code_639_1.name.lower(): language for language in Language.all()}


@lru_cache(maxsize=32)
def _exact(codes: frozenset[str]) -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*(_by_code()[code] for code in sorted(codes))).build()


@cache
def _rough() -> LanguageDetector:
    """All languages by coarse statistics: little memory, enough to name candidates."""
    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()


@cache
def _data() -> dict[str, dict[str, str]]:
    return table("languages")


@cache
def _codes(name: str) -> frozenset[str]:
    return frozenset(_data()["codes"][name].split())


@cache
def _common() -> dict[str, frozenset[str]]:
    """The commonest small words by language."""
    return {code: frozenset(words.split()) for code, words in _data()["common"].items()}


def common_words(words: Iterable[str], code: str) -> int:
    """How many of the (lower-case) words are small words of a language."""
    known = _common().get(code, frozenset())
    return sum(word.replace("\u2019", "'") in known for word in words)


@lru_cache(maxsize=2000)
def _confidence(text: str, declared: str) -> tuple[str, float, float]:
    """The likeliest language, its confidence, and that of the declared one."""
    declared = {"no": "nb", "iw": "he", "fil": "tl"}.get(declared, declared)
    likely = [value.language.iso_code_639_1.name.lower() for value in _rough().compute_language_confidence_values(text)]
    if likely[0] == declared:
        return declared, 1.0, 1.0  # agreed at first look; the exact models aren't loaded for it
    candidates = {*likely[:3], *(_CORE if re.search(r"[A-Za-z]", text) else ())}
    if declared in _by_code():
        candidates.add(declared)
    if len(candidates) < 2:
        return likely[0], 1.0, 1.0 if likely[0] == declared else 0.0
    values = {
        value.language.iso_code_639_1.name.lower(): value.value
        for value in _exact(frozenset(candidates)).compute_language_confidence_values(text)
    }
    best = max(values, key=lambda code: values[code])
    return best, values[best], values.get(declared, 0.0)


def difference(text: str, declared: str) -> Difference | None:
    """How a text differs from the primary tag declared for it; None where it doesn't, or where nothing can be said."""
    text = _URL.sub(" ", text)[:SAMPLE]
    scripts = words_by_script(text)
    total = sum(scripts.values())
    if not declared or total < LIKELY_WORDS:
        return None
    lead = max(scripts, key=lambda name: scripts[name])
    eastern = scripts.get("han", 0) + scripts.get("kana", 0)
    if lead in ("han", "kana"):
        return _eastern(scripts, eastern, total, declared)
    if lead in _ONLY:
        if declared in _ONLY[lead] or declared in _codes("many_scripts") or scripts[lead] < LEAD * total:
            return None
        return Difference(sorted(_ONLY[lead])[0], _sure(scripts[lead]), round(total))
    if scripts[lead] < (0.8 if declared in _CHINESE | {"ja", "ko"} else LEAD) * total:
        return None
    return _statistical(text, lead, round(scripts[lead]), declared)


def _eastern(scripts: dict[str, float], eastern: float, total: float, declared: str) -> Difference | None:
    if eastern < LEAD * total:
        return None
    language = "ja" if scripts.get("kana", 0) > 0.1 * eastern else "zh"
    if same_language(language, declared) or declared in {"za", "ii", "vi"}:
        return None
    if declared in ("ja", "ko") and language == "zh":
        # Short Japanese headings and old Korean names have Chinese characters only.
        return Difference(language, "certain", round(total)) if eastern >= 6 * CERTAIN_WORDS else None
    return Difference(language, _sure(eastern), round(total))


def _sure(words: float) -> Literal["certain", "likely"]:
    return "certain" if words >= CERTAIN_WORDS else "likely"


def _statistical(text: str, script: str, words: int, declared: str) -> Difference | None:
    runs = dict(_PATTERNS)[script].findall(text)
    letters = sum(map(len, runs))
    if words < LIKELY_WORDS or letters < LIKELY_LETTERS or _is_names(runs):
        return None
    lower = [run.lower() for run in runs]
    best, confidence, own = _confidence(" ".join(lower), declared)
    times = confidence / max(own, 0.001)
    if same_language(best, declared) or confidence < BELIEVED or times < LIKELY:
        return _by_common_words(lower, declared)
    if declared in _CHINESE | {"ja", "ko"} and (words < 8 or common_words(lower, best) < 2):
        # Romanised names and phrases look like any language; abbreviations and brands are everybody's.
        return None if best not in _common() or words < CERTAIN_WORDS else Difference(best, "likely", words)
    known = declared in _by_code() or declared in _CHINESE or declared == "no"
    related = any(best in family and declared in family for family in _FAMILIES)
    enough = words >= CERTAIN_WORDS and letters >= CERTAIN_LETTERS * (10 if related or not known else 1)
    if enough and times >= CERTAIN:
        return Difference(best, "certain", words)
    if related:
        return None
    return Difference(best, "likely", words, _proven(lower, best, declared))


def _by_common_words(words: list[str], declared: str) -> Difference | None:
    """By counting words, which quotations and names mislead less than statistics of letters."""
    if declared not in _common():
        return None
    counts = {code: common_words(words, code) for code in _common()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < max(FEW, SHARE * len(words)) or counts[best] < AHEAD * counts[declared]:
        return None
    return Difference(best, "likely", len(words), _proven(words, best, declared))


def _proven(words: list[str], best: str, declared: str) -> bool:
    """Whether common words decide: several that only the language found has, spread over the text, and none of the
    other's.

    Related languages, and those whose common words aren't listed, are never decided so.
    """
    if not {best, declared} <= set(_common()) or len(words) < PROOF_WORDS:
        return False
    if any(best in family and declared in family for family in _FAMILIES):
        return False
    theirs, ours = _common()[best], _common()[declared]
    plain = [word.replace("\u2019", "'") for word in words]
    # A single letter ("a", "y") is also a number in a list or somebody's initial.
    only = {word for word in plain if word in theirs - ours and len(word) > 1}
    if len(only) < PROOF or any(word in ours - theirs and len(word) > 1 for word in plain):
        return False
    places = [at for at, word in enumerate(plain) if word in theirs]
    gaps = [after - before for before, after in pairwise(places)]
    return places[-1] - places[0] + 1 >= PROOF_SPAN * len(plain) and max(gaps) <= PROOF_GAP


def _is_names(runs: list[str]) -> bool:
    """Only capitalised words and short ones: names and abbreviations belong to no language."""
    return all(run[0].isupper() or run.isupper() for run in runs)


def inheriting_text(root: Node, view: View, limit: int = SAMPLE) -> str:
    """The text whose language is the one declared on an element: no nearer `lang` stands between.

    Drawn text, names and descriptions given by attributes, and frames without a `lang`. The page's title counts for the
    page.
    """
    parts: list[str] = [view.page.title] if root.number == 0 and root.doc.number == 0 else []
    length = 0
    for piece in _pieces(root, view):
        parts.append(piece)
        length += len(piece)
        if length > limit:
            break
    return " ".join(parts)


@per_view
def text_of_page(view: View) -> str:
    """The text whose language is the one declared on the page's root."""
    return inheriting_text(view.root, view)


def _pieces(root: Node, view: View) -> Iterator[str]:
    doc = root.doc
    frames = {
        document.table.holder: document
        for document in view.documents
        if document.table.parent_document == doc.number and not document.lost and document.size
    }
    named = {number for name in ("alt", "aria-label", "aria-labelledby") for number in doc.by_attr.get(name, ())}
    languages = doc.languages
    for node in root.descendants():
        # Its language is declared below the root: what declares it stands above it, so it is the later of the two.
        if languages[node.number][0] > root.number:
            continue
        if node.is_text:
            if node.rendered and (node.parent is None or node.parent.tag not in ("code", "pre", "kbd", "samp", "var")):
                yield node.own_text.strip()
        elif node.number in named and not node.hidden_from_at:
            yield node.name
        if node.number in frames and node.tag in ("iframe", "frame"):
            inner = frames[node.number].node(0)
            if not inner.attr("lang").strip():
                yield from _pieces(inner, view)
