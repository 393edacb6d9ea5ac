"""What is there to audit with, and what is missing: browser, Chinese fonts, engines, a page captured."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from auditor.capture import axe, browser, ocr
from auditor.capture.open import Options, capture_page

_PAGE = "data:text/html;charset=utf-8,<!doctype html><html lang=zh-CN><title>ok</title><p>数字无障碍"


@dataclass(frozen=True)
class Diagnosis:
    """What was seen. `elements`: of the page that was captured for a trial."""

    browser: str
    axe_core: str
    elements: int
    chinese_font: bool
    reads_images: bool
    no_sandbox: bool


def examine(wanted: str | None = None, axe_file: Path | None = None) -> Diagnosis:
    """Start the browser and capture a page. Raises BrowserMissing, AxeMissing."""
    engine = axe.load(axe_file)
    version, elements = asyncio.run(_capture(wanted, engine))
    return Diagnosis(version, engine.version, elements, has_chinese_font(), ocr.available(), browser.needs_no_sandbox())


async def _capture(wanted: str | None, engine: axe.Engine) -> tuple[str, int]:
    async with browser.launched(wanted) as running:
        context = await running.new_context()
        page = await capture_page(context, _PAGE, Options(engine, {}, views=("desktop",)), lambda _: True)
        if page.error:
            raise browser.BrowserMissing("browser.test-page", what=page.error[1])
        return f"{running.browser_type.name} {running.version}", len(page.views["desktop"].documents[0].kind)


def has_chinese_font() -> bool:
    """By fontconfig; True where there is none to ask (Windows and macOS carry Chinese fonts)."""
    tool = shutil.which("fc-list")
    if tool is None:
        return sys.platform != "linux"
    answer = subprocess.run([tool, ":lang=zh", "family"], capture_output=True, text=True, timeout=20, check=False)
    return bool(answer.stdout.strip())
