"""Which failures of a page may pass by themselves, so that a run that is gone on with asks for the page again."""

from __future__ import annotations

_MAY_PASS = frozenset({"dns-error", "connection-error", "timeout", "crashed", "blocked", "login-wall"})


def may_pass(status: str, http_status: int | None) -> bool:
    """Whether another attempt may end otherwise: the network, the host's refusals (403, 429, 5xx), a login, a crash."""
    if status == "http-error":
        return http_status is not None and (http_status in (403, 429) or http_status >= 500)
    return status in _MAY_PASS
