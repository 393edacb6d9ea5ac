"""Words and patterns that sites use, as data."""
