"""A heading says what follows.

Assumptions: a template's placeholder is no heading. Whether a heading fits is for a person; asked only where a heading
of a known kind (hours, weather, contact, fees, place) is followed by a text with no sign of that kind and two signs of
another. Sure only where the whole section is short, has three such signs, and the two kinds never go together (hours,
contact and place do). Signs and their numbers are ours.
Source: WCAG 2.2 2.4.6; ACT rule b49b2e (Heading is descriptive).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, first_block_after, is_listed, mentions

RULE = Rule(
    id="heading-wording", requirements=("wcag22:2.4.6",), impact="moderate", act=("b49b2e",), views=("desktop",)
)
TOPICS = ("hours", "weather", "contact", "fee", "place")
TOGETHER = frozenset({"hours", "contact", "place"})  # kinds that one section may well hold; ours
SIGNS, SURE_SIGNS = 2, 3  # signs of another kind that raise the question, and that settle it; ours
SHORT = 200  # characters of a section that is about one thing; ours


def _topic(text: str) -> str:
    return next((topic for topic in TOPICS if is_listed(text, f"topic.{topic}")), "")


def _section(heading: Node, view: View) -> str:
    """The text from a heading to the next one."""
    numbers = [node.number for node in view.with_role("heading") if node.doc is heading.doc]
    end = min((number for number in numbers if number > heading.number), default=heading.doc.size)
    inside = {heading.number, *(node.number for node in heading.descendants())}
    texts = (node for node in view.texts() if node.doc is heading.doc and heading.number < node.number < end)
    return " ".join(node.own_text for node in texts if node.number not in inside)


def applicability(view: View) -> Iterator[Node]:
    """Headings with a name that assistive technology has."""
    return (node for node in view.with_role("heading") if compact(node.name) and not node.hidden_from_at)


def expectation(heading: Node, view: View) -> Verdict:
    """The wording alone, then a known topic against the text that follows."""
    name = heading.name
    if is_listed(name, "placeholder.heading") or is_listed(name, "placeholder.heading_numbered", numbered=True):
        return failed("placeholder", heading=name[:60])
    topic = _topic(name)
    after = first_block_after(heading) if topic else ""
    if after and not mentions(after, f"topic.{topic}_sign"):
        for other in TOPICS:
            signs = mentions(after, f"topic.{other}_sign") if other != topic else []
            count = len({sign.lower() for sign in signs})
            whole = _section(heading, view) if count >= SURE_SIGNS and not {topic, other} <= TOGETHER else ""
            if whole and len(whole) <= SHORT and not mentions(whole, f"topic.{topic}_sign"):
                return failed("elsewhere", heading=name[:60], after=after[:80], signs=signs[:4])
            if count >= SIGNS:
                return cant_tell("other", heading=name[:60], after=after[:80], signs=signs[:4])
    return passed()
