"""What the watch ends where memory grows: the renderer of one page, or a browser, and none of those beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from auditor.capture import memory_watch
from auditor.capture.memory_watch import MAX_OTHER, MAX_RENDERER, MAX_TREE, MB, MemoryWatch, Watched


@dataclass(eq=False)
class Process:
    """A process with a weight."""

    weight: int
    renders: bool = True


@dataclass
class Tree:
    """Processes that only the test knows."""

    held: list[Process]
    ended: bool = field(default=False)

    def weights(self) -> dict[Process, int]:
        return {process: process.weight for process in self.held}

    def is_renderer(self, process: Process) -> bool:
        return process.renders

    def end(self) -> None:
        self.ended = True


def look(monkeypatch: pytest.MonkeyPatch, own: int, *trees: Tree) -> tuple[list[Any], list[Watched]]:
    """What is killed in one look."""
    killed: list[Any] = []
    monkeypatch.setattr(memory_watch, "own_weight", lambda: own)
    monkeypatch.setattr(memory_watch, "kill", killed.append)
    browsers: list[Any] = [Watched(tree) for tree in trees]  # type: ignore[arg-type]
    MemoryWatch(lambda: browsers)._look(browsers)
    return killed, browsers


def test_a_renderer_too_large_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    large, small = Process(MAX_RENDERER + MB), Process(200 * MB)
    other = Tree([Process(150 * MB, renders=False), Process(300 * MB)])
    killed, browsers = look(monkeypatch, 150 * MB, Tree([Process(150 * MB, renders=False), small, large]), other)
    assert killed == [large]
    assert [browser.ended_at for browser in browsers] == [MAX_RENDERER // MB + 1, None]


def test_a_flooded_driver_ends_with_its_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    flooded, other = Tree([Process(MAX_OTHER + MB, renders=False), Process(200 * MB)]), Tree([Process(200 * MB)])
    killed, browsers = look(monkeypatch, 150 * MB, flooded, other)
    assert (killed, flooded.ended, other.ended) == ([], True, False)
    assert browsers[1].ended_at is None


def test_where_the_whole_is_too_large_the_heaviest_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    heavy, lighter = Process(MAX_RENDERER - 20 * MB), Process(MAX_RENDERER - 60 * MB)
    own = MAX_TREE + MB - heavy.weight - lighter.weight
    killed, browsers = look(monkeypatch, own, Tree([lighter]), Tree([heavy]))
    assert killed == [heavy]
    assert browsers[0].ended_at is None
    assert look(monkeypatch, own - 2 * MB, Tree([lighter]), Tree([heavy]))[0] == []
    assert look(monkeypatch, MAX_TREE, Tree([Process(200 * MB)]))[0] == []  # no page's doing
