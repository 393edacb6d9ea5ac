"""Pages and findings of small stores."""

from __future__ import annotations

from typing import Any

from auditor.model import Finding, Page, PageError, Site


def site(slug: str = "one", **values: Any) -> Site:
    return Site(slug=slug, url=f"https://{slug}.example/", **values)


def finding(number: int, **values: Any) -> Finding:
    return Finding.model_validate(
        {
            "rule": "image-alt",
            "outcome": "failed",
            "impact": "serious",
            "confidence": "certain",
            "requirements": ["wcag22:1.1.1"],
            "view": "desktop",
            "views": ["desktop"],
            "target": [f"img:nth-of-type({number})"],
            "html": f"<img src={number}.png>",
            "message": "没有替代文本",
            "messages": {"zh": "没有替代文本", "en": "no text alternative"},
            "evidence": {"n": number},
            "box": [10, 20, 30, 40],
            "group": f"g-{number % 7}",
            "fingerprint": f"f-{number}",
            **values,
        }
    )


def page(path: str = "", site: str = "one", findings: int = 3, **values: Any) -> Page:
    address = f"https://{site}.example/{path}"
    return Page(
        site=site,
        url=address,
        final_url=address,
        http_status=200,
        title=path,
        template="t-1",
        findings=[finding(number) for number in range(findings)],
        passed=["page-title"],
        **values,
    )


def failed(path: str, status: str, http_status: int | None = None, site: str = "one") -> Page:
    return Page(
        site=site,
        url=f"https://{site}.example/{path}",
        http_status=http_status,
        status=status,
        error=PageError(kind=status, message="…"),
    )
