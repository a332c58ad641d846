"""Blocks as a web page, as bureaus publish them: tables with spans, menus and footers around the text."""

from __future__ import annotations

import random
from html import escape

from jixiao.synthesis.blocks import Block, PageBreak, Paragraph, Table

TAGS = {
    "title": "h1",
    "heading": "p",
    "cover": "p",
    "caption": "p",
    "note": "p",
    "sign": "p",
    "contents": "p",
    "body": "p",
}


def html_text(blocks: list[Block], seed: int) -> str:
    """A whole page; half of them have the site's navigation around the report."""
    rng = random.Random(f"html-{seed}")
    around = rng.random() < 0.5
    heading = rng.choice(["h3", "p", "p"])
    parts = [
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>信息公开</title><style>td{border:1px solid #000}</style></head><body>'
    ]
    if around:
        parts.append('<nav><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/hd">互动交流</a></nav>')
    parts.append('<div class="content">')
    for block in blocks:
        if isinstance(block, Table):
            parts.append(_table(block))
        elif isinstance(block, Paragraph):
            tag = heading if block.role == "heading" else TAGS[block.role]
            parts += [f"<{tag}>{escape(line)}</{tag}>" for line in block.content.text.split("\n")]
        elif isinstance(block, PageBreak):
            continue
    parts.append("</div>")
    if around:
        parts.append("<footer><p>主办单位：信息中心</p><script>var hits = 0;</script></footer>")
    return "\n".join(parts) + "</body></html>\n"


def _table(table: Table) -> str:
    table.grid()  # refuses uneven rows
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
                f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            )
            cells.append(f"<td{spans}>{escape(cell.content.text).replace(chr(10), '<br>')}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"
