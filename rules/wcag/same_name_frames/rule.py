"""Frames with one accessible name show the same thing.

Assumptions: what the frames hold is compared as captured. Frames of one address, or whose texts are alike, serve one
purpose. Certain is the fault where both have text, share hardly any of it, have different titles, and not both speak of
what the name says (two advertisements named "advertisement" both fit). Else, and where a frame could not be read, a
person decides.
Source: WCAG 2.2 4.1.2; ACT rule 4b1c6c.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, address, frame_document, is_exposed, matching_name, same_address
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import split_words

RULE = Rule(
    id="same-name-frames", requirements=("wcag22:4.1.2",), impact="serious", act=("4b1c6c",), views=("desktop",)
)
ALIKE, APART = 0.6, 0.34  # ours: shares of words in common from which texts are one, and below which they are not
MAX_FRAMES = 60


def applicability(view: View) -> Iterator[tuple[Node, Node]]:
    """Each exposed frame but the first of those with one name, with that first one."""
    by_name: dict[str, list[Node]] = {}
    for frame in view.first(view.find("iframe", "frame"), MAX_FRAMES):
        if is_exposed(frame) and matching_name(frame):
            by_name.setdefault(matching_name(frame), []).append(frame)
    for first, *others in by_name.values():
        yield from ((frame, first) for frame in others)


def _content(frame: Node, view: View) -> tuple[str, str, set[str]]:
    """Address, title, and words of what a frame holds."""
    held = frame_document(frame, view)
    if held is None or held.lost:
        return address(frame, view) or frame.attr("srcdoc"), "", set()
    text = held.node(0).text(4000)
    own = held.url if not held.url.startswith("about:") else frame.attr("srcdoc")
    return own, held.title.strip(), set(split_words(text))


def expectation(frame: Node, view: View, first: Node) -> Verdict:
    """Against the first frame of the same name."""
    (url, title, said), (other_url, other_title, other_said) = _content(first, view), _content(frame, view)
    if not url or not other_url:
        return INAPPLICABLE
    if same_address(url, other_url):
        return passed()
    facts: Evidence = {"name": frame.name[:60], "first": url[-80:], "second": other_url[-80:]}
    if said and other_said:
        shared = len(said & other_said) / min(len(said), len(other_said))
        if shared >= ALIKE or said == other_said:
            return passed()
        name = set(split_words(frame.name))
        both_fit = name <= said | set(split_words(title)) and name <= other_said | set(split_words(other_title))
        if both_fit:
            return passed()
        if shared < APART and title.casefold() != other_title.casefold():
            return failed("different", **facts)
    return cant_tell("compare", **facts)
