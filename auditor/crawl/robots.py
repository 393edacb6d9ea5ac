"""robots.txt by RFC 9309, read with protego."""

from __future__ import annotations

from dataclasses import dataclass, field

from protego import Protego

MAX_BYTES = 512_000
MAX_DELAY = 30.0  # seconds; ours: a longer crawl-delay is honoured up to this


@dataclass
class Robots:
    """What a host asks of crawlers."""

    agent: str = "*"
    unavailable: bool = False
    crawl_delay: float = 0.0
    sitemaps: list[str] = field(default_factory=list)
    _rules: Protego | None = None

    @classmethod
    def ignore(cls) -> Robots:
        """Everything is allowed."""
        return cls()

    @classmethod
    def from_response(cls, status: int | None, body: bytes, user_agent: str) -> Robots:
        """From the answer to /robots.txt: 4xx allows all; 5xx or no answer allows nothing.

        A host that doesn't answer at all will not answer for its pages either: they tell why, so None allows all.
        """
        if status is None or 400 <= status < 500:
            return cls(agent=user_agent)
        if status >= 500:
            return cls(agent=user_agent, unavailable=True)
        rules = Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
        delay = rules.crawl_delay(user_agent) or 0
        return cls(user_agent, False, min(float(delay), MAX_DELAY), list(rules.sitemaps)[:20], rules)

    def allowed(self, url: str) -> bool:
        """Whether a page may be asked for."""
        if self.unavailable:
            return False
        return self._rules is None or bool(self._rules.can_fetch(url, self.agent))
