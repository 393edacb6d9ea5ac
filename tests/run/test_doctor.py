"""The doctor opens a page of its own and says what this machine has."""

from __future__ import annotations

import pytest

from auditor.run.doctor import examine


@pytest.mark.browser
def test_a_machine_that_can_audit_is_well(browser_available: None) -> None:
    seen = examine()
    assert seen.elements >= 3
    assert seen.browser
    assert seen.axe_core.startswith("4.")
