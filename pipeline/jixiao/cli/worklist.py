"""``jixiao worklist``: a workbook for the reviewers and their bosses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "worklist",
        short_help=say("生成 Excel 复核清单", "Write an Excel workbook for reviewers"),
        help=say(
            "把输出文件夹写成一个 Excel 工作簿：待复核清单（最要紧的在前，原文在侧，有决定列）、汇总表、问题清单。",
            "Write an output folder as one Excel workbook: what to review (most urgent first, evidence beside it, a column "
            "for the decision), the summary table and the list of problems.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao worklist out -o 复核.xlsx\n\n  jixiao worklist out -o all.xlsx --hygiene",
    )(worklist)


def worklist(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=say("extract 的输出文件夹。", "A folder that extract wrote."))
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="XLSX", help=say("工作簿文件。", "The workbook to write."))
    ],
    hygiene: Annotated[
        bool,
        typer.Option(
            "--hygiene", help=say("问题清单也列规范性问题。", "List matters of hygiene among the problems, too.")
        ),
    ] = False,
    lang: Lang = None,
) -> None:
    """Load the run and write its sheets."""
    from jixiao.confidence.reasons import REASONS
    from jixiao.emit.reading import load
    from jixiao.emit.review.sheets import finding_sheet, review_sheet, summary_sheet
    from jixiao.emit.review.workbook import write_workbook

    run = load(out)
    sheets = [review_sheet(run, REASONS), summary_sheet(run), finding_sheet(run, hygiene=hygiene)]
    write_workbook(output, sheets)
    review, documents, findings = (len(sheet.rows) for sheet in sheets)
    typer.echo(
        say(
            f"已写入 {output}：待复核 {review} 条，汇总 {documents} 份，问题 {findings} 条。"
            f"填好“决定”列后：jixiao decisions import {output} {out}",
            f"Wrote {output}: {review} to review, {documents} documents, {findings} problems. When the decisions are filled "
            f"in: jixiao decisions import {output} {out}",
        ),
        err=True,
    )
