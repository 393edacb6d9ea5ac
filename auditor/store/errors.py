"""What the store says when it can't give or keep something: one sentence for the user."""

from __future__ import annotations

from auditor.errors import AuditError


class StoreError(AuditError):
    """The folder, its database or a capture can't be used."""
