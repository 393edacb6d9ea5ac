"""The page doesn't print whole ID numbers, as lists of beneficiaries or penalties sometimes do.

Assumptions: a number counts where region, date of birth and check digit are all valid, which a number of another kind
hardly is. It may be a made-up example, so a person looks. The report prints no number, only how many.
Source: Personal Information Protection Law, Article 5: handling is necessary (restated). The tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(id="exposed-id-number", requirements=("pipl-2021:5",), impact="critical", decides=("cantTell",))
LONG = re.compile(r"\d{17}")
EIGHTEEN = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
NUMBER = re.compile(
    r"(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|[78][1-3])\d{4}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
)
# GB 11643: weights of the first 17 digits, and the check digit by the remainder of 11.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


def _valid(number: str) -> bool:
    if not NUMBER.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return CHECK[total % 11] == number[17].upper()


def applicability(view: View) -> Iterator[Node]:
    """The page, where it prints a number of eighteen digits."""
    if next(view.saying(LONG), None) is not None and EIGHTEEN.search(view.text):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """How many of them are valid ID numbers."""
    count = len({number for number in EIGHTEEN.findall(view.text) if _valid(number)})
    return cant_tell("exposed", count=count) if count else passed()
