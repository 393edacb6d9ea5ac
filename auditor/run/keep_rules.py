"""Notes in a run what judges its pages, and what a report says of rules and clauses: it then needs no rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.model import Pack
from auditor.store.run_store import RunStore

if TYPE_CHECKING:
    from auditor.evaluate.catalogue import Catalogue


def judge_with(run: RunStore, packs: Sequence[Pack], catalogue: Catalogue) -> int:
    """Pages are judged by these packs from now on; the number of the judging."""
    # Not before it is asked for: who only reads a run needs no rules.
    from auditor.evaluate.ledger import ledger
    from auditor.rulekit.rule.standards import requirements
    from auditor.run.packs import judging

    number = run.judge_with(judging(packs).model_dump(exclude={"number", "started"}))
    infos = catalogue.infos()
    run.put(
        rules_key(number),
        {
            "rules": {key: info.model_dump() for key, info in infos.items()},
            "requirements": {key: item.model_dump() for key, item in requirements().items()},
            "ledger": [entry.model_dump() for entry in ledger(infos)],
        },
    )
    return number


def rules_key(number: int) -> str:
    """Under which a run keeps what its judging says of rules."""
    return f"rules:{number}"
