"""Has scripts of ours ask elements for what is their own, whatever a page has named its fields (see own_names.js).

`form.attributes` is a form's field where one is called so. Scripts are written as everybody writes them; when they are
loaded into a world of ours, `.attributes` becomes `[$own.attributes]`, a symbol of that world, which no field stands
before."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Names of properties of EventTarget, Node, Element, HTMLElement, HTMLFormElement and Document that scripts of ours and
# axe-core ask for. A test holds the list to both.
NAMES = tuple(
    re.findall(
        r"\w+",
        """
    DOCUMENT_FRAGMENT_NODE DOCUMENT_NODE DOCUMENT_POSITION_CONTAINED_BY DOCUMENT_POSITION_CONTAINS
    DOCUMENT_POSITION_DISCONNECTED DOCUMENT_POSITION_FOLLOWING ELEMENT_NODE TEXT_NODE activeElement addEventListener
    adoptedStyleSheets after all append appendChild ariaHidden assignedSlot attributes baseURI bgColor blur body
    characterSet checkVisibility childElementCount childNodes children classList className clear click clientHeight
    clientWidth cloneNode close closest compareDocumentPosition compatMode contains contentType createElement
    createRange createTextNode createTreeWalker dataset defaultView designMode dispatchEvent doctype documentElement
    domain elementFromPoint elements elementsFromPoint evaluate fgColor firstChild firstElementChild focus fonts forms
    getAnimations getAttribute getBoundingClientRect getClientRects getElementById getElementsByName
    getElementsByTagName getRootNode hasAttribute hasAttributes hasFocus head hidden id images implementation inert
    innerHTML innerText isConnected isContentEditable lang lastChild localName matches method name namespaceURI
    nextElementSibling nextSibling noValidate nodeName nodeType nodeValue normalize offsetHeight offsetWidth onclick
    onerror onfocus onloadedmetadata open outerHTML ownerDocument parentElement parentNode plugins
    previousElementSibling previousSibling pseudo querySelector querySelectorAll readyState rel relList
    removeAttribute removeChild removeEventListener reset role scripts scroll scrollHeight scrollIntoView scrollLeft
    scrollTo scrollTop scrollWidth setAttribute shadowRoot style styleSheets submit tabIndex tagName target
    textContent timeline title write
    """,
    )
)
_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<member>\?\.(?!\d)|(?<!\.)\.(?![\d.]))(?P<space>\s*)(?P<name>[A-Za-z_$][\w$]*)
    |(?P<word>[\w$]+)
    |(?P<regex>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*)
    |(?P<other>.)""",
    re.S | re.X,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.S)
# After these a slash begins a regular expression; elsewhere it divides.
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%<>~^") | {
    *("return", "typeof", "case", "in", "of", "void", "delete", "throw", "else", "do"),
}
_OWN = frozenset(NAMES)


def guarded(script: str) -> str:
    """A script that asks by symbols of `$own`, which has to be there (`World`'s library has it). It is read as far as
    is needed to leave strings, comments, regular expressions and the names of keys as they are."""
    return "".join(_pieces(script))


def _pieces(script: str) -> Iterator[str]:
    at, last = 0, ";"
    inside: list[int] = []  # of each template literal that is open, the braces that are open in its expression
    while at < len(script):
        match = _TOKEN.match(script, at)
        assert match is not None  # any character matches
        kind = match.lastgroup
        if match["regex"] and last not in _BEFORE_REGEX:  # a division
            yield "/"
            at, last = at + 1, "/"
            continue
        text = match[0]
        at = match.end()
        if match["name"]:
            yield _member(match["member"], match["space"], match["name"])
            last = "name"
            continue
        if text == "`" or (text == "}" and inside and inside[-1] == 0):
            # A template begins, or goes on after an expression.
            if text == "}":
                inside.pop()
            rest = _TEMPLATE.match(script, at)
            assert rest is not None
            at = rest.end()
            yield text + rest[0]
            if script.startswith("${", at):
                inside.append(0)
                yield "${"
                at, last = at + 2, "{"
            else:
                yield "`"
                at, last = at + 1, "`"
            continue
        if inside and text in "{}":
            inside[-1] += 1 if text == "{" else -1
        if kind != "blank":
            last = text
        yield text


def _member(dot: str, space: str, name: str) -> str:
    if name not in _OWN:
        return dot + space + name
    return f"{'?.' if dot == '?.' else ''}{space}[$own.{name}]"
