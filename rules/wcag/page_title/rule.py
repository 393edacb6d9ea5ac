"""The page's title says what the page is about.

Assumptions: what a tool or a template put there, a file name or an address is no title. Whether words fit the content
is for a person: asked where the title has hardly a word of the page, or says less than half of the page's only first
heading. Shares are ours.
Source: WCAG 2.2 2.4.2; ACT rule c4a8a4 (HTML page title is descriptive).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, coverage, covered, is_heading, is_listed, shown_text, topic_words

RULE = Rule(
    id="page-title",
    requirements=("wcag22:2.4.2",),
    impact="serious",
    act=("c4a8a4",),
    views=("desktop",),
    spared=("frames",),
)
SHARED_WORDS, SHARED_PAIRS = 0.5, 0.2  # least share of a title's words, of its pairs of characters, on the page; ours
OF_HEADING = 0.5  # a title that has less of the first heading says less than it; ours
ENOUGH = 20  # characters of text; less is no page to compare with; ours
READ = 4_000_000
WHOLE = 4  # characters of a part of the title that stands on the page word for word
FILE = re.compile(r"\A(https?://[!-~]+|[\w.-]+\.(html?|shtml|jsp|jspx|aspx?|php|do|action|docx?|pdf|xlsx?))", re.I)
SITE_WORDS = re.compile(r"门户网站|官方网站|官网|网站|首页|欢迎|official|website|site|home|welcome", re.I)


def _headings(view: View) -> list[str]:
    headings = [node for node in view.find("h1", top_only=True) if is_heading(node)]
    return [text for node in headings if (text := shown_text(node, 200) or node.name)]


def _is_home(view: View) -> bool:
    path = urlsplit(view.url).path
    return bool(re.fullmatch(r"/?((index|default|home|main)\.\w+)?", path))


def _is_enough(text: str) -> bool:
    # The beginning says it of nearly every page; folding the whole is slow.
    return len(compact(text[: 4 * ENOUGH])) >= ENOUGH or len(compact(text)) >= ENOUGH


def applicability(view: View) -> Iterator[Node]:
    """The page, where it has a title."""
    if view.page.title.strip():
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """The title alone, then against the page's words and its first heading."""
    title = re.sub(r"\s+", " ", view.page.title).strip()
    headings = _headings(view)
    if is_listed(title, "placeholder.title", numbered=True):
        same = any(compact(title) == compact(text) for text in headings)
        return cant_tell("bare", title=title) if same else failed("placeholder", title=title)
    if FILE.fullmatch(title):
        return failed("file", title=title)
    text = view.text[:READ]
    if _is_enough(text) and not _shares(title, text, view):
        return cant_tell("other", title=title[:80], sample=text[:60])
    if len(headings) == 1 and not _is_home(view):
        about, said = topic_words(SITE_WORDS.sub(" ", headings[0])), topic_words(title)
        if said and said < about and len(about) >= len(said) + 2 and coverage(about, said) < OF_HEADING:
            return cant_tell("broad", title=title[:80], heading=headings[0][:80])
    return passed()


def _shares(title: str, text: str, view: View) -> bool:
    """Some part of the title has enough words in common with the page."""
    parts = [title, *re.split(r"\s[-–—|_·:]\s|[_|—｜]", title)]
    if any(len(part.strip()) >= WHOLE and part.strip() in text for part in parts):
        return True  # as it stands; no need to take the page apart
    names = " ".join(node.name for node in view.find("img", top_only=True) if node.name)
    topics = [topic_words(part) for part in parts]
    for words, share in zip(topics, covered(topics, f"{text} {names}"), strict=True):
        pairs = {word for word in words if not word.isascii()}
        least = SHARED_PAIRS if len(pairs) * 2 > len(words) else SHARED_WORDS
        if words and share >= least:
            return True
    return not topic_words(title)
