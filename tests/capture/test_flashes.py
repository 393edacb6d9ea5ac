"""Flashes counted in frames, animated pictures read from bytes, and where pictures lie in their boxes."""

from __future__ import annotations

import io
import struct
import time

import numpy as np
import pytest
from PIL import Image

from auditor.capture.probes.shared import image_frames, image_placement
from auditor.capture.probes.shared.flash_count import Values, sampled, worst

WHITE, BLACK, RED, GREY = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.2126, 0.2126, 0.2126)
LIMIT = 341 * 256 / 4


def blink(one: object, other: object, changes: int, shape: tuple[int, int] = (16, 21)) -> tuple[Values, Values]:
    """Three seconds of two colours in turn, so many changes a second, in sixty frames a second."""
    times = np.arange(180) / 60
    turn = (times * changes + 1e-9).astype(int) % 2
    frames = np.where(turn[:, None, None, None], np.array(other), np.array(one)) * np.ones((1, *shape, 1))
    return frames, times


@pytest.mark.parametrize(("changes", "most"), [(2, 1), (6, 3), (7, 3), (8, 4), (10, 5), (30, 15)])
def test_general_flashes_of_a_second(changes: int, most: int) -> None:
    found = worst(*blink(WHITE, BLACK, changes))
    assert found is not None
    assert (found.most, found.together, found.red) == (most, most, False)
    assert found.area == 16 * 21 * 16 * 16


def test_what_is_no_flash() -> None:
    assert worst(*blink((0.5,) * 3, (0.59,) * 3, 10)) is None  # too faint
    assert worst(*blink((0.85,) * 3, WHITE, 10)) is None  # the darker is too bright
    assert worst(*blink(RED, (1.0, 0.05, 0.05), 10)) is None  # red, and hardly another red
    assert worst(*blink((0.002, 0.0, 0.0), BLACK, 10)) is None  # red by its numbers, and black to the eye


def test_red_flashes() -> None:
    found = worst(*blink(RED, GREY, 10))  # as bright as each other
    assert found is not None
    assert (found.most, found.together, found.red) == (5, 5, True)


def test_parts_that_take_turns_do_not_flash_together() -> None:
    frames, times = blink(WHITE, BLACK, 10, (20, 30))
    turns = np.indices((20, 30)).sum(axis=0) % 2 == 1
    frames[:, turns] = 1 - frames[:, turns]
    found = worst(frames, times)
    assert found is not None
    assert (found.most, found.together) == (5, 0)


def test_a_change_that_was_seen_late_makes_no_second_shorter() -> None:
    times = np.arange(0, 3, 0.15)  # 3.3 flashes a second
    frames = np.where(np.arange(len(times))[:, None, None, None] % 2, 1.0, 0.0) * np.ones((1, 16, 21, 3))
    late = times + np.where(np.arange(len(times)) == 1, 0.1, 0.0)
    found, certain = worst(frames, late), worst(frames, late, since=sampled(late))
    assert found is not None
    assert certain is not None
    assert (found.most, certain.most) == (4, 3)


def test_only_one_field_of_sight_counts() -> None:
    frames, times = blink(WHITE, BLACK, 10, (30, 60))
    still = np.ones((30, 60), dtype=bool)
    still[:5, :8] = still[25:, :8] = still[:5, 52:] = still[25:, 52:] = False  # far from each other
    frames[:, still] = 1.0
    found = worst(frames, times)
    assert found is not None
    assert found.area == 5 * 8 * 16 * 16 < LIMIT < 4 * found.area


def test_cells_that_flash_at_other_times_are_not_added() -> None:
    frames, times = blink(WHITE, BLACK, 10, (16, 20))
    frames[:60, :, 10:] = 1.0
    frames[60:, :, :10] = 1.0
    found = worst(frames, times)
    assert found is not None
    assert found.area == 16 * 10 * 16 * 16


def picture(frames: list[Image.Image], kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], **options)
    return out.getvalue()


TWO = [Image.new("RGB", (40, 30), "white"), Image.new("RGB", (40, 30), "black")]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animated_pictures_are_read(kind: str) -> None:
    data = picture(TWO, kind, duration=120, loop=0)
    film = image_frames.read(data, 2, 2)
    assert film is not None
    assert film.seconds is None
    assert film.round == pytest.approx(0.24)
    frames, begins = film.unrolled()
    found = worst(frames, begins, (300, 200))
    assert found is not None
    assert found.most == 4
    assert image_frames.size(data) == (40, 30)
    assert not image_frames.moves(picture(TWO[:1], kind)) or kind == "GIF"
    assert image_frames.read(picture(TWO[:1], kind), 2, 2) is None


def test_times_as_browsers_keep_them() -> None:
    hasty = image_frames.read(picture(TWO, "GIF", duration=10, loop=2), 1, 1)
    assert hasty is not None
    assert hasty.round == pytest.approx(0.2)
    assert hasty.seconds == pytest.approx(0.6)
    assert len(hasty.unrolled()[0]) == 6
    once = image_frames.read(picture(TWO, "GIF", duration=500), 1, 1)
    assert once is not None
    assert once.seconds == pytest.approx(1.0)


def test_hostile_bytes() -> None:
    good = picture(TWO, "GIF", duration=100, loop=0)
    huge = good[:6] + struct.pack("<HH", 65535, 65535) + good[10:]
    assert image_frames.read(huge, 2, 2) is None
    for kind in ("GIF", "PNG", "WEBP"):
        data = picture(TWO, kind, duration=100, loop=0)
        for end in range(0, len(data), 3):
            image_frames.read(data[:end], 2, 2)
            image_frames.read(data[:end] + bytes(40) + data[end + 40 :], 2, 2)


def test_a_picture_without_end_is_read_for_a_while() -> None:
    step = good_frame()
    data = picture(TWO, "GIF", duration=100, loop=0)
    data = data[:-1] + step * 10_000 + b";"
    begun = time.monotonic()
    film = image_frames.read(data, 30, 40)
    assert time.monotonic() - begun < image_frames.SECONDS + 1
    assert film is not None
    assert not film.whole
    assert len(film.frames) <= image_frames.MOST_FRAMES


def good_frame() -> bytes:
    """One more frame of a GIF: a control block, and one black pixel."""
    return (
        b"!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x80\x00\x00\x00\xff\xff\xff\x02\x02D\x01\x00"
    )


def test_where_a_picture_lies() -> None:
    place = {"box": [10, 20, 400, 200], "fit": "contain", "at": [0.5, 0.5]}
    assert image_placement.drawn(place, (100, 100)) == (110, 20, 200, 200)
    assert image_placement.drawn({**place, "fit": "cover"}, (100, 100)) == (10, -80, 400, 400)
    assert image_placement.drawn({**place, "fit": "fill"}, (100, 100)) == (10, 20, 400, 200)
    frames = np.zeros((1, 20, 20, 3))
    inside, rect = image_placement.cut(frames, (10, -80, 400, 400), [10, 20, 400, 200])
    assert inside.shape == (1, 10, 20, 3)
    assert rect == (10, 20, 400, 200)
    ground = {"box": [0, 0, 300, 100], "size": "auto", "repeat": "repeat", "place": [0, 0]}
    assert image_placement.tiles(ground, (100, 50)) == ((0, 0, 100, 50), 2, 3)
    assert image_placement.tiles({**ground, "size": "cover", "repeat": "no-repeat"}, (100, 50)) == (
        (0, 0, 300, 150),
        1,
        1,
    )
