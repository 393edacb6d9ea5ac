"""A code to scan in a service guide has a link to the same beside it.

Assumptions: an image counts as a code by its words, file name or class; codes to follow a public account and those
in the footer are not judged. Failed only where the guide's own content has no link to a page at all, so that none can
be the same; where links stand elsewhere in it a person compares.
Some read at home on a computer and have no smartphone to scan with.
Source: 国办发〔2020〕45号 on codes that may not be the only pass; extending it to any code is the tool's own criterion.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View, is_guide, is_outside_content, main_area, per_view
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="qr-alternative",
    requirements=("guoban-2020-45:x-qr-not-only",),
    impact="serious",
    people=("older", "no-smartphone"),
    absence=True,
)
CODE = pattern("scan.image")
FOLLOW = re.compile(r"关注|公众号|视频号|官方微[信博]|客服微信|加群")
DOCUMENT = re.compile(r"\.(docx?|pdf|xlsx?|wps|zip|rar|jpe?g|png|gif)$", re.I)
SMALLEST = 60  # px (ours): a smaller image is an icon, no code a camera could read


def applicability(view: View) -> Iterator[Node]:
    """Codes in a guide's own content."""
    if not is_guide(view):
        return
    for node in view.find("img", "canvas", top_only=True):
        said = " ".join(node.attr(name)[-80:] for name in ("alt", "title", "id", "class", "src"))
        if not node.rendered or min(node.box[2:]) < SMALLEST or not CODE.search(said) or is_outside_content(node):
            continue
        near = node.parent.text(200) if node.parent is not None else ""
        if not FOLLOW.search(near + said):
            yield node


def _leads(link: Node) -> bool:
    parts = urlsplit(link.attr("href").strip())
    return bool(
        link.rendered
        and parts.scheme in ("", "http", "https")
        and (parts.path or parts.netloc or parts.query)
        and not DOCUMENT.search(parts.path)
    )


@per_view
def _content_links(view: View) -> list[Node]:
    """Links of the page's own content that lead somewhere."""
    return [n for n in main_area(view).descendants() if n.tag == "a" and _leads(n) and not is_outside_content(n)]


def expectation(code: Node, view: View) -> Verdict:
    """A link round the code, beside it, or nowhere."""
    main = main_area(view)
    if any(above.tag == "a" and _leads(above) for above in code.ancestors()):
        return passed()
    links = _content_links(view)
    if not links:
        return failed("alone")
    near = {above.number for above in list(code.ancestors())[:2] if above.number not in (main.number, view.root.number)}
    if any(above.number in near and above.tag != "body" for link in links for above in link.ancestors()):
        return passed()
    return cant_tell("elsewhere")
