"""`auditor doctor`: what is there, what is missing, how to get it."""

from __future__ import annotations

import sys

import click

from auditor import __version__, api
from auditor.cli.shared import clear_errors, output_options


@click.command(short_help="检查环境 / what is missing here")
@click.option("--browser", help="path of a Chromium, Chrome or Edge")
@output_options
@clear_errors
def doctor(browser: str | None, quiet: bool, debug: bool) -> None:
    """检查浏览器、中文字体与引擎 / Check browser, Chinese fonts and engines."""
    seen = api.doctor(browser)
    faults = (
        []
        if seen.chinese_font
        else [
            "没有中文字体，截图和量度会失真；Debian 请运行 `apt-get install fonts-noto-cjk` / no Chinese font: on Debian run "
            "`apt-get install fonts-noto-cjk`"
        ]
    )
    if not quiet:
        click.echo(f"auditor {__version__}\naxe-core {seen.axe_core}\n浏览器 / browser: {seen.browser}")
        click.echo(f"试捕获一页 / a page captured: {seen.elements} nodes")
        click.echo(
            "能识别图片里的文字 / text in pictures is read"
            if seen.reads_images
            else '不识别图片里的文字：可安装附加组件 `pip install ".[ocr]"` / text in pictures is not read: install the extra `ocr`'
        )
        if seen.no_sandbox:
            click.echo("以 root 运行：浏览器沙箱关闭，请改用普通用户 / run as root: the browser's sandbox is off")
        click.echo("\n".join(faults) or "中文字体 / Chinese fonts: ok")
    if faults:
        sys.exit(2)
