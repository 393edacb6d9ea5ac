"""Fuzzers: whatever a file, a site or a page says, nothing is raised but the one error that callers know.

`FUZZ_SECONDS` is how long each runs (by default 1.2, so that all take half a minute); `make fuzz` runs each for three
minutes. `FUZZ_SEED` makes a run begin elsewhere; what fails is printed with its smallest example.
"""
