"""A privacy notice names a channel to see, correct or delete one's data: telephone, mail, a form.

Assumptions: a notice is a page whose title or main heading says so. A channel in its own text counts, not the footer's.
Source: Personal Information Protection Law, Article 50 (restated; the tool's own criterion is printed with it).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import PHONE
from auditor.rulekit.page import Node, View, is_privacy_notice, main_area
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="rights-channel",
    requirements=("pipl-2021:50",),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
CHANNEL = re.compile(r"[\w.-]@[\w-]+\.|邮箱|窗口|信函|来信|在线(客服|申请|表单)|联系我们|拨打|致电|地址")
READ = 4_000_000  # characters that are read
LEAST = 60  # characters (ours): a page with fewer only links the notice


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a privacy notice with text."""
    if is_privacy_notice(view) and len(main_area(view).text(READ)) >= LEAST:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """A channel in the notice's own text or links."""
    main = main_area(view)
    text = main.text(READ)
    links = any(n.attr("href").startswith(("tel:", "mailto:")) for n in main.descendants() if n.tag == "a")
    return passed() if links or CHANNEL.search(text) or PHONE.search(text) else cant_tell("missing")
