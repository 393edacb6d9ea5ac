"""Forms for personal data and passwords are on an encrypted page and sent by an encrypted way.

Assumptions: the address of the page and of the form (a button's own address too) are certain. Loopback, private and
reserved hosts are left out. What a script sends elsewhere isn't seen.
Source: the tool's own criterion; good practice of security. The article on security measures isn't among the clauses
of the data, so none is named.
"""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from auditor.rulekit.chinese import field_words, personal_fields, personal_forms
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, failed, passed
from auditor.rulekit.site import is_local

RULE = Rule(id="plain-http-form", requirements=(), impact="serious", decides=("failed",), best_practice=True)


def _addresses(form: Node, view: View) -> list[str]:
    own = form.doc.url or view.url
    addresses = [urljoin(own, form.attr("action").strip())]
    addresses += [
        urljoin(own, n.attr("formaction").strip()) for n in form.descendants() if n.attr("formaction").strip()
    ]
    return addresses


def _plain(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and bool(parts.hostname) and not is_local(parts.hostname or "")
    except ValueError:
        return False


def applicability(view: View) -> Iterator[Node]:
    """Forms for personal data or a password, where page or address is on the public net."""
    asking = {form.number for form in personal_forms(view)}
    for form in view.find("form"):
        password = any(n.tag == "input" and n.input_type == "password" for n in form.descendants())
        if form.number in asking or password:
            addresses = [form.doc.url or view.url, *_addresses(form, view)]
            if any(
                urlsplit(a).scheme in ("http", "https") and not is_local(urlsplit(a).hostname or "") for a in addresses
            ):
                yield form


def expectation(form: Node, view: View) -> Verdict:
    """The scheme of the form's address, then of its page."""
    asked = field_words(personal_fields(form)) or ["密码"]
    sent = next((address for address in _addresses(form, view) if _plain(address)), "")
    if sent:
        return failed("sent", items=asked, host=urlsplit(sent).hostname or "")
    return failed("page", items=asked) if _plain(form.doc.url or view.url) else passed()
