"""A captcha's image can be enlarged to twice its size by the page's own means.

Assumptions: the page's own size control is driven to its largest and the image measured. Where it does not grow, or
there is no control, a person looks: the clause does not say whether the browser's zoom is enough.
Source: MIIT 67号 (2021) Annex 1 on captchas that can be enlarged; the factor is in the data.
"""

from collections.abc import Iterator

from auditor.rulekit.chinese import captcha_images
from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import elder_aids
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

CLAUSE = "miit-web-2021:1.4.3-zoom"
RULE = Rule(
    id="captcha-zoom",
    requirements=(CLAUSE,),
    impact="moderate",
    needs=("elder_aids",),
    parts=("aids", "aid-trials"),
    decides=("cantTell",),
    profile="standard",
    absence=True,
)
FACTOR = float(threshold(CLAUSE, "min_zoom"))


def applicability(view: View) -> Iterator[Node]:
    """The first captcha image: the probe measures one."""
    first = next(captcha_images(view), None)
    if first is not None:
        yield first


def expectation(node: Node, view: View) -> Verdict:
    """Its height at the largest setting against its height at first."""
    largest = elder_aids(view).largest
    _, _, width, height = node.box
    if not largest:
        return cant_tell("no_control", width=width, height=height, required=FACTOR)
    grown = largest.captcha / max(1, largest.captcha_start)
    return (
        passed()
        if grown >= FACTOR - 0.01
        else cant_tell("fixed", grown=round(grown, 2), width=width, height=height, required=FACTOR)
    )
