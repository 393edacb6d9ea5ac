"""What the probe `listeners` read from the browser: which elements listen to which events."""

from __future__ import annotations

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Record, read


class DocumentListeners(Record):
    """Event types by element number, and those of the document itself."""

    elements: dict[int, tuple[str, ...]]
    document: tuple[str, ...]

    @property
    def types(self) -> set[str]:
        """All event types that anything in the document listens to."""
        return {*self.document, *(kind for kinds in self.elements.values() for kind in kinds)}


class Listeners(Record):
    """By document; None for one that could not be asked."""

    documents: tuple[DocumentListeners | None, ...]


def event_listeners(view: View, document: int) -> DocumentListeners | None:
    """The listeners of a document, None where they are not known; the rule names `listeners` in `needs`."""
    documents = read(view, "listeners", Listeners).documents
    return documents[document] if document < len(documents) else None
