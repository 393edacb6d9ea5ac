"""What it checks: a form with required and optional fields says which are required before it is sent.

Who is affected: people with cognitive or memory difficulties and older people, who learn it only from errors and have to go back.
How to fix: "（必填）" or an asterisk that is explained at every required label, or "（选填）" at the optional ones.
Assumptions: required is what the form asked for when it was sent empty. A mark may be a picture, so a person decides.
Source: WCAG 2.2 3.3.2; techniques H90 and G131.
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import answers, label_of, rounds
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="required-not-said",
    requirements=("wcag22:3.3.2",),
    impact="moderate",
    views=("desktop",),
    needs=("forms",),
    decides=("cantTell",),
    profile="standard",
)
SAID = re.compile(r"[*＊✱]|必填|选填|可选|非必|可不填|必须填|required|optional", re.I)


def _asked(seen: dict[str, Any], view: View) -> set[tuple[int, int]]:
    """Fields the form asked for when it was sent empty."""
    places = [
        field["field"]
        for field in seen["fields"]
        if field["missing"] or field["asked"] or field["red"] or field["invalid"]
    ]
    places += [
        a.text["near"] for a in answers(view) if a.round is seen and a.kind == "error" and a.text["near"][1] >= 0
    ]
    return {(place[0], place[1]) for place in places}


def _marked(form: Node, view: View) -> bool:
    """A star or a word anywhere in the form, generated ones too."""
    if SAID.search(form.text(4000)):
        return True
    inside = {node.number for node in form.descendants()}
    return any(
        number in inside and SAID.search(form.doc.strings[content])
        for number, _, content, *_ in form.doc.data.get("pseudo", ())
    )


def _mixed(view: View) -> Iterator[tuple[Node, list[Node]]]:
    """(form, the fields it asked for) where it asked for some and not for others."""
    for form, seen in rounds(view):
        node = view.at(form["form"])
        if node is None or seen["kind"] != "empty":
            continue
        asked = _asked(seen, view)
        fields = [field for place in form["fields"] if (field := view.at(place)) is not None]
        wanted = [field for field in fields if field.key in asked]
        login = any(
            field.extra.get("type") == "password" for field in fields
        )  # all is required there, as everyone knows
        if wanted and len(wanted) < len(fields) and len(fields) > 2 and not login:
            yield node, wanted


def applicability(view: View) -> Iterator[Node]:
    """Forms that ask for some of their fields and not for others."""
    yield from (form for form, _ in _mixed(view))


def expectation(form: Node, view: View) -> Verdict:
    """Something says which."""
    wanted = next(fields for node, fields in _mixed(view) if node.number == form.number)
    if _marked(form, view) or any(SAID.search(field.attr("placeholder") + field.name) for field in wanted):
        return passed()
    return cant_tell("unsaid", count=len(wanted), field=label_of(wanted[0])[:40])
