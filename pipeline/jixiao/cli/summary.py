"""A document, or a run of many, as tables and a tree for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from jixiao.audit.names import CLASSES, SEVERITIES, slugs
from jixiao.audit.problems import problems, rank
from jixiao.cli.terminal import shorten
from jixiao.document.records import (
    FactRecord,
    FieldRecord,
    FindingRecord,
    IndicatorRecord,
    QuantityRecord,
    Record,
    SectionRecord,
)
from jixiao.emit.json_text import number_text
from jixiao.emit.labels import label
from jixiao.emit.plain import plain
from jixiao.emit.words import content_of, heading

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.cli.language import Language
    from jixiao.emit.finished import Finished
    from jixiao.emit.reading import Run


def whole_run(run: Run, language: Language) -> Iterator[RenderableType]:
    """One row a document, then the totals."""
    zh = language == "zh"
    heads = (
        ("文件", "标题", "年度", "状态", "记录", "复核", "未读出")
        if zh
        else ("file", "title", "year", "status", "records", "review", "not read")
    )
    table = _table(None, heads, right=(2, 4, 5, 6))
    for entry in run.documents:
        table.add_row(
            _t(shorten(entry.source.replace("\\", "/").rsplit("/", 1)[-1], 24)),
            _t(shorten(entry.title or "", 30)),
            str(entry.fiscal_year or ""),
            _status(entry.status, language),
            str(sum(entry.records.values())),
            str(entry.needs_review),
            str(sum(entry.gaps.values())),
        )
    yield table
    for entry in run.documents:
        if entry.error is not None:
            yield _t(f"{entry.source}  [{entry.error.code}] {entry.error.message}", "red")
    totals = Counter[str]()
    for entry in run.documents:
        totals.update(entry.records)
    yield _t("  ".join(f"{label(kind, language)} {count}" for kind, count in totals.items() if count))
    yield from _problem_counts(run, zh)
    if run.manifest is None:
        yield _t(
            "这次运行没有结束：再次运行同样的 extract 命令即可继续。"
            if zh
            else "This run was stopped: run the same extract command again to continue.",
            "yellow",
        )
    elif len(run.documents) > 1:
        yield _t(
            "看其中一份：jixiao show 文件夹 --doc 文件名" if zh else "One of them:  jixiao show OUT --doc FILE", "dim"
        )


def _problem_counts(run: Run, zh: bool) -> Iterator[RenderableType]:
    """How many problems (findings of one cause are one) there are of each class, gravest first."""
    findings = [record for record in run.records if isinstance(record, FindingRecord)]
    counts = Counter[str](problem.first.class_ for problem in problems(run.documents, findings, hygiene=True))
    if not counts:
        return
    told = "  ".join(f"{names[0 if zh else 1]} {counts[name]}" for name, names in CLASSES.items() if counts[name])
    where = "清单：jixiao audit 文件夹" if zh else "the list: jixiao audit OUT"
    yield _t((f"问题（组）：{told}   {where}") if zh else f"problems (groups): {told}   {where}")


def one_document(finished: Finished, language: Language, *, limit: int | None = 12) -> Iterator[RenderableType]:
    """Head, then findings, least certain records, fields, sections, facts, indicators, quantities, gaps."""
    view = _View(finished, language, limit)
    yield from view.head()
    yield from view.findings()
    yield from view.doubtful()
    yield from view.fields()
    yield from view.sections()
    yield from view.facts()
    yield from view.indicators()
    yield from view.counts()
    yield from view.gaps()


class _View:
    def __init__(self, finished: Finished, language: Language, limit: int | None) -> None:
        self.finished = finished
        self.entry = finished.entry
        self.records = finished.records
        self.gaps_found = finished.gaps
        self.language: Language = language
        self.zh = language == "zh"
        self.limit = limit

    def say(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def of(self, model: type[Any]) -> list[Any]:
        return [record for record in self.records if isinstance(record, model)]

    def cut(self, rows: Sequence[Any]) -> Sequence[Any]:
        return rows if self.limit is None else rows[: self.limit]

    def more(self, rows: Sequence[Any]) -> Iterator[RenderableType]:
        left = len(rows) - len(self.cut(rows))
        if left:
            yield _t(self.say(f"  …… 还有 {left} 条（--all 列出全部）", f"  … {left} more (--all lists them)"), "dim")

    def head(self) -> Iterator[RenderableType]:
        entry = self.entry
        yield _t(entry.title or entry.source.replace("\\", "/").rsplit("/", 1)[-1], "bold")
        facts = [
            (self.say("部门", "unit"), entry.unit),
            (self.say("年度", "year"), entry.fiscal_year),
            (self.say("文件", "file"), entry.source),
            (self.say("页", "pages"), entry.pages or None),
            (self.say("字符", "characters"), entry.characters),
        ]
        yield _t("  ".join(f"{name} {value}" for name, value in facts if value is not None))
        line = Text(self.say("状态 ", "status "))
        line.append_text(_status(entry.status, self.language))
        counted = "  ".join(f"{label(kind, self.language)} {count}" for kind, count in entry.records.items() if count)
        line.append(f"  {counted}  ")
        line.append(self.say(f"需复核 {entry.needs_review}", f"{entry.needs_review} to review"), "yellow")
        yield line
        if entry.parts:
            parts = "、".join(plain(part.title or part.kind) for part in entry.parts)
            yield _t(self.say("组成：", "parts: ") + parts, "dim")
        for warning in entry.warnings:
            where = "" if warning.page is None else self.say(f"第 {warning.page} 页 ", f"page {warning.page} ")
            yield _t(f"! [{warning.code}] {where}{warning.message}", "yellow")

    def findings(self) -> Iterator[RenderableType]:
        found = sorted(self.of(FindingRecord), key=rank)
        if not found:
            return
        table = _table(self.say("可疑之处", "Findings"), self.heads("级别 问题 说明", "severity problem message"))
        for record in self.cut(found):
            style = {"error": "red", "warning": "yellow"}.get(record.severity, "")
            word = SEVERITIES[record.severity][0 if self.zh else 1]
            kind = slugs().get(record.rule, (record.rule, record.rule))[0 if self.zh else 1]
            table.add_row(Text(word, style), kind, _t(record.message))
        yield table
        yield from self.more(found)

    def doubtful(self) -> Iterator[RenderableType]:
        found = sorted((record for record in self.records if record.needs_review), key=lambda record: record.confidence)
        if not found:
            return
        table = _table(
            self.say("需复核：最没把握的在前", "To review: least certain first"),
            self.heads("可信度 类别 内容 原文 原因", "confidence kind content quote reasons"),
            right=(0,),
        )
        for record in self.cut(found):
            table.add_row(
                f"{record.confidence:.2f}",
                label(record.kind, self.language),
                _t(shorten(content_of(record), 40)),
                _t(shorten(record.evidence[0].text, 30)),
                " ".join(record.reasons),
            )
        yield table
        yield from self.more(found)

    def fields(self) -> Iterator[RenderableType]:
        found = self.of(FieldRecord)
        if found:
            table = _table(
                self.say("字段", "Fields"), self.heads("名称 值 可信度", "name value confidence"), right=(2,)
            )
            for record in found:
                table.add_row(record.name, _t(shorten(_value(record.value), 60)), _confidence(record))
            yield table

    def sections(self) -> Iterator[RenderableType]:
        found: list[SectionRecord] = self.of(SectionRecord)
        if not found:
            return
        tree = Tree(self.say("章节", "Sections"), guide_style="dim")
        nodes: dict[str, Tree] = {}
        for record in found:
            line = Text(shorten(heading(record), 60))
            if record.canonical and record.canonical != record.title:
                line.append(f"  → {record.canonical}", "cyan")
            if record.needs_review:
                line.append(f"  {record.confidence:.2f}", "yellow")
            nodes[record.record_id] = nodes.get(record.parent or "", tree).add(line)
        yield tree

    def facts(self) -> Iterator[RenderableType]:
        found: list[FactRecord] = self.of(FactRecord)
        if not found:
            return
        table = _table(
            self.say("收支与数据", "Facts"),
            self.heads("项目 口径 年度 主体 数值 单位 可信度", "item measure year entity value unit confidence"),
            right=(4, 6),
        )
        for record in self.cut(found):
            table.add_row(
                _t(shorten(record.item, 30)),
                _t(record.measure or ""),
                str(record.year or ""),
                _t(shorten(record.entity or record.project or "", 16)),
                number_text(record.value),
                _t(record.unit or ""),
                _confidence(record),
            )
        yield table
        yield from self.more(found)

    def indicators(self) -> Iterator[RenderableType]:
        found: list[IndicatorRecord] = self.of(IndicatorRecord)
        if not found:
            return
        table = _table(
            self.say("绩效指标", "Indicators"),
            self.heads("指标 目标 实际 分值 得分 可信度", "indicator target actual weight score confidence"),
            right=(3, 4, 5),
        )
        for record in self.cut(found):
            name = record.level3 or record.level2 or record.level1 or record.canonical or ""
            table.add_row(
                _t(shorten(name, 28)),
                _t(shorten(record.target or "", 24)),
                _t(shorten(record.actual or "", 24)),
                _value(record.weight),
                _value(record.score),
                _confidence(record),
            )
        yield table
        yield from self.more(found)

    def counts(self) -> Iterator[RenderableType]:
        found = Counter(record.dimension for record in self.of(QuantityRecord))
        if found:
            listed = "  ".join(f"{name} {count}" for name, count in found.most_common())
            yield _t(f"{self.say('数量', 'Quantities')}：{listed}")

    def gaps(self) -> Iterator[RenderableType]:
        if not self.gaps_found:
            yield _t(self.say("未读出之处：无", "Not read: nothing"), "green")
            return
        table = _table(self.say("未读出之处", "Not read"), self.heads("类别 位置 原文", "kind place text"))
        for gap in self.cut(self.gaps_found):
            line = self.finished.line(gap.start)
            place = self.say(f"第 {line} 行", f"line {line}")
            if self.entry.pages > 1 and gap.page is not None:
                place = self.say(f"第 {gap.page} 页", f"page {gap.page}")
            before, after = map(plain, self.finished.around(gap))
            words = Text(before, "dim").append(shorten(gap.text, 40), "default").append(after)
            table.add_row(label(gap.kind, self.language), place, words)
        yield table
        yield from self.more(self.gaps_found)

    def heads(self, zh: str, en: str) -> tuple[str, ...]:
        return tuple((zh if self.zh else en).split())


def _table(title: str | None, heads: Sequence[str], right: Sequence[int] = ()) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=None, padding=(0, 1))
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in right else "left", overflow="fold")
    return table


def _confidence(record: Record) -> Text:
    return Text(f"{record.confidence:.2f}", "yellow" if record.needs_review else "green")


def _status(status: str, language: Language) -> Text:
    style = {"ok": "green", "partial": "yellow", "failed": "red"}[status]
    return Text(label(status, language), style)


def _value(value: Decimal | str | None) -> str:
    return "" if value is None else number_text(value) if isinstance(value, Decimal) else value


def _t(text: str, style: str = "") -> Text:
    """Text of a document: no markup, no control characters."""
    return Text(plain(text), style)
