"""The home page shows an entry to the elder version in its first screen, and a keyboard reaches it.

Assumptions: home pages are the addresses an audit starts from. The entry's names are those of the data and of the
field; a barrier-free entry alone may or may not lead to an elder version. Whether the entry works is judged by
dead-entry. A site without any entry may have an elder version elsewhere: asked, not asserted.
Source: MIIT 67号 (2021) Annex 1 (service as an elder version, elder pages or an elder site); names, first screen and
working target are the tool's own criterion in the data. Annex 2, clause 3.1 as a reference for names. WCAG 2.2 2.1.1
for the keyboard.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View, sample_of, twin
from auditor.rulekit.probes import aid_trials
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView, refer

CLAUSE, NAMES = "miit-web-2021:x-elder-entry", "miit-app-2021:3.1"
RULE = Rule(
    id="elder-entry",
    requirements=(CLAUSE, NAMES, "wcag22:2.1.1"),
    impact="serious",
    needs=("elder_aids",),
    parts=("aids", "aid-trials"),
    scope="site",
    profile="standard",
    absence=True,
)


def facts(view: View) -> dict[str, Any] | None:
    """An ordinary page's entries: where they stand on both views."""
    if sample_of(view.page) == "elder":
        return None
    phone = view.other("phone")
    entries = []
    for node, trial in aid_trials(view, "elder", "barrier"):
        counterpart = twin(node, phone)
        shown = counterpart is not None and counterpart.rendered
        entries.append(
            {
                "kind": trial.kind,
                "text": trial.text,
                "drawn": trial.drawn,
                "first": trial.first_screen,
                "tabbable": trial.tabbable,
                "top": node.box[1],
                "phone": shown if phone is not None else None,
                "phone_top": counterpart.box[1] if shown and counterpart is not None else None,
                "phone_height": phone.height if phone is not None else 0,
                "where": refer(node, view),
            }
        )
    return {"entries": entries[:20]}


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """The home pages among the ordinary ones."""
    for number, page in enumerate(site.pages):
        if page.depth or page.facts is None:
            continue
        entries = [entry for entry in page.facts["entries"] if entry["kind"] == "elder"]
        if not entries:
            others = [entry for entry in page.facts["entries"] if entry["drawn"]]
            if others:
                yield SiteVerdict(
                    number,
                    cant_tell("barrier_only", text=others[0]["text"], requirements=(CLAUSE, NAMES)),
                    others[0]["where"],
                )
            else:
                yield SiteVerdict(number, cant_tell("missing", requirements=(CLAUSE, NAMES)))
            continue
        best = min(entries, key=lambda e: (not e["drawn"], not e["first"], not e["tabbable"]))
        yield SiteVerdict(number, _verdict(best, entries), best["where"])


def _verdict(best: dict[str, Any], entries: list[dict[str, Any]]) -> Verdict:
    if not best["drawn"]:
        return cant_tell("hidden", text=best["text"], requirements=(CLAUSE, NAMES))
    if not best["first"]:
        return failed("below", text=best["text"], top=best["top"], requirements=(CLAUSE,))
    if not best["tabbable"]:
        return failed("keyboard", text=best["text"], requirements=(CLAUSE, "wcag22:2.1.1"))
    on_phone = [entry for entry in entries if entry["phone"]]
    if best["phone"] is not None and not on_phone:
        return cant_tell("phone", text=best["text"], requirements=(CLAUSE, NAMES))
    if on_phone and all(entry["phone_top"] >= entry["phone_height"] for entry in on_phone):
        top = on_phone[0]["phone_top"]
        return failed("below_phone", text=best["text"], top=top, requirements=(CLAUSE, NAMES))
    return passed()
