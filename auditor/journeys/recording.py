"""A recording of Playwright's code generator (Python) turned into a journey.

Only calls are read, nothing of the file is run. What was typed becomes a variable of the environment, since a recording
holds somebody's data. Calls that have no counterpart are told, each with its line.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field

from auditor.journeys.script import JourneyError
from auditor.messages import default_language, note, sentence

MAX_BYTES = 1_000_000
_LOCATORS = {
    "get_by_role",
    "get_by_label",
    "get_by_text",
    "get_by_placeholder",
    "get_by_title",
    "get_by_alt_text",
    "locator",
}
_ACTIONS = {"click", "dblclick", "check", "set_checked", "fill", "type", "press_sequentially", "select_option"}


@dataclass
class Recorded:
    """Steps as TOML inline tables, the start address, the variables they need, and what could not be taken over."""

    start: str = ""
    steps: list[dict[str, object]] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def toml(self, name: str) -> str:
        """The journey as a piece of auditor.toml."""
        lines = ["[[journey]]", f"name = {_quoted(name)}", f"start = {_quoted(self.start)}", 'goal = ""', "step = ["]
        for step in self.steps:
            inner = ", ".join(f"{key} = {_quoted(value)}" for key, value in step.items())
            lines.append(f"  {{ {inner} }},")
        lines.append("]")
        lang = default_language()
        lines += ["# " + sentence(note("journeys.variable", name=name), lang) for name in self.variables]
        lines += ["# " + sentence(note("journeys.not-taken-over", text=text), lang) for text in self.left]
        return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    # JSON's strings and numbers are TOML's too.
    return json.dumps(value, ensure_ascii=False)


def read_recording(text: str) -> Recorded:
    """Raises JourneyError where the text is no Python or holds no page.goto."""
    if len(text) > MAX_BYTES:
        raise JourneyError("journeys.recording-too-large")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise JourneyError("journeys.recording-not-python", what=str(error)) from error
    found = Recorded()
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    ]
    for node in sorted(calls, key=lambda item: item.lineno):
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(call, ast.Call):
            _take(call, found)
    if not found.start:
        raise JourneyError("journeys.recording-no-start")
    return found


def _take(call: ast.Call, found: Recorded) -> None:
    if not isinstance(call.func, ast.Attribute):
        return
    action = call.func.attr
    if action == "goto":
        address = _text(call.args[0]) if call.args else ""
        if not found.start:
            found.start = address
        else:
            found.steps.append({"open": address})
        return
    if action not in _ACTIONS:
        if action not in ("close", "new_page", "new_context", "launch") and isinstance(call.func.value, ast.Call):
            found.left.append(f"line {call.lineno}: {ast.unparse(call)[:120]}")
        return
    target = _locator(call.func.value)
    if target is None:
        found.left.append(f"line {call.lineno}: {ast.unparse(call)[:120]}")
        return
    found.steps.append({**_step(action, call, target, found)})


def _step(action: str, call: ast.Call, target: dict[str, object], found: Recorded) -> dict[str, object]:
    name = target.pop("name")
    argument = _text(call.args[0]) if call.args else ""
    if action in ("fill", "type", "press_sequentially"):
        variable = f"JOURNEY_VALUE_{len(found.variables) + 1}"
        found.variables.append(f"{variable} ({name})")
        target.pop("role", None)
        return {"fill": name, "value": f"${variable}", **target}
    if action == "select_option":
        target.pop("role", None)
        return {"choose": name, "option": argument, **target}
    if action in ("check", "set_checked"):
        target.pop("role", None)
        return {"choose": name, **target}
    return {"click": name, **target}


def _locator(node: ast.expr) -> dict[str, object] | None:
    """Name, role, selector and place of a chain such as `page.get_by_role("link", name="…").nth(1)`."""
    nth = 1
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute):
            node = node.value
            continue
        if not isinstance(node.func, ast.Attribute):
            return None
        kind = node.func.attr
        if (
            kind == "nth"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, int)
        ):
            nth = node.args[0].value + 1
        if kind in _LOCATORS and node.args:
            first = _text(node.args[0])
            named = next((_text(word.value) for word in node.keywords if word.arg == "name"), "")
            found: dict[str, object] = {"name": named or first}
            if kind == "get_by_role":
                found["role"] = first
            if kind == "locator":
                found["selector"] = first
            if nth > 1:
                found["nth"] = nth
            return found
        node = node.func.value
    return None


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""
