"""A column of a government site has something in it.

Assumptions: a column is empty where its own content says so (建设中, 暂无内容) and holds no list. “Under construction”
is the site's own statement; “nothing there” may also be a list that failed to load, so a person looks. Search results
and service queries are left out.
Source: guideline for government websites (2017), no blank columns (one source), and the inspection indicators (2019) on
columns: a single page can't establish their veto.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import (
    Node,
    View,
    is_article,
    is_government,
    is_outside_content,
    main_area,
    title_and_headings,
)
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="empty-column",
    requirements=("gov-site-rules:x-2017-no-blank", "gov-site-rules:x-2019-veto-columns-stale"),
    impact="moderate",
    absence=True,
)
UNFINISHED = re.compile(
    r"(栏目|页面|内容|网站|功能|版块|频道|系统|本站)(正在|尚在)?(建设|完善|制作|开发|更新)中|(?<![\u4e00-\u9fff])(正在)?(建设|完善|制作)中"
)
NOTHING = re.compile(
    r"暂无(相关)?(内容|信息|数据|文章|记录|公告|新闻)|没有(相关)?(内容|信息|数据|文章)|无相关(内容|信息|数据)|敬请期待|即将(上线|开放)"
)
SEARCH = re.compile(r"搜索|检索|查询|结果|登[录陆]|注册|我的")
SHORT = 120  # characters of own content (ours): with more there is something in it
FEW = 3  # list entries (ours) that are a list


def applicability(view: View) -> Iterator[Node]:
    """The content of a government site's page that is no search, where the page has a main area or names it."""
    main = main_area(view)
    judged = is_government(view) and not SEARCH.search(title_and_headings(view)) and not is_article(view)
    if judged and main.tag != "html":
        yield main


def expectation(main: Node, view: View) -> Verdict:
    """What the content says of itself, its length, and its links."""
    text, links = "", 0
    for node in main.descendants():
        if node.is_text and node.rendered and not is_outside_content(node):
            text += "\n" + re.sub(r"\s", "", node.own_text)
            links += node.parent is not None and node.parent.tag == "a"
            if len(text) > SHORT or links >= FEW:
                return passed()
    if match := UNFINISHED.search(text):
        return failed("unfinished", words=match.group(0))
    return cant_tell("nothing", words=match.group(0)) if (match := NOTHING.search(text)) else passed()
