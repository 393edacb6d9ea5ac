"""`auditor doctor`: what is there, what is missing, how to get it."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys

import click

from auditor import __version__
from auditor.capture import axe, browser, ocr
from auditor.capture.open import Options, capture_page
from auditor.cli.shared import clear_errors, output_options

_PAGE = "data:text/html;charset=utf-8,<!doctype html><html lang=zh-CN><title>ok</title><p>数字无障碍"


@click.command(short_help="检查环境 / what is missing here")
@click.option("--browser", "wanted", help="path of a Chromium, Chrome or Edge")
@output_options
@clear_errors
def doctor(wanted: str | None, quiet: bool, debug: bool) -> None:
    """检查浏览器、中文字体与引擎 / Check browser, Chinese fonts and engines."""
    engine = axe.load()
    version, elements = asyncio.run(_capture(wanted, engine))
    faults = (
        []
        if has_chinese_font()
        else [
            "没有中文字体，截图和量度会失真；Debian 请运行 `apt-get install fonts-noto-cjk` / no Chinese font: on Debian run "
            "`apt-get install fonts-noto-cjk`"
        ]
    )
    if not quiet:
        click.echo(f"auditor {__version__}\naxe-core {engine.version}\n浏览器 / browser: {version}")
        click.echo(f"试捕获一页 / a page captured: {elements} nodes")
        click.echo(
            "能识别图片里的文字 / text in pictures is read"
            if ocr.available()
            else '不识别图片里的文字：可安装附加组件 `pip install ".[ocr]"` / text in pictures is not read: install the extra `ocr`'
        )
        if browser.needs_no_sandbox():
            click.echo("以 root 运行：浏览器沙箱关闭，请改用普通用户 / run as root: the browser's sandbox is off")
        click.echo("\n".join(faults) or "中文字体 / Chinese fonts: ok")
    if faults:
        sys.exit(2)


async def _capture(wanted: str | None, engine: axe.Engine) -> tuple[str, int]:
    async with browser.launched(wanted) as running:
        context = await running.new_context()
        found = await capture_page(context, _PAGE, Options(engine, {}, views=("desktop",)), lambda _: True)
        if found.error:
            raise browser.BrowserMissing(f"浏览器打不开测试页 / the browser can't open a test page: {found.error[1]}")
        return f"{running.browser_type.name} {running.version}", len(found.views["desktop"].documents[0]["kind"])


def has_chinese_font() -> bool:
    """By fontconfig; True where there is none to ask (Windows and macOS carry Chinese fonts)."""
    tool = shutil.which("fc-list")
    if tool is None:
        return sys.platform != "linux"
    answer = subprocess.run([tool, ":lang=zh", "family"], capture_output=True, text=True, timeout=20, check=False)
    return bool(answer.stdout.strip())
