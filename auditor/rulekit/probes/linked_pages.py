"""What the probes `linked_page` and `link_targets` read of pages that a page links to."""

from __future__ import annotations

from auditor.capture.schema.probes import LINK_TARGETS, LINKED_PAGE
from auditor.capture.schema.probes.links import LinkedPage, LinkPair
from auditor.rulekit.page.view import View


def linked_pages(view: View) -> tuple[LinkedPage, ...]:
    """The linked pages that were read; () where the probe was not run. The rule names `linked_page` in `uses` or
    `needs`."""
    seen = view.perhaps_observed(LINKED_PAGE)
    return seen.pages if seen is not None else ()


def link_pairs(view: View) -> tuple[LinkPair, ...]:
    """The pairs of links whose targets were looked at; () where the probe was not run. The rule names `link_targets` in
    `uses`."""
    seen = view.perhaps_observed(LINK_TARGETS)
    return seen.sets if seen is not None else ()
