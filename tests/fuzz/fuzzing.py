"""Runs a check against examples that hypothesis draws, for some seconds, and says which example took too long."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

SECONDS = float(os.environ.get("FUZZ_SECONDS", "1.2"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))
EXAMPLES = 200  # of one round
SLOW = 4.0  # s of processor time that one example may take; ours: nothing that is read is worth more

_SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    print_blob=False,
)


def fuzz(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """A test that calls the check with drawn values until its time is up; rounds begin at seeds of their own."""

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            end = time.monotonic() + SECONDS
            number = 0
            while time.monotonic() < end:
                _round(check, strategies, SEED + number, end)
                number += 1

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate


def _round(check: Callable[..., None], strategies: tuple[st.SearchStrategy[Any], ...], number: int, end: float) -> None:
    failed: list[bool] = []

    @seed(number)
    @_SETTINGS
    @given(st.tuples(*strategies))
    def once(values: tuple[Any, ...]) -> None:
        # What has failed is made smaller even when the time is up.
        if time.monotonic() > end and not failed:
            return
        begun = time.process_time()
        try:
            check(*values)
        except BaseException:
            failed.append(True)
            raise
        spent = time.process_time() - begun
        if spent > SLOW:
            failed.append(True)
            raise AssertionError(f"one example took {spent:.1f} s of processor time")

    once()
