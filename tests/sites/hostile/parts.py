"""What behaviours are made of: parts of answers, and the honest page that most of them hold."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from tests.sites.hostile.server import Asked, Behaviour, Part

TEXT = "申请人携带身份证到社区服务窗口办理，工作人员当场受理，三个工作日内办结。"
# A fault that is certain wherever the page is judged: the rule image-alt finds it.
FAULT = '<img src="data:," width="40" height="40">'
HONEST = f"<main><h1>办事指南</h1>{f'<p>{TEXT}</p>' * 8}{FAULT}</main>"
JUDGED = frozenset({"audited"})
OPENLY = frozenset({"timeout", "crashed", "too-large", "connection-error", "blank"})  # not judged, and said so
EITHER = JUDGED | OPENLY


def document(head: str = "", body: str = "", honest: str = HONEST, title: str = "办事指南") -> str:
    """A whole page; `body` stands behind what is honest."""
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{honest}{body}</body></html>"
    )


def page(
    head: str = "", body: str = "", honest: str = HONEST, status: int = 200, headers: Mapping[str, str] | None = None
) -> Part:
    """Answers with a page; {base} and {stranger} in it, and in headers, are addresses."""
    text = document(head, body, honest)

    def part(asked: Asked) -> None:
        def filled(value: str) -> str:
            return (
                value.replace("{base}", asked.base)
                .replace("{stranger}", asked.stranger)
                .replace("{port}", str(asked.port))
            )

        asked.reply(filled(text), {name: filled(value) for name, value in (headers or {}).items()}, status)

    return part


def script(code: str, honest: str = HONEST) -> Part:
    """A page with a script at its end."""
    return page(body=f"<script>{code}</script>", honest=honest)


def body(data: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Part:
    """Answers with a body as it is; names of headers with _ for -."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: asked.reply(data, {"Content-Type": kind, **more}, status)


def raw(data: bytes | str, then: str = "close") -> Part:
    """Writes bytes as they are, then closes, resets, or waits for ever."""

    def part(asked: Asked) -> None:
        asked.send(data)
        if then == "wait":
            asked.wait()
        elif then == "reset":
            time.sleep(0.2)  # what was written arrives first
            asked.reset()

    return part


def hang(asked: Asked) -> None:
    """Never answers."""
    asked.wait()


def drip(data: bytes, seconds: float = 1.0, size: int = 1, kind: str = "text/html; charset=utf-8") -> Part:
    """A body that comes a few bytes at a time."""

    def part(asked: Asked) -> None:
        asked.start({"Content-Type": kind})
        for at in range(0, len(data), size):
            asked.send(data[at : at + size])
            time.sleep(seconds)

    return part


def later(seconds: float, part: Part) -> Part:
    """The same after some seconds."""

    def waiting(asked: Asked) -> None:
        time.sleep(seconds)
        part(asked)

    return waiting


def endless(first: str, again: str, kind: str = "text/html; charset=utf-8", most: int = 2_000_000_000) -> Part:
    """A body that never ends, as fast as it is read (`most` bytes, so that nothing fills this machine)."""

    def part(asked: Asked) -> None:
        asked.start({"Content-Type": kind})
        asked.send(first)
        chunk = again.encode() * max(1, 65_536 // len(again.encode()))
        for _ in range(most // len(chunk)):
            asked.send(chunk)

    return part


def redirect(to: str, status: int = 302, **headers: str) -> Part:
    """Leads elsewhere; {base} and {stranger} in it are addresses."""

    def part(asked: Asked) -> None:
        target = to.replace("{base}", asked.base).replace("{stranger}", asked.stranger)
        asked.reply("", {"Location": target, **{k.replace("_", "-"): v for k, v in headers.items()}}, status)

    return part


class Kind:
    """Collects the behaviours of one kind."""

    def __init__(self, name: str, light: bool = False) -> None:
        self.name, self.light, self.behaviours = name, light, list[Behaviour]()

    def add(
        self,
        name: str,
        what: str,
        parts: Part | Mapping[str, Part],
        right: str | Iterable[str] = JUDGED,
        *,
        found: Iterable[str] = ("image-alt",),
        unseen: Iterable[str] = (),
        start: str = "/",
        pages: int = 1,
        heavy: bool = False,
        ci: bool = False,
    ) -> None:
        """One more; a part alone is its page."""
        self.behaviours.append(
            Behaviour(
                name,
                self.name,
                what,
                parts if isinstance(parts, Mapping) else {"/": parts},
                frozenset({right} if isinstance(right, str) else right),
                frozenset(found),
                frozenset(unseen),
                start,
                pages,
                heavy,
                self.light and pages == 1 and not heavy,
                ci,
            )
        )
