"""A linked PDF says its title, and shows it in place of the file name.

Assumptions: WCAG lets the name of a document serve as its title; so a missing or thoughtless title is put to a person,
and a file name with Chinese characters or several words counts as a name. People with many windows open see a
meaningless file name.
Source: WCAG 2.2 2.4.2 with its understanding document; technique PDF18 (informative).
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View
from auditor.rulekit.rule import Rule, cant_tell, passed
from auditor.rulekit.site import SiteVerdict, SiteView, linked_pdfs, pdf_links, unread_pdfs

RULE = Rule(
    id="pdf-title",
    requirements=("wcag22:2.4.2",),
    impact="moderate",
    scope="site",
    decides=("cantTell",),
    profile="standard",
)
EMPTY = re.compile(
    r"^(untitled|无标题|未命名|新建.*|document\s*\d*|文档\s*\d*|幻灯片\s*\d*|powerpoint.*|工作表\s*\d*|[\w.-]+\.(docx?|wps|xlsx?|pptx?|cdr|pdf))$|"
    r"^microsoft (word|powerpoint|excel) - .*\.\w{2,5}$|^[\W\d_]*$",
    re.I,
)
NAMED = re.compile(r"[\u3400-\u9fff]{2}|[a-z]{3}[-_ ]+[a-z]{3}", re.I)


def facts(view: View) -> dict[str, Any] | None:
    """The page's links to PDF files."""
    return pdf_links(view)


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each file that was read, where it is linked."""
    yield from unread_pdfs(site)
    for link in linked_pdfs(site):
        title = link.facts["title"]
        if (title and not EMPTY.match(title)) or NAMED.search(link.name):
            verdict = passed()
        elif title:
            verdict = cant_tell("thoughtless", file=link.name, title=title[:60])
        else:
            verdict = cant_tell("none", file=link.name)
        yield link.say(verdict)
