"""A form that asks for face, health, bank, location or a child's data says why, and asks separately.

Assumptions: fields are known by their words; the page's own text is read, a linked notice isn't. State organs acting
under their duties may have another basis than consent; a person decides.
Source: Personal Information Protection Law, Articles 28, 29 and 30 (restated; the tool's own criterion is printed).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import SENSITIVE, Field, field_words, personal_fields
from auditor.rulekit.page import Node, View, per_view
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="sensitive-notice",
    requirements=("pipl-2021:28", "pipl-2021:29", "pipl-2021:30"),
    impact="serious",
    decides=("cantTell",),
    absence=True,
)
SAID = re.compile(r"敏感(个人)?信息|单独同意|必要性|必需|之所以需要|对您?(的)?权益的?影响")
READ = 4_000_000  # characters that are read


def applicability(view: View) -> Iterator[tuple[Node, list[Field]]]:
    """Forms with fields for sensitive data, and these fields."""
    for form in view.find("form"):
        asked = [field for field in personal_fields(form) if field.kind in SENSITIVE]
        if asked:
            yield form, asked


@per_view
def _speaks_of_it(view: View) -> bool:
    return SAID.search(view.root.text(READ)) is not None


def expectation(form: Node, view: View, asked: list[Field]) -> Verdict:
    """Words on sensitive data or on the need, anywhere on the page."""
    if _speaks_of_it(view):
        return passed()
    return cant_tell("unsaid", items=field_words(asked))
