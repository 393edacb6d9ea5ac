"""What the probe `listeners` read from the browser: which elements listen to which events."""

from __future__ import annotations

from auditor.capture.schema.probes import LISTENERS
from auditor.capture.schema.probes.pointer import DocumentListeners
from auditor.rulekit.page.view import View


def event_listeners(view: View, document: int) -> DocumentListeners | None:
    """The listeners of a document, None where they are not known; the rule names `listeners` in `needs`."""
    documents = view.observed(LISTENERS).documents
    return documents[document] if document < len(documents) else None
