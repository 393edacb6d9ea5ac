"""A part of the page that declares a language is in that language.

Assumptions: as for the page's language. Small words decide a short text as there. Names and single words are not
judged; few words are shown to a person.
Source: WCAG 2.2 3.1.2; ACT rule off6ek (HTML element language subtag matches language).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import difference, inheriting_text, primary_tag

RULE = Rule(id="part-language", requirements=("wcag22:3.1.2",), impact="moderate", act=("off6ek",), views=("desktop",))
MOST = 200  # parts looked at on a page; ours


def applicability(view: View) -> Iterator[Node]:
    """Elements of the body with a known language of their own."""
    parts = (
        node
        for node in view.having("lang")
        if node.tag != "html" and primary_tag(node.attr("lang")) and (node.tag == "body" or node.parent is not None)
    )
    yield from view.first(parts, MOST)


def expectation(node: Node, view: View) -> Verdict:
    """The language declared against the text's."""
    text = inheriting_text(node, view)
    if not node.is_text and {"alt", "aria-label"} & set(node.attrs) and not node.hidden_from_at:
        text = f"{node.name} {text}"
    if not text.strip():
        return INAPPLICABLE
    other = difference(text, primary_tag(node.attr("lang")))
    if other is None:
        return passed()
    facts: Evidence = {"declared": node.attr("lang"), "detected": other.language, "sample": text.strip()[:80]}
    if other.proven:
        return failed("small", **facts)
    return failed("wrong", **facts) if other.sure == "certain" else cant_tell("perhaps", **facts)
