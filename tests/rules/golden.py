"""Golden captures: each rule's examples as a browser showed them once, kept beside the rule, so that a change of
judgement is tested without a browser.

    python -m tests.rules.golden              capture all examples again; say what changed, and write it
    python -m tests.rules.golden RULE ...     those rules' only
    python -m tests.rules.golden --dry        say what would change, write nothing

A rule's file is `captures/golden.json.xz`: {"made": {...}, "captures": {"<page below examples/>": capture}}, captures
as the store writes them, so that older ones are read as an older audit's are. It is written again only where judging
or the capture itself changed, so that the repository doesn't grow without need.
"""

from __future__ import annotations

import argparse
import functools
import json
import lzma
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from auditor import __version__
from auditor.store.files import decoded, encoded
from tests.rules import examples
from tests.rules.examples import Capture

BASE = "http://127.0.0.1:8000"  # stands for the address that the examples were served on
MOST_BYTES = 10_000_000  # of all golden captures together
# What differs from one capture to the next though the page is the same.
VOLATILE: dict[str, Any] = {"timing_ms": {}, "screenshots": {}}


def file_of(rule: Path) -> Path:
    """Where a rule's golden captures stand; `rule` is its folder."""
    return rule / "captures" / "golden.json.xz"


def key_of(page: Path) -> str:
    """A page's name among its rule's golden captures: the path below `examples/`."""
    parts = page.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("examples") + 1 :])


@functools.lru_cache(maxsize=4)
def read(rule: Path) -> dict[str, Any]:
    """A rule's golden captures; empty where there are none."""
    file = file_of(rule)
    if not file.is_file():
        return {"made": {}, "captures": {}}
    held: dict[str, Any] = json.loads(lzma.decompress(file.read_bytes()))
    held["captures"] = {key: decoded(json.dumps(data).encode()) for key, data in held["captures"].items()}
    return held


def write(rule: Path, held: dict[str, Any]) -> None:
    """Write a rule's golden captures, small: the same bytes for the same content."""
    file = file_of(rule)
    file.parent.mkdir(exist_ok=True)
    stored = {**held, "captures": {key: json.loads(encoded(capture)) for key, capture in held["captures"].items()}}
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    file.write_bytes(lzma.compress(text.encode("utf-8", "surrogatepass"), preset=9 | lzma.PRESET_EXTREME))
    read.cache_clear()


def settled(capture: Capture) -> Capture:
    """A capture without what differs each time: the port, times, pictures."""
    base = "/".join(capture.url.split("/", 3)[:3])
    text = encoded(msgspec.structs.replace(capture, **VOLATILE)).decode()
    port = base.rsplit(":", 1)[-1]
    return decoded(text.replace(base, BASE).replace(f"127.0.0.1:{port}", BASE.split("//")[1]).encode())


def golden(example: Path, page: Path) -> Capture:
    """The golden capture of one page of an example. Raises KeyError where it was never made."""
    capture: Capture = read(example.parent.parent)["captures"][key_of(page)]
    return capture


def capture_again(wanted: Iterable[Path]) -> dict[Path, dict[str, Capture]]:
    """Captures of all examples of these rules, by rule folder and page."""
    rules = set(wanted)
    made: dict[Path, dict[str, Capture]] = {rule: {} for rule in rules}
    done: set[examples.Chunk] = set()
    for example, chunk in examples.CHUNKS.items():
        if example.parent.parent not in rules or chunk in done:
            continue
        done.add(chunk)
        for page, capture in examples.captured(chunk).items():
            rule = next(parent.parent for parent in page.parents if parent.name == "examples")
            if rule in rules:
                made[rule][key_of(page)] = settled(capture)
        print(f"{chunk.name}: {len(chunk.examples)} examples", file=sys.stderr)
    return made


def outcomes(rule: Path, captures: dict[str, Capture]) -> dict[str, Any]:
    """What judging gives for each example of a rule that has its captures."""
    found = {}
    for example in examples.EXAMPLES:
        if example.parent.parent != rule or any(key_of(page) not in captures for page in examples.pages_of(example)):
            continue
        result = examples.judged(example, lambda page: captures[key_of(page)])
        found[examples.name_of(example)] = {
            "outcomes": sorted(result.outcomes), "elements": result.elements, "quiet": result.quiet,
            "untested": list(result.untested),
        }  # fmt: skip
    return found


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """One line for each example whose judgement changed."""
    return [
        f"  {name}: {json.dumps(old.get(name), ensure_ascii=False)} -> {json.dumps(new.get(name), ensure_ascii=False)}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def main(arguments: list[str]) -> int:
    """Make golden captures again; the number of rules whose judgement changed."""
    parser = argparse.ArgumentParser(description="Make the golden captures of the rules' examples again.")
    parser.add_argument("rules", nargs="*", help="ids of rules (all)")
    parser.add_argument("--dry", action="store_true", help="say what would change, write nothing")
    options = parser.parse_args(arguments)
    names = {name.replace("-", "_") for name in options.rules}
    rules = [path for path in examples.FOLDERS if not names or path.name in names]
    if unknown := names - {path.name for path in rules}:
        parser.error(f"no such rule: {', '.join(sorted(unknown))}")
    changed = written = 0
    for rule, captures in sorted(capture_again(rules).items()):
        held = read(rule)
        before = held["captures"]
        # An example that can't be captured here (no recogniser) keeps its capture.
        kept = {key: value for key, value in before.items() if key not in captures and _still_there(rule, key)}
        new = {**kept, **captures}
        lines = changes(outcomes(rule, before), outcomes(rule, new))
        other = sorted(key for key in {*before, *new} if _undated(before.get(key)) != _undated(new.get(key)))
        if lines:
            changed += 1
            print(f"{rule.name}: judged otherwise\n" + "\n".join(lines))
        elif other:
            print(f"{rule.name}: captured otherwise, judged the same ({len(other)} pages)")
        if other and not options.dry and (lines or _differ(before, new)):
            write(rule, {"made": {"program": __version__}, "captures": new})
            written += 1
    total = sum(file_of(rule).stat().st_size for rule in examples.FOLDERS if file_of(rule).is_file())
    print(f"{written} rules written, {changed} judged otherwise; {total / 1e6:.1f} MB in all")
    return changed


def _undated(capture: Capture | None) -> Any:
    return capture and msgspec.structs.replace(capture, captured_at="", format=0)


def _still_there(rule: Path, key: str) -> bool:
    return (rule / "examples" / key).is_file()


def _differ(before: dict[str, Capture], new: dict[str, Capture]) -> bool:
    """Whether pages came, went or have another shape (keys of the capture and of its probes)."""

    def shape(capture: Capture) -> Any:
        return sorted(capture.views), {name: seen.was_run for name, seen in capture.observations.items()}

    return before.keys() != new.keys() or any(shape(before[key]) != shape(new[key]) for key in new)


if __name__ == "__main__":
    os.environ.setdefault("AUDITOR_RULE", "")
    sys.exit(1 if main(sys.argv[1:]) else 0)
