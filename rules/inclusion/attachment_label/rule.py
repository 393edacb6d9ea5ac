"""A link to a file says what kind of file it is.

Assumptions: a file is known by its address. Type counts in the link's name, in its file name, or right beside it.
Good practice of the tool, no clause requires it; the size is advised, not judged.
Source: the tool's own criterion.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="attachment-label", requirements=(), impact="minor", decides=("failed",), best_practice=True, people=("4.2.1",)
)
FILE = re.compile(r"\.(docx?|xlsx?|pptx?|pdf|ofd|wps|et|ceb|zip|rar|7z)$", re.I)
KIND = re.compile(
    r"docx?|xlsx?|pptx?|pdf|ofd|wps|word|excel|ppt|zip|rar|7z|ceb|文档|电子表格|压缩[包文]|演示文稿|幻灯|\.et\b", re.I
)


def applicability(view: View) -> Iterator[Node]:
    """Drawn links to files."""
    for link in view.find("a"):
        if link.rendered and FILE.search(urlsplit(link.attr("href").strip()).path):
            yield link


def expectation(link: Node, view: View) -> Verdict:
    """The kind in the link's name, title or images, or in the text beside it."""
    beside = ""
    if link.parent is not None:
        after = [n for n in link.parent.children if n.number > link.number]
        beside = (after[0].own_text if after and after[0].is_text else "")[:20]
    images = " ".join(n.attr("alt") + n.attr("src")[-40:] for n in link.descendants() if n.tag == "img")
    said = " ".join((link.name, link.text(200), link.attr("title"), beside, images))
    kind = urlsplit(link.attr("href").strip()).path.rsplit(".", 1)[-1].upper()
    return passed() if KIND.search(said) else failed("kind", kind=kind)
