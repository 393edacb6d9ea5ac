"""A link has an address; what runs a script is a button.

Assumptions: a best practice: `javascript:` as an address works by keyboard and fails no WCAG criterion by itself.
Whether the control does anything is for other rules. Links with another role, as `button` or `tab`, are left out: they
say what they are.
Source: the tool's own criterion; HTML on links and buttons; ARIA Authoring Practices on the link pattern.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="script-link",
    requirements=(),
    impact="minor",
    views=("desktop", "phone"),
    decides=("failed",),
    best_practice=True,
    people=("4.2.1",),
)
SCRIPT = re.compile(r"\A[\x00-\x20]*+javascript:\s*(.*)", re.I | re.S)
EMPTY = re.compile(r"\A[\s;]*+((void\s*+\(?\s*+0?\s*+\)?|null|undefined|return\s+false)[\s;]*+)?$", re.I)


def applicability(view: View) -> Iterator[Node]:
    """Drawn links with an address of any kind."""
    for link in view.find("a"):
        if link.rendered and link.attr("href").strip() and link.attr("role") in ("", "link"):
            yield link


def expectation(link: Node, view: View) -> Verdict:
    """The address is no script."""
    script = SCRIPT.match(link.attr("href"))
    if script is None:
        return passed()
    name = (link.name or link.text(40) or link.attr("title")).strip()[:40] or "–"
    if EMPTY.match(script.group(1)):
        return failed("empty", name=name)
    return failed("runs", name=name, script=script.group(1).strip()[:60])
