"""Reads animated images from their bytes: GIF, animated PNG and WebP, every frame at its time, as browsers show them.

The bytes are a stranger's: size, pixels, frames and time have limits, and what can't be read is None.
"""

from __future__ import annotations

import io
import struct
import time
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from auditor.capture.probes.shared.flash_count import Values, cells

MOST_PIXELS = 4_000_000  # of one frame
MOST_FRAMES = 600
SECONDS = 2.5  # of reading one image
SHORTEST, INSTEAD = 10, 100  # ms: browsers show a frame said to last no longer than the first for the second
SAMPLES = 3  # pixels along a cell's side that its mean is taken of
LONGEST = 60.0  # s that one frame is taken to last at most


@dataclass(frozen=True)
class Film:
    """Frames × rows × columns × 3 linear means, and the s that each frame lasts.

    `plays`: how often the whole is shown, 0 without end; `whole`: all frames were read.
    """

    frames: Values
    lasts: Values
    plays: int
    whole: bool
    size: tuple[int, int]

    @property
    def round(self) -> float:
        """Seconds of playing it once."""
        return float(self.lasts.sum())

    @property
    def seconds(self) -> float | None:
        """Seconds until it comes to rest; None where it never does."""
        return self.round * self.plays if self.plays else None

    def to_data(self) -> dict[str, Any]:
        """For an observation."""
        rests = None if self.seconds is None else round(self.seconds, 2)
        return {"frames": len(self.frames), "loop": round(self.round, 2), "seconds": rests}

    def unrolled(self) -> tuple[Values, Values]:
        """(frames, s of each one's beginning): once, and as often again as it takes to see how one round meets the
        next."""
        often = 1
        if self.whole:
            often = 1 + int(np.ceil(1.2 / max(self.round, 0.01)))
            often = min(often, self.plays or often)
        lasts = np.tile(self.lasts, often)
        kept = int(np.searchsorted(np.cumsum(lasts), self.round + 1.2)) + 1
        begins = np.concatenate([[0.0], np.cumsum(lasts)[:-1]])[:kept]
        order = np.tile(np.arange(len(self.frames)), often)[:kept]
        return self.frames[order], begins


def size(data: bytes) -> tuple[int, int]:
    """(width, height) that an animated image's head claims; (0, 0) for anything else."""
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) > 10:
        width, height = struct.unpack_from("<HH", data, 6)
        return width, height
    # An animated PNG says so before its first image.
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24 and b"acTL" in data[: data.find(b"IDAT")]:
        width, height = struct.unpack_from(">II", data, 16)
        return width, height
    if data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8X" and len(data) > 30 and data[20] & 2:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    return 0, 0


def moves(data: bytes) -> bool:
    """Whether the bytes may be an animated image of a size that is read; looks at their head only."""
    width, height = size(data)
    return 0 < width * height <= MOST_PIXELS


def too_large(data: bytes) -> bool:
    """Whether they are one of more pixels than are read."""
    width, height = size(data)
    return width * height > MOST_PIXELS


def read(data: bytes, rows: int, columns: int) -> Film | None:
    """The frames in rows × columns cells; None for an image that stands still or can't be read."""
    if not moves(data):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("GIF", "PNG", "WEBP")) as image:
                return _read(image, rows, columns)
    # Pillow answers to broken bytes with many kinds of errors.
    except (OSError, ValueError, SyntaxError, IndexError, struct.error, ZeroDivisionError, TypeError, KeyError,
            OverflowError, MemoryError, AttributeError, EOFError, Image.DecompressionBombError):  # fmt: skip
        return None


def _read(image: Image.Image, rows: int, columns: int) -> Film | None:
    if not getattr(image, "is_animated", False):
        return None
    end = time.monotonic() + SECONDS
    number = 1 if image.info.get("default_image") else 0  # an image for browsers that don't know animated PNG
    frames: list[Values] = []
    lasts: list[float] = []
    whole = False
    while len(frames) < MOST_FRAMES and (time.monotonic() < end or not frames):
        try:
            image.seek(number)
            image.load()
        except EOFError:
            whole = True
            break
        if image.width * image.height > MOST_PIXELS:
            return None
        frames.append(_coarse(image, rows, columns))
        ms = float(image.info.get("duration") or 0)
        lasts.append(min(LONGEST, (ms if ms > SHORTEST else INSTEAD) / 1000))
        number += 1
    if len(frames) < 2:
        return None
    return Film(np.stack(frames), np.array(lasts), _plays(image), whole, image.size)


def _plays(image: Image.Image) -> int:
    loop = image.info.get("loop")
    if image.format != "GIF":
        return int(loop or 0)
    # A GIF says how often it is repeated, and is played once where it says nothing.
    return 1 if loop is None else 0 if loop == 0 else int(loop) + 1


def _coarse(image: Image.Image, rows: int, columns: int) -> Values:
    """On white where it is transparent, with some samples a cell."""
    size = (columns * SAMPLES, rows * SAMPLES)
    shown = image if image.mode in ("RGB", "RGBA") else image.convert("RGBA")
    shown = shown.resize(size, Image.Resampling.BOX, reducing_gap=1.0)
    if shown.mode == "RGBA":
        shown = Image.alpha_composite(Image.new("RGBA", size, "white"), shown).convert("RGB")
    return cells(np.asarray(shown), rows, columns)
