"""``jixiao audit``: the problem list of a finished run, with what only several documents together show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang

if TYPE_CHECKING:
    from jixiao.audit.problems import Problem

NAME = "问题清单"
_SHOWN = 20


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "audit",
        short_help=say("列出全部可疑之处", "List the problems of a run"),
        help=say(
            "列出一个输出文件夹里的全部问题：先是不可能成立的和不合评分规则的，再是需说明的；并核对同一单位各年之间的数字和文字。"
            "写成 问题清单.csv 和 问题清单.xlsx。",
            "List the problems of an output folder: first what cannot be and what breaks the scoring rules, then what needs "
            "explaining; and compare the figures and the text of each unit between years. Writes 问题清单.csv and 问题清单.xlsx.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao audit out\n\n  jixiao audit out --hygiene\n\n  jixiao audit out --rules identities.toml",
    )(audit)


def audit(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=say("extract 的输出文件夹。", "A folder that extract wrote."))
    ],
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help=say("写到哪个文件夹（默认 OUT）。", "Where to write (default: OUT).")
        ),
    ] = None,
    hygiene: Annotated[
        bool,
        typer.Option("--hygiene", help=say("也列规范性问题和提示。", "List matters of hygiene and mere hints, too.")),
    ] = False,
    rules: Annotated[
        list[Path] | None,
        typer.Option(
            "--rules",
            metavar="FILE",
            help=say(
                "另外核对您自己的恒等式（TOML）；可多次给出。",
                "Check your own identities, too (TOML). May be repeated.",
            ),
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Load the run, add what spans documents, write the list and show its head."""
    from jixiao.audit.across import Report, findings_across, findings_by
    from jixiao.audit.identities import read_identities
    from jixiao.audit.problems import COLUMNS, problems
    from jixiao.audit.rules import load_rules
    from jixiao.document.records import FindingRecord
    from jixiao.emit.reading import load
    from jixiao.emit.review.sheets import Sheet
    from jixiao.emit.review.workbook import write_workbook
    from jixiao.emit.whole_files import make_folder

    own = [identity for path in rules or () for identity in read_identities(path, load_rules())]
    run = load(out)
    by_document: dict[str, list[object]] = {}
    for record in run.records:
        by_document.setdefault(record.doc_id, []).append(record)
    reports = [
        Report(entry, tuple(by_document.get(entry.doc_id, ())), run.text(entry.doc_id))  # type: ignore[arg-type]
        for entry in run.documents
        if entry.status != "failed"
    ]
    findings = [record for record in run.records if isinstance(record, FindingRecord)]
    findings += findings_across(reports)
    findings += findings_by(reports, own)
    found = problems(run.documents, findings, hygiene=hygiene)
    rows = [problem.row() for problem in found]
    target = folder or out
    make_folder(target)
    _write_csv(target / f"{NAME}.csv", COLUMNS, rows)
    write_workbook(target / f"{NAME}.xlsx", [Sheet(NAME, COLUMNS, [list(row) for row in rows])])
    _show(found, target)


def _write_csv(path: Path, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    """UTF-8 with a byte order mark, no cell that a spreadsheet calculates."""
    import csv
    import io

    from jixiao.emit.csv_file import harmless
    from jixiao.emit.whole_files import whole_file

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    with whole_file(path) as file:
        file.write(buffer.getvalue().encode("utf-8-sig"))


def _show(found: list[Problem], target: Path) -> None:
    """The head of the list on the terminal, and where the whole stands."""
    from collections import Counter

    from rich.table import Table
    from rich.text import Text

    from jixiao.audit.names import CLASSES, SEVERITIES, slugs
    from jixiao.cli.language import current
    from jixiao.cli.terminal import console, shorten
    from jixiao.emit.plain import plain

    at = 0 if current() == "zh" else 1
    table = Table(box=None, header_style="dim", padding=(0, 1))
    for head in say("单位 年度 问题 严重度 计算过程", "unit year problem severity how").split():
        table.add_column(head, overflow="fold")
    for problem in found[:_SHOWN]:
        first = problem.first
        style = {"error": "red", "warning": "yellow"}.get(first.severity, "")
        table.add_row(
            Text(shorten(problem.entry.unit or problem.entry.source, 20)),
            str(problem.entry.fiscal_year or ""),
            slugs().get(first.rule, (first.rule, first.rule))[at],
            Text(SEVERITIES[first.severity][at], style),
            Text(plain(first.message)),
        )
    if found:
        console().print(table)
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        typer.echo(say(f"…… 还有 {more} 组，见清单。", f"… and {more} more groups in the list."))
    counted = Counter[str](problem.first.class_ for problem in found)
    listed = "，".join(f"{CLASSES[name][0]} {counted[name]}" for name in CLASSES if counted[name])
    listed_en = ", ".join(f"{counted[name]} {CLASSES[name][1]}" for name in CLASSES if counted[name])
    typer.echo(
        say(
            f"共 {len(found)} 组问题" + (f"（{listed}）" if listed else "") + f"，已写入 {target / NAME}.csv 和 .xlsx",
            f"{len(found)} groups of problems"
            + (f" ({listed_en})" if listed_en else "")
            + f", written to {target / NAME}.csv and .xlsx",
        ),
        err=True,
    )
