"""A form that asks for personal data stands on a page with a notice of how it is handled.

Assumptions: personal data is known by the fields' names and labels; a login with account and password, or a search, is
none. A notice counts wherever it stands on the page, as a link or as text. Whether it says enough is another question.
On a government site the article on state organs is named too: they owe notice, while consent isn't asked for here.
Source: Personal Information Protection Law, Articles 7, 17 and 35 (restated); where to look is the tool's own
criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import field_words, personal_fields, personal_forms
from auditor.rulekit.page import Node, View, is_government, per_view
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="privacy-notice",
    requirements=("pipl-2021:7", "pipl-2021:17", "pipl-2021:35"),
    impact="serious",
    views=("desktop",),
    decides=("failed",),
    absence=True,
)
COMMON = ("pipl-2021:7", "pipl-2021:17")
NOTICE = re.compile(r"隐私|个人信息(保护|处理|收集|安全)|信息保护|privacy|personal (data|information)", re.I)


def applicability(view: View) -> Iterator[Node]:
    """Forms that ask for at least one item that identifies or reaches a person."""
    return personal_forms(view)


@per_view
def _names_notice(view: View) -> bool:
    """Whether text, a link or the title speaks of a notice."""
    names = " ".join(node.name for node in view.find("a"))
    return any(NOTICE.search(said) for said in (view.root.text(50_000), names, view.page.title))


def expectation(form: Node, view: View) -> Verdict:
    """A notice anywhere on the page."""
    if _names_notice(view):
        return passed()
    requirements = RULE.requirements if is_government(view) else COMMON
    return failed("missing", items=field_words(personal_fields(form)), requirements=requirements)
