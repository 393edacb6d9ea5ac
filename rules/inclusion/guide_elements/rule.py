"""A government site's guide to a service has its key elements: legal basis, conditions, papers, and besides them
steps, time needed, fee, place and telephone.

Assumptions: an element counts wherever its word stands, hidden tabs included. Failed only where basis, conditions or
papers, the elements the inspection indicators name, are missing and nothing else (a document, a frame) could hold
them. The further elements are the tool's own list: where one is missing a person looks.
Source: inspection indicators for government websites (2019), the row on services that aren't practical (its list of
elements is not known in full).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import has_phone, has_place
from auditor.rulekit.page import Node, View, is_government, is_guide
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="guide-elements",
    requirements=("gov-site-rules:x-2019-veto-service",),
    impact="serious",
    people=("4.2.10", "older"),
    absence=True,
)
CORE = {"办理依据": r"依据", "办理条件": r"条件|对象|范围|资格", "办理材料": r"材料|证件|证明"}
FURTHER = {
    "办理流程": r"流程|程序|步骤|怎么办|怎样办|如何办",
    "办理时限": r"时限|期限|工作日|当场办|即时?办",
    "收费": r"收费|费用|免费|不收",
}
DOCUMENT = re.compile(r"\.(docx?|pdf|xlsx?|wps|zip|rar|jpe?g|png)([?#]|$)", re.I)
TELLS = re.compile(r"指南|流程|须知|告知|说明|办理|材料|清单|依据")
LIMIT = 4_000_000  # characters of a page that are read


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a government site's guide."""
    if is_guide(view) and is_government(view):
        yield view.root


def _elsewhere(view: View) -> bool:
    documents = any(
        DOCUMENT.search(link.attr("href")) and TELLS.search(link.name or link.text(60)) for link in view.find("a")
    )
    return documents or next(view.find("iframe", "object", "embed"), None) is not None


def expectation(root: Node, view: View) -> Verdict:
    """The elements' words in all text of the page."""
    text = root.text(LIMIT, visible=False)
    core = [name for name, words in CORE.items() if not re.search(words, text)]
    further = [name for name, words in FURTHER.items() if not re.search(words, text)]
    further += [] if has_place(view) else ["办理地点"]
    further += [] if has_phone(view) else ["咨询电话"]
    missing = core + further
    if not missing:
        return passed()
    evidence: Evidence = {"missing": missing}
    if core and not _elsewhere(view):
        return failed("core", **evidence)
    return cant_tell("elsewhere" if core else "further", **evidence)
