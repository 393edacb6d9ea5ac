"""What is masked in a capture is painted over in its screenshots, in frames too, and nothing else is."""

from __future__ import annotations

import io
from typing import Any

import msgspec
from PIL import Image

from auditor.capture.schema import DocumentCapture, PageCapture, ViewCapture
from auditor.capture.schema.document import ElementProperties
from auditor.masking import Mask
from auditor.run.covered_screenshots import covered
from tests.rules import examples, golden

MOBILE = "13912345678"


def _document(texts: list[str], boxes: list[int], **more: Any) -> DocumentCapture:
    strings = ["", *texts]
    return DocumentCapture(strings=strings, text=list(range(len(strings))), box=[0, 0, 0, 0, *boxes], **more)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "JPEG")
    return out.getvalue()


def _dark(picture: bytes, x: int, y: int) -> bool:
    with Image.open(io.BytesIO(picture)) as image:
        return bool(image.convert("L").getpixel((x, y)) < 128)  # type: ignore[operator]


def test_boxes_of_texts_fields_and_frames() -> None:
    top = _document(["正文", f"电话{MOBILE}", ""], [10, 10, 80, 20, 10, 50, 120, 20, 200, 100, 150, 150])
    top.element_properties = {1: ElementProperties(value="王小明的暗号")}
    frame = _document([MOBILE], [5, 5, 60, 20], parent_document=0, holder=3)
    pictures = {"desktop": _picture(), "phone": _picture()}
    before = PageCapture(
        "https://a.gov.cn/",
        views={
            "desktop": ViewCapture("desktop", 400, 300, [top, frame, DocumentCapture(lost=True)]),
            "phone": ViewCapture("phone", 400, 300, [_document(["正文"], [0, 0, 9, 9])]),
        },
        screenshots=pictures,
    )
    after = Mask(["王小明的暗号"]).data(before)
    shown = covered(before, after)
    assert _dark(shown["desktop"], 50, 20), "the field, by its value"
    assert _dark(shown["desktop"], 60, 60), "the text"
    assert _dark(shown["desktop"], 230, 115), "the frame's text, where the frame stands"
    assert not _dark(shown["desktop"], 320, 200)
    assert shown["phone"] == pictures["phone"]
    assert covered(after, after) == pictures


def test_real_captures() -> None:
    """The tables of golden captures are read as they are."""
    rule = next(folder for folder in examples.FOLDERS if folder.name == "exposed_id_number")
    painted = 0
    for capture in golden.read(rule)["captures"].values():
        shown = covered(msgspec.structs.replace(capture, screenshots={"desktop": _picture()}), Mask().data(capture))
        painted += shown["desktop"] != _picture()
    assert painted
