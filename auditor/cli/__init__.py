"""The command line: one file a command, thin. Every error is one clear sentence; `--debug` adds the traceback."""

from auditor.cli.main import main

__all__ = ["main"]
