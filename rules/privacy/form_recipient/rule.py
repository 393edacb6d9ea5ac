"""A form for personal data isn't sent to another party than the site's own without a word.

Assumptions: parties are told apart by registered domain; between government hosts none is told apart. Another domain
may still be the same office's, so a person looks.
Source: Personal Information Protection Law, Article 23: handing to another handler (restated).
"""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from auditor.rulekit.chinese import field_words, personal_fields, personal_forms
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.site import same_owner

RULE = Rule(id="form-recipient", requirements=("pipl-2021:23",), impact="serious", decides=("cantTell",))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _target(form: Node, view: View) -> str:
    return _host(urljoin(form.doc.url or view.url, form.attr("action").strip()))


def applicability(view: View) -> Iterator[Node]:
    """Forms for personal data with an address of their own."""
    return (form for form in personal_forms(view) if form.attr("action").strip() and _target(form, view))


def expectation(form: Node, view: View) -> Verdict:
    """The registered domain of page and address."""
    own, target = _host(view.url), _target(form, view)
    if same_owner(own, target) or (own.endswith(".gov.cn") and target.endswith(".gov.cn")):
        return passed()
    return cant_tell("other", host=target, items=field_words(personal_fields(form)))
