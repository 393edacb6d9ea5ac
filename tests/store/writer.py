"""Processes that write pages into a store until they are done or killed."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from auditor.store import upkeep
from auditor.store.store import open_store
from tests.store.making import page, site

FINDINGS = 40  # a page


def write(folder: str, address: str | None, numbers: list[int], told: Connection) -> None:
    """Go on with the newest run: finish the pages that aren't yet, and tell each when it is."""
    with open_store(Path(folder), address, create=True) as store:
        run = store.run() if store.runs() else store.begin_run({})
        run.plan_sites([site()])
        done = run.done("one")
        for number in numbers:
            if str(number) not in done:
                run.finish_page(page(str(number), findings=FINDINGS), number, str(number), f"captures/{number}", [])
                told.send(number)
    told.close()


def die_within(folder: str, address: str | None, told: Connection) -> None:
    """Replace page 0 by one with fewer findings, and be killed when all is written but the end of the transaction."""
    whole = upkeep.unconclude

    def killed(*arguments: object) -> NoReturn:
        whole(*arguments)  # type: ignore[arg-type]
        told.send("within")
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    with open_store(Path(folder), address) as store:
        upkeep.unconclude = killed
        store.run().finish_page(page("0", findings=1), 0, "0", "captures/0", [])
