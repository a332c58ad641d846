"""Puts the page together. It carries its own style and script, both named by hash in its Content-Security-Policy:
nothing that a document says can run, load or send anything."""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from jixiao.emit.finished import Finished
from jixiao.emit.page.cards import gap_card, record_card
from jixiao.emit.page.highlight import highlighted
from jixiao.emit.page.markup import both, labelled, named, text

_HERE = Path(__file__).parent


def page_of(
    finished: Finished,
    *,
    language: Literal["zh", "en"] = "zh",
    reasons: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> str:
    """The page of one document as a string of HTML; the same document gives the same bytes.

    ``language`` is the one that the page opens in; it holds both. ``reasons`` explains reason codes in Chinese and
    English (``jixiao.confidence.reasons.REASONS``).
    """
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    entry = finished.entry
    name = entry.title or entry.source.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(
        (
            f'<!doctype html>\n<html lang="{"zh-Hans" if language == "zh" else "en"}" data-ui="{language}">\n<head>\n',
            '<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n',
            f"<title>{text(name)} · jixiao</title>\n<style>{style}</style>\n</head>\n<body>\n",
            _head(finished, name),
            _filters(finished),
            _source(finished),
            _panel(finished, reasons),
            _help(),
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _head(finished: Finished, name: str) -> str:
    entry = finished.entry
    facts = [
        (both("部门", "unit"), entry.unit),
        (both("年度", "year"), entry.fiscal_year),
        (both("状态", "status"), None),
        (both("页数", "pages"), entry.pages or None),
        (both("字符", "characters"), entry.characters),
        (both("文件", "file"), entry.source),
    ]
    told = [f"<li>{label} <b>{text(value)}</b></li>" for label, value in facts if value is not None]
    told.append(f'<li>{both("状态", "status")} <b class="st {entry.status}">{named(entry.status)}</b></li>')
    warnings = "".join(
        f"<li><code>{text(warning.code)}</code> {_page(warning.page)}{text(warning.message)}</li>"
        for warning in entry.warnings
    )
    parts = "".join(f"<li>{text(part.title or part.kind)}</li>" for part in entry.parts)
    return (
        f'<header class="top"><h1>{text(name)}</h1>'
        f'<div class="tools"><button type="button" id="ui" {labelled("切换为英文", "Switch to Chinese", "aria-label")}>'
        f"{both('EN', '中')}</button>"
        f'<button type="button" id="theme" {labelled("明暗", "Light or dark", "aria-label", "title")}>◐</button>'
        f'<button type="button" id="print">{both("打印", "Print")}</button>'
        f'<button type="button" id="keys" {labelled("键盘操作", "Keyboard", "aria-label", "title")}>?</button></div>'
        f'<ul class="about">{"".join(told)}</ul>'
        + (f'<ul class="parts">{parts}</ul>' if parts else "")
        + (f'<ul class="warnings">{warnings}</ul>' if warnings else "")
        + "</header>\n"
    )


def _page(page: int | None) -> str:
    return "" if page is None else f"{both(f'第 {page} 页', f'page {page}')} "


def _filters(finished: Finished) -> str:
    counts = {kind: count for kind, count in finished.entry.records.items() if count}
    if finished.gaps:
        counts["gap"] = len(finished.gaps)
    chips = "".join(
        f'<label class="chip k-{kind}"><input type="checkbox" name="kind" value="{kind}" checked> '
        f"{both('未读出', 'not read') if kind == 'gap' else named(kind)} <b>{count}</b></label>"
        for kind, count in counts.items()
    )
    review = finished.entry.needs_review
    return (
        f'<form class="filters" id="filters" {labelled("筛选", "Filters", "aria-label")}>'
        f'<input type="search" id="find" {labelled("在记录中查找（/）", "Find in records (/)", "placeholder", "aria-label")}>'
        f'<fieldset class="chips"><legend class="off">{both("类别", "Kinds")}</legend>{chips}</fieldset>'
        f'<label class="slide">{both("可信度不高于", "confidence at most")} <output id="most">1.00</output> '
        f'<input type="range" id="confidence" min="0" max="1" step="0.01" value="1"></label>'
        f'<label class="chip"><input type="checkbox" id="review"> {both("只看需复核", "only to review")} <b>{review}</b></label>'
        f'<label class="chip"><input type="checkbox" id="sort"> {both("最没把握的在前", "least certain first")}</label>'
        "</form>\n"
    )


def _source(finished: Finished) -> str:
    return (
        f'<main class="split"><section id="source" tabindex="0" {labelled("原文", "Source text", "aria-label")}>'
        f'<h2>{both("原文", "Source text")}</h2><div id="text" lang="zh-Hans" translate="no">'
        f"{highlighted(finished.text, finished.records, finished.gaps)}</div></section>\n"
    )


def _panel(finished: Finished, reasons: Mapping[str, tuple[str, str]]) -> str:
    places = {record.record_id: number for number, record in enumerate(finished.records)}
    paged = finished.entry.pages > 1
    breaks = [at for at, mark in enumerate(finished.text) if mark == "\n"]
    cards = [
        record_card(number, record, places, reasons, paged=paged) for number, record in enumerate(finished.records)
    ]
    cards += [
        gap_card(number, gap, finished.around(gap), bisect_left(breaks, gap.start) + 1, paged=paged)
        for number, gap in enumerate(finished.gaps, start=len(cards))
    ]
    total = len(cards)
    return (
        f'<section id="panel" {labelled("记录", "Records", "aria-label")}><h2>{both("记录", "Records")} '
        f'<small aria-live="polite"><span id="shown">{total}</span> / {total}</small></h2>'
        f'<div id="cards">{chr(10).join(cards)}</div>'
        f'<p id="none" hidden>{both("没有符合条件的记录。", "Nothing fits the filters.")}</p></section></main>\n'
    )


def _help() -> str:
    keys = (
        ("j k", "下一条、上一条", "next, previous"),
        ("Enter", "到原文", "to the source"),
        ("/", "查找", "find"),
        ("r", "只看需复核", "only to review"),
        ("s", "最没把握的在前", "least certain first"),
        ("Esc", "取消选择、清空查找", "clear selection and search"),
    )
    rows = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{both(zh, en)}</dd>" for key, zh, en in keys)
    return (
        f'<dialog id="help"><h2>{both("键盘操作", "Keyboard")}</h2><dl>{rows}</dl>'
        f"<p>{both('点原文里的高亮处看它的记录；再点换下一条。', 'Click a highlight for its record; click again for the next.')}</p>"
        f'<form method="dialog"><button>{both("关闭", "Close")}</button></form></dialog>\n'
    )
