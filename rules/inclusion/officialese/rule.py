"""Service guides and elder pages don't pile up words of official documents.

Assumptions: the list of words is ours, and so is how many different ones are too many; a quotation of a rule may need
them. A hint for whoever edits the page.
Source: the tool's own criterion for plain Chinese.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page, is_guide, main_area
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="officialese",
    requirements=(),
    impact="minor",
    decides=("cantTell",),
    best_practice=True,
    people=("4.2.10", "older"),
)
WORDS = re.compile(
    r"兹(?=[因有定将])|特此|予以|届时|系指|逾期|未尽事宜|方可|之规定|拟于|视同|应予|酌情|比照|径向|径行|悉数|据此|"
    r"不再另行|凭此|须持|函告|报请|呈报|贵(单位|处|局)|上述事由|概不|自行承担一切"
)
MANY = 4  # different words on a page (ours)
READ = 4_000_000  # characters that are read


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a guide or an elder page."""
    if is_guide(view) or is_elder_page(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Different words of the list in the page's own content."""
    words = list(dict.fromkeys(match.group(0) for match in WORDS.finditer(main_area(view).text(READ))))
    if len(words) < MANY:
        return passed()
    return cant_tell("words", confidence="hint", count=len(words), words=words[:8])
