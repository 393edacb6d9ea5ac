"""What it checks: a guide to a service names a telephone and a place where people help.

Who is affected: older people, people without a smartphone, people who can't finish online.
How to fix: print address, opening hours and telephone of the counter on every guide.
Assumptions: a guide is known by its title or main heading. Failed only where neither a telephone nor a place stands
anywhere on the page, the footer included; where one of the two is missing a person looks.
Source: 国办发〔2020〕45号, traditional and smart service side by side (restated; the tool's own criterion is printed with
it); Law on the Construction of a Barrier-Free Environment, Article 39, on service places.
"""

import re
from collections.abc import Iterator

from auditor.rulekit import Node, Rule, Verdict, View, cant_tell, failed, passed

RULE = Rule(
    id="offline-channel",
    requirements=("guoban-2020-45:x-parallel-channels", "accessibility-law-2023:39"),
    impact="serious",
    views=("desktop",),
)
GUIDE = re.compile(r"办事指南|服务指南|办理指南|办理须知|如何办理|申请指南|申办指南")
PARTS = re.compile(
    r"申请条件|受理条件|办理条件|所需材料|申请材料|办理材料|办理流程|办理程序|办理时限|办理方式|收费标准"
)
PHONE = re.compile(
    r"(?<!\d)(0\d{2,3}[-－— ]?)?[2-8]\d{6,7}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)(12345|12333|12393|12366|110|119|120)(?!\d)|(?<!\d)[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
)
PLACE = re.compile(
    r"(办理|办公|受理|现场|咨询|服务)?地[点址]\s*[：:]|窗口|服务大厅|办事大厅|服务中心|现场办理|线下办理|上门"
)


def applicability(view: View) -> Iterator[Node]:
    """The page, where its title or main heading says it is a guide, and its text has a guide's parts."""
    heads = " ".join([view.page.title, *(node.text(100) for node in view.find("h1", top_only=True))])
    if GUIDE.search(heads) and len(set(PARTS.findall(view.text))) >= 2:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Telephone and place in the page's text or its tel: links."""
    phone = bool(PHONE.search(view.text)) or any(
        n.attr("href").startswith("tel:") for n in view.find("a", top_only=True)
    )
    place = bool(PLACE.search(view.text))
    if phone and place:
        return passed()
    if not phone and not place:
        return failed("neither")
    return cant_tell("no_place" if phone else "no_phone")
