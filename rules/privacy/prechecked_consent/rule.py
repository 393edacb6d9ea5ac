"""No box to consent by is ticked when the page opens.

Assumptions: a box counts as consent by its own words (同意, 授权, 已阅读). A ticked box is failed; of two radio buttons
one that is chosen beforehand is left to a person. Boxes to stay logged in and the like are none.
Source: Personal Information Protection Law, Article 14: consent is explicit. The law has no sentence on ticked boxes;
that is drawn from “explicit”, the tool's own criterion, printed with the article.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import consent_boxes
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed, threshold

CLAUSE = "pipl-2021:14"
RULE = Rule(id="prechecked-consent", requirements=(CLAUSE,), impact="serious")
ALLOWED = bool(threshold(CLAUSE, "prechecked"))
TELLING = 5  # characters (ours) from which a box says what is agreed to


def applicability(view: View) -> Iterator[tuple[Node, str]]:
    """Boxes and switches to consent by, with what they say."""
    return consent_boxes(view)


def expectation(box: Node, view: View, said: str) -> Verdict:
    """Their state as the page opened."""
    ticked = box.checked if box.tag == "input" else box.attr("aria-checked") == "true"
    if not ticked or ALLOWED:
        return passed()
    words = said[:60]
    # “同意” alone may be the answer to a question of another kind.
    if box.input_type == "radio" or len(words.strip()) < TELLING:
        return cant_tell("radio", words=words)
    return failed("ticked", words=words)
