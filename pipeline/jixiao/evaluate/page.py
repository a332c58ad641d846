"""The evaluation as one HTML file: bars, tables, confusions and each miss beside its source; nothing is loaded from outside."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from jixiao.evaluate.calibration import (
    area_under_risk,
    auroc,
    brier_score,
    equal_mass_bins,
    expected_calibration_error,
    risk_coverage,
)
from jixiao.evaluate.matching import KINDS, Item, spans
from jixiao.evaluate.scores import DocumentScore, confusions, grouped, interval, total
from jixiao.evaluate.tables import GROUPS

CONTEXT = 40
STYLE = """
body{font:14px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222}
table{border-collapse:collapse;margin:.5em 0 1.5em}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:right}
th:first-child,td:first-child,td.l{text-align:left}h2{margin-top:2em}mark{background:#ffe08a}.miss{color:#a00}.extra{color:#06c}
details{margin:.3em 0}summary{cursor:pointer}pre{white-space:pre-wrap;background:#f6f6f6;padding:.5em}svg text{font-size:12px}
.src{color:#555;border-left:3px solid #ddd;padding-left:.6em;margin:.2em 0 .6em 1em;white-space:pre-wrap}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(scores: Sequence[DocumentScore], by: str, most: int = 60) -> str:
    """The whole page. ``most`` misses and extras are shown of each kind; all text of documents is escaped."""
    parts = [
        "<!doctype html><html lang='zh'><meta charset='utf-8'>",
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
        f"<title>jixiao evaluate</title><style>{STYLE}</style><body>",
        f"<h1>评测 Evaluation</h1><p>{len(scores)} 份文档 documents, by {escape(by)}.</p>",
        _bars(scores), _kinds(scores),
    ]  # fmt: skip
    for name, key in GROUPS.items():
        groups = grouped(scores, key)
        if len(groups) > 1:
            parts += [f"<h2>F1 by {escape(name)}</h2>", _groups(groups)]
    parts += ["<h2>校准 Calibration</h2>", _calibration(scores), "<h2>混淆 Confusions</h2>"]
    parts += [_confusions(scores, kind) for kind in KINDS]
    parts.append("<h2>漏报与误报 Misses and extras</h2>")
    parts += [_misses(scores, kind, most) for kind in KINDS]
    return "\n".join(part for part in parts if part) + "</body></html>\n"


def _bars(scores: Sequence[DocumentScore]) -> str:
    rows = []
    for n, kind in enumerate(KINDS):
        count = total(scores, kind)
        low, high = interval(scores, kind)
        y = 20 + n * 30
        rows.append(
            f'<text x="0" y="{y + 13}">{escape(kind)}</text><rect x="90" y="{y}" width="{count.f1 * 500:.1f}" height="18" fill="#4a90d9"/>'
            f'<line x1="{90 + low * 500:.1f}" x2="{90 + high * 500:.1f}" y1="{y + 9}" y2="{y + 9}" stroke="#222" stroke-width="2"/>'
            f'<text x="600" y="{y + 13}">{count.f1:.3f}</text>'
        )
    height = 30 + len(KINDS) * 30
    return f'<svg role="img" aria-label="F1 by kind" width="660" height="{height}" xmlns="http://www.w3.org/2000/svg">{"".join(rows)}</svg>'


def _kinds(scores: Sequence[DocumentScore]) -> str:
    rows = [
        "<tr><th>kind</th><th>gold</th><th>found</th><th>hits</th><th>P</th><th>R</th><th>F1</th><th>95 %</th></tr>"
    ]
    for kind in KINDS:
        count = total(scores, kind)
        low, high = interval(scores, kind)
        rows.append(
            f"<tr><td>{escape(kind)}</td><td>{count.gold}</td><td>{count.found}</td><td>{count.hits}</td><td>{count.precision:.3f}</td>"
            f"<td>{count.recall:.3f}</td><td>{count.f1:.3f}</td><td>{low:.3f}–{high:.3f}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>"


def _groups(groups: dict[str, list[DocumentScore]]) -> str:
    head = "".join(f"<th>{escape(kind)}</th>" for kind in KINDS)
    rows = [f"<tr><th></th><th>docs</th>{head}</tr>"]
    for name, own in groups.items():
        cells = []
        for kind in KINDS:
            count = total(own, kind)
            cells.append(f"<td>{count.f1:.3f}</td>" if count.gold or count.found else "<td>—</td>")
        rows.append(f"<tr><td>{escape(name)}</td><td>{len(own)}</td>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def confidences(scores: Sequence[DocumentScore], kind: str | None = None) -> tuple[list[float], list[bool]]:
    """The confidences of records that gold judges, and whether each is right."""
    sure: list[float] = []
    right: list[bool] = []
    for score in scores:
        for name, pairing in score.pairings.items():
            if kind not in (None, name):
                continue
            for records, verdict in (([r for _, r in pairing.found], True), (pairing.extra, False)):
                given = [float(r["confidence"]) for r in records if r.get("confidence") is not None]
                sure += given
                right += [verdict] * len(given)
    return sure, right


def _calibration(scores: Sequence[DocumentScore]) -> str:
    rows = ["<tr><th>kind</th><th>records</th><th>ECE</th><th>Brier</th><th>AUROC</th><th>AURC</th></tr>"]
    for kind in [None, *KINDS]:
        sure, right = confidences(scores, kind)
        if not sure:
            continue
        ranking = auroc(sure, right)
        rows.append(
            f"<tr><td>{escape(kind or '全部 all')}</td><td>{len(sure)}</td><td>{expected_calibration_error(sure, right):.4f}</td>"
            f"<td>{brier_score(sure, right):.4f}</td><td>{'—' if ranking is None else f'{ranking:.3f}'}</td>"
            f"<td>{area_under_risk(sure, right):.4f}</td></tr>"
        )
    sure, right = confidences(scores)
    if not sure:
        return "<p>没有可评的记录。 No records to judge.</p>"
    dots = "".join(
        f'<circle cx="{20 + b.confidence * 260:.1f}" cy="{280 - b.accuracy * 260:.1f}" r="4" fill="#4a90d9"/>'
        for b in equal_mass_bins(sure, right)
    )
    risk = " ".join(f"{20 + c * 260:.1f},{280 - r * 260:.1f}" for c, r in _thinned(risk_coverage(sure, right)))
    reliability = _square(
        "reliability", f'<line x1="20" y1="280" x2="280" y2="20" stroke="#bbb"/>{dots}', "confidence → accuracy"
    )
    curve = _square("risk and coverage", f'<polyline points="{risk}" fill="none" stroke="#c33"/>', "coverage → risk")
    return f"<table>{''.join(rows)}</table>{reliability}{curve}"


def _square(label: str, inside: str, axes: str) -> str:
    """A chart of 260 by 260 points in its frame."""
    frame = '<rect x="20" y="20" width="260" height="260" fill="none" stroke="#999"/>'
    words = f'<text x="60" y="302">{escape(axes)}</text>'
    return f'<svg width="300" height="310" role="img" aria-label="{escape(label)}">{frame}{inside}{words}</svg>'


def _thinned(points: list[tuple[float, float]], most: int = 300) -> list[tuple[float, float]]:
    step = max(1, len(points) // most)
    return points[::step] + points[-1:]


def _confusions(scores: Sequence[DocumentScore], kind: str) -> str:
    rows = [
        f"<tr><td class='l'>{escape(wanted)}</td><td class='l'>{escape(given)}</td><td>{times}</td></tr>"
        for wanted, given, times in confusions(scores, kind, 15)
    ]
    return (
        f"<h3>{escape(kind)}</h3><table><tr><th>gold</th><th>record</th><th>×</th></tr>{''.join(rows)}</table>"
        if rows
        else ""
    )


def _misses(scores: Sequence[DocumentScore], kind: str, most: int) -> str:
    missed = [(s, item) for s in scores for item in s.pairings[kind].missed]
    extra = [(s, item) for s in scores for item in s.pairings[kind].extra]
    if not missed and not extra:
        return ""
    lines = [f"<details><summary><b>{escape(kind)}</b>: {len(missed)} missed, {len(extra)} extra</summary>"]
    for score, item in missed[:most]:
        lines.append(_entry("miss", "−", score, item) + _gold_source(score, item))
    for score, item in extra[:most]:
        lines.append(_entry("extra", "+", score, item) + _record_source(score, item))
    return "\n".join(lines) + "</details>"


HIDDEN = {
    "sentence",
    "evidence",
    "record_id",
    "doc_id",
    "kind",
    "links",
    "alternatives",
    "part",
    "section",
    "reasons",
    "start",
    "end",
    "spans",
    "quote_start",
    "quote_end",
}


def _entry(style: str, sign: str, score: DocumentScore, item: Item) -> str:
    name, form = escape(score.judged.name), escape(score.judged.format)
    return f"<p class='{style}'>{sign} {name} ({form}) {escape(_brief(item))}</p>"


def _brief(item: Item) -> str:
    return "; ".join(f"{k}={_short(v)}" for k, v in item.items() if k not in HIDDEN and v is not None)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _quote(text: str, start: int, end: int) -> str:
    if not 0 <= start < end <= len(text):
        return ""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return f"<div class='src'>{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(after)}</div>"


def _gold_source(score: DocumentScore, item: Item) -> str:
    """The gold's place in the text that was read; by value, where the two texts differ, the quote itself."""
    text = score.judged.text
    start, end = item.get("quote_start", item.get("start")), item.get("quote_end", item.get("end"))
    if start is not None and end is not None and text[start:end] == item.get("quote"):
        return _quote(text, start, end)
    quote = item.get("quote") or "; ".join(item.get("quotes", []))
    at = text.find(quote) if quote else -1
    return _quote(text, at, at + len(quote)) if at >= 0 else f"<div class='src'>{escape(str(quote))}</div>"


def _record_source(score: DocumentScore, item: Item) -> str:
    places = spans(item)
    return _quote(score.judged.text, *places[0]) if places else ""
