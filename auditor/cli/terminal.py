"""What may be written to the terminal: sentences of ours, and with `--debug` what libraries have to say too."""

from __future__ import annotations

import sys
import threading


def keep_clean(debug: bool) -> None:
    """Have libraries, threads and objects that are cleared away write nothing to the terminal, for good; with `debug`
    they do."""
    import logging  # only here: it takes a while to load
    import warnings

    if debug:
        logging.basicConfig(level=logging.DEBUG, format="%(name)s: %(message)s")
        for name in ("asyncio", "PIL"):
            logging.getLogger(name).setLevel(logging.INFO)
        return
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda _: None
    threading.excepthook = lambda _: None
