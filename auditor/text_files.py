"""Text files as people's programs save them: UTF-8 with or without a byte order mark, UTF-16 with one."""

from __future__ import annotations

from pathlib import Path

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path) -> str:
    """What a file says. Raises OSError, UnicodeDecodeError."""
    raw = path.read_bytes()
    return raw.decode("utf-16" if raw[:2] in UTF_16 else "utf-8-sig")
