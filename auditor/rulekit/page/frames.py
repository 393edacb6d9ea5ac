"""Frames: the element that holds one, and the document inside."""

from __future__ import annotations

from auditor.rulekit.page.node import Document, Node
from auditor.rulekit.page.view import View


def frame_document(frame: Node, view: View) -> Document | None:
    """What a frame's element holds, None where it was not captured."""
    for document in view.documents:
        if document.holder == frame.key:
            return document
    return None
