"""The generated site of the benchmark: 60 text-heavy pages of 1,500 to 2,500 elements, the same each time."""

from __future__ import annotations

import random
from pathlib import Path

PAGES = 60
WORDS = [
    "办事",
    "指南",
    "申请",
    "材料",
    "居民",
    "服务",
    "中心",
    "社区",
    "街道",
    "登记",
    "预约",
    "查询",
    "通知",
    "公告",
    "政策",
    "解读",
    "养老",
    "医疗",
    "补贴",
    "证件",
    "窗口",
    "电话",
    "时间",
    "地点",
    "流程",
    "受理",
    "审核",
    "结果",
    "投诉",
    "建议",
    "公开",
    "信息",
    "无障碍",
    "适老",
    "志愿",
    "活动",
    "教育",
    "就业",
    "住房",
    "交通",
    "环境",
    "安全",
]
STYLE = """
body{margin:0;font:16px/1.6 "Noto Sans CJK SC",sans-serif;color:#222;background:#fff}
header{background:#1b4f8a;color:#fff;padding:12px 24px}nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px;margin:0;padding:0}
nav a{color:#fff;display:block;padding:10px 14px}main{max-width:1100px;margin:0 auto;padding:16px}
.card{border:1px solid #ccd;padding:12px;margin:12px 0;border-radius:6px;background:#f7f9fc}.meta{color:#777;font-size:14px}
.pale{color:#aaa}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:6px}
footer{background:linear-gradient(#333,#222);color:#bbb;padding:20px}
"""


def page(number: int) -> str:
    """One page: navigation, cards of running text with links, tables, a form."""
    chance = random.Random(number)

    def words(least: int, most: int) -> str:
        return "".join(chance.choices(WORDS, k=chance.randint(least, most)))

    goal, count = chance.randint(1500, 2450), 60
    parts: list[str] = []
    while count < goal:
        kind = chance.random()
        if kind < 0.6:
            spans = [
                f'<p>{words(12, 30)}，<a href="page{chance.randrange(PAGES):02d}.html">{words(2, 4)}</a>，<em>{words(2, 3)}</em>{words(8, 20)}。'
                f'<span class="{chance.choice(("meta", "pale", "plain"))}">{words(3, 6)}</span></p>'
                for _ in range(chance.randint(3, 8))
            ]
            parts.append(f'<section class="card"><h2>{words(3, 6)}</h2>{"".join(spans)}</section>')
            count += 2 + 4 * len(spans)
        elif kind < 0.85:
            rows = chance.randint(5, 15)
            body = "".join(
                f"<tr><th scope=row>{words(2, 3)}</th><td>{words(3, 8)}</td><td>{words(2, 5)}</td></tr>"
                for _ in range(rows)
            )
            parts.append(f"<table><caption>{words(3, 5)}</caption><tbody>{body}</tbody></table>")
            count += 3 + 4 * rows
        else:
            items = chance.randint(8, 20)
            body = "".join(
                f'<li><a href="page{chance.randrange(PAGES):02d}.html">{words(4, 9)}</a> <span class="meta">2026-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}</span></li>'
                for _ in range(items)
            )
            parts.append(f"<ul>{body}</ul>")
            count += 1 + 3 * items
    menu = "".join(f'<li><a href="page{n:02d}.html">{words(2, 2)}</a></li>' for n in range(12))
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>第{number}页 {words(3, 5)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>'
        f'<header><h1>{words(3, 5)}</h1><nav aria-label="主导航"><ul>{menu}</ul></nav></header><main>{"".join(parts)}'
        f'<form action="/s"><label for="q">搜索</label><input id="q" name="q"><button>搜索</button></form></main>'
        f"<footer><p>{words(10, 20)}</p></footer></body></html>"
    )


def write(folder: Path) -> None:
    """All pages into a folder."""
    for number in range(PAGES):
        (folder / f"page{number:02d}.html").write_text(page(number), "utf-8")
