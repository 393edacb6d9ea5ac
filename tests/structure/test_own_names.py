"""Scripts of ours ask by symbols; what only looks like asking stays as it is."""

from __future__ import annotations

import pytest

from auditor.capture.page.own_names import guarded

CHANGED = {
    "node.attributes": "node[$own.attributes]",
    "node?.parentElement?.localName": "node?.[$own.parentElement]?.[$own.localName]",
    "a.closest('x').matches(y)": "a[$own.closest]('x')[$own.matches](y)",
    "[...root.children, ...a.b]": "[...root[$own.children], ...a.b]",
    "list\n  .filter(x => x.id)\n  .style": "list\n  .filter(x => x[$own.id])\n  [$own.style]",
    "`${a.title} .title ${`${b.id}`} .id`": "`${a[$own.title]} .title ${`${b[$own.id]}`} .id`",
    "x => ({ a: `}${ { b: c.id }.b }` }).body": "x => ({ a: `}${ { b: c[$own.id] }.b }` })[$own.body]",
    "f(/[/.title]\\/.id/g.test(a.id))": "f(/[/.title]\\/.id/g.test(a[$own.id]))",
    "a.width / b.id / c.id": "a.width / b[$own.id] / c[$own.id]",
    "return /.body/": "return /.body/",
    "document.body.style.color = c": "document[$own.body][$own.style].color = c",
}
KEPT = (
    "'.title'",
    '"a\\".title"',
    "// node.title",
    "/* node.title */",
    "{ title: 1, id }",
    "node.titles",
    "1.5.title1",
    "a?.[0]",
    "a?.(b)",
    "x ? .5 : 1",
)


@pytest.mark.parametrize("script", CHANGED)
def test_asks_by_symbols(script: str) -> None:
    assert guarded(script) == CHANGED[script]


@pytest.mark.parametrize("script", KEPT)
def test_leaves_the_rest(script: str) -> None:
    assert guarded(script) == script
