"""Hosts: whose they are, and which are nobody's on the public net. No network: the suffix list is the installed one."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

import tldextract

_SPLIT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
# Names set aside for documentation and tests; a page that names one says nothing about the public net.
_RESERVED = ("localhost", "example", "invalid", "test", "local", "internal", "localdomain")


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The domain somebody registered (`www.a.gov.cn` → `a.gov.cn`); the host itself where there is none."""
    host = host.lower().strip(".")
    parts = _SPLIT(host)
    return f"{parts.domain}.{parts.suffix}" if parts.domain and parts.suffix else host


@lru_cache(maxsize=4096)
def is_local(host: str) -> bool:
    """Loopback, private or reserved: the auditor's own machine, an inner net, an example."""
    host = host.lower().strip("[].")
    if host.rsplit(".", 1)[-1] in _RESERVED or ("." not in host and ":" not in host):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def same_owner(one: str, other: str) -> bool:
    """Whether two hosts belong to one registered domain."""
    return registrable(one) == registrable(other)


# Registered domains of services that are run abroad and met on Chinese sites: fonts, scripts, figures, captchas,
# films, maps. Where their servers stand is not known from here; a domain missing here is no proof of the opposite.
_ABROAD = frozenset(
    [
        "google.com",
        "googleapis.com",
        "gstatic.com",
        "google-analytics.com",
        "googletagmanager.com",
        "doubleclick.net",
        "recaptcha.net",
        "googleusercontent.com",
        "googlesyndication.com",
        "youtube.com",
        "ytimg.com",
        "facebook.com",
        "facebook.net",
        "fbcdn.net",
        "instagram.com",
        "twitter.com",
        "x.com",
        "twimg.com",
        "linkedin.com",
        "vimeo.com",
        "cloudflare.com",
        "cloudflareinsights.com",
        "jsdelivr.net",
        "unpkg.com",
        "jquery.com",
        "bootstrapcdn.com",
        "typekit.net",
        "adobe.com",
        "fontawesome.com",
        "hotjar.com",
        "newrelic.com",
        "nr-data.net",
        "sentry.io",
        "hcaptcha.com",
        "gravatar.com",
        "wp.com",
        "amazonaws.com",
        "cloudfront.net",
        "azureedge.net",
        "github.io",
        "githubusercontent.com",
        "mapbox.com",
        "openstreetmap.org",
        "clarity.ms",
        "addthis.com",
        "sharethis.com",
        "disqus.com",
    ]
)


def is_run_abroad(host: str) -> bool:
    """Whether the host belongs to a service known to be run abroad."""
    return registrable(host) in _ABROAD


def third_party_hosts(hosts: Iterable[str], own: str) -> list[str]:
    """Public hosts of another owner than `own`; government hosts and the state's site badges are none."""
    foreign = []
    for host in hosts:
        official = registrable(host) in ("conac.cn", "kaipuyun.cn") or f".{host}".endswith(".gov.cn")
        if not official and not is_local(host) and not same_owner(host, own):
            foreign.append(host)
    return sorted(foreign)
