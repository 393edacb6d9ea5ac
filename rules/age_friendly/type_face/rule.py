"""Main text of an elder page is not set in a serif or decorative type.

Assumptions: the clause advises this, it does not order it: the tool asks, once a page. The first family that a text
asks for counts, whether or not the machine has it; a text that asks for none is left out. A page counts from three
tenths of its main text on: ours.
Source: MIIT 67号 (2021) Annex 2, clause 1.1 (sans-serif advised).
"""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="type-face", requirements=("miit-app-2021:1.1-max",), impact="minor", decides=("cantTell",), best_practice=True
)
SERIF = re.compile(
    r"sim-?sun|宋体|fang-?song|仿宋|kai-?ti|楷体|st-?song|st-?kai|st-?fangsong|song-?ti|serif sc|georgia|^serif$", re.I
)
DECORATIVE = re.compile(
    r"行楷|xingkai|彩云|caiyun|琥珀|hupo|隶书|^li-?su|st-?liti|魏碑|舒体|姚体|cursive|fantasy|comic sans|brush", re.I
)
SHARE, SHORTEST = 0.3, 8  # ours


def applicability(view: View) -> Iterator[Node]:
    """The page, if it is an elder page with running text."""
    if is_elder_page(view) and any(len(text.own_text.strip()) >= SHORTEST for text in view.texts(top_only=True)):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """The share of running text that asks for such a type."""
    families: Counter[str] = Counter()
    for text in view.texts(top_only=True):
        if len(text.own_text.strip()) >= SHORTEST:
            families[text.style("font-family").split(",")[0].strip(" \"'")] += len(text.own_text)
    whole = sum(families.values())
    odd = {name: count for name, count in families.items() if SERIF.search(name) or DECORATIVE.search(name)}
    share = sum(odd.values()) / whole
    if share < SHARE:
        return passed()
    main = max(odd, key=lambda name: odd[name])
    return cant_tell("decorative" if DECORATIVE.search(main) else "serif", family=main, share=round(100 * share))
