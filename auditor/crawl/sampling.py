"""Which pages get the deeper views: the first few of each template, in the order of the crawl.

The choice depends on the pages alone, never on which finished first: a page waits until the earlier ones of its level
have told their template (they were started earlier, so the wait is short).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable


class TemplateSample:
    """The first `share` pages of each template."""

    def __init__(self, share: int) -> None:
        self._share = share
        self._waiting: set[int] = set()
        self._template: dict[int, str] = {}
        self._told = asyncio.Condition()

    def expect(self, positions: Iterable[int]) -> None:
        """These pages are under way."""
        self._waiting.update(positions)

    async def tell(self, position: int, template: str) -> None:
        """A page's template; "" for one that has none to offer. Told once, the first word holds."""
        async with self._told:
            self._waiting.discard(position)
            self._template.setdefault(position, template)
            self._told.notify_all()

    async def chosen(self, position: int, template: str, patience: float | None = None) -> bool:
        """Whether this page is among the first of its template. After `patience` seconds of waiting it is not."""
        await self.tell(position, template)
        try:
            async with asyncio.timeout(patience), self._told:
                await self._told.wait_for(lambda: not any(waiting < position for waiting in self._waiting))
        except TimeoutError:
            return False
        counts = Counter(held for at, held in self._template.items() if at < position)
        return counts[template] < self._share
