"""Behaviours of hostile websites, one module for each few kinds; `ALL` of them, in the order of the table."""

from __future__ import annotations

from tests.sites.hostile import answers, broken, documents, scripts, slow
from tests.sites.hostile.server import Behaviour

ALL: tuple[Behaviour, ...] = tuple(
    behaviour
    for module in (answers, broken, slow, scripts, documents)
    for kind in module.KINDS
    for behaviour in kind.behaviours
)
assert len({behaviour.name for behaviour in ALL}) == len(ALL), "two behaviours of one name"
