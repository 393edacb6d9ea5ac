"""axe-core's results of one view, cut to what evaluation needs."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct

Selector: TypeAlias = str | list[str]  # one tree's selector, or several through shadow roots


Impact: TypeAlias = Literal["minor", "moderate", "serious", "critical"]


class AxeCheck(Struct):
    """A check that decided. `data` is the check's own, of any shape: axe-core documents it for each."""

    id: str
    kind: Literal["any", "all", "none"]
    message: str = ""
    data: Any = None
    related: list[list[Selector]] = []


class AxeNode(Struct):
    """An element: the selectors that lead to it through frames, its document, and its number there (-1: unknown)."""

    target: list[Selector]
    impact: Impact | None = None
    checks: list[AxeCheck] = []
    document: int = 0
    number: int = -1


class AxeResult(Struct):
    """What one rule said: the elements that are kept, and how many there were."""

    id: str
    count: int
    impact: Impact | None = None
    nodes: list[AxeNode] = []


class AxeResults(Struct):
    """All rules of one view; `frames_lost` could not be judged."""

    violations: list[AxeResult] = []
    incomplete: list[AxeResult] = []
    passes: list[str] = []  # ids
    inapplicable: list[str] = []  # ids
    frames_lost: int = 0
    unfinished: list[str] = []  # ids of rules that were not run on all elements, for want of time
