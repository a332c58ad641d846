"""``jixiao decisions import``: reviewers' decisions come back from the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang


def mount(commands: typer.Typer) -> None:
    """Add the group ``decisions`` with its command ``import``."""
    group = typer.Typer(
        help=say("复核决定。", "Reviewers' decisions."),
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
    )

    @group.callback()
    def decisions() -> None:
        pass

    group.command(
        "import",
        help=say(
            "读回工作簿中的决定，逐条核对后存入输出文件夹（decisions.jsonl）；加 --reviewed 另写一份应用了决定的记录。",
            "Read the decisions of a workbook back, check each against the records and keep them in the output folder "
            "(decisions.jsonl); with --reviewed, write the records with the decisions applied.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao decisions import 复核.xlsx out\n\n  jixiao decisions import 复核.xlsx out --reviewed out-reviewed",
    )(import_decisions)
    commands.add_typer(group, name="decisions")


def import_decisions(
    workbook: Annotated[
        Path, typer.Argument(metavar="XLSX", help=say("填好决定的工作簿。", "The workbook with decisions."))
    ],
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=say("清单所出的输出文件夹。", "The folder it was made from."))
    ],
    reviewed: Annotated[
        Path | None,
        typer.Option(
            "--reviewed", metavar="DIR", help=say("应用决定后的记录写到这里。", "Write the reviewed records here.")
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Read, check, keep, and apply on request; exit status 1 where a row could not be used."""
    from jixiao.emit.reading import load
    from jixiao.emit.review.decisions import apply, check, keep, read_decisions

    run = load(out)
    decisions, problems = read_decisions(workbook)
    fitting, more = check(run, decisions)
    for problem in sorted([*problems, *more], key=lambda p: p.row):
        typer.echo(say(f"第 {problem.row} 行：{problem.zh}", f"row {problem.row}: {problem.en}"), err=True)
    kept = keep(run, fitting)
    typer.echo(
        say(f"采用 {len(fitting)} 条决定，存于 {kept}。", f"{len(fitting)} decisions taken, kept in {kept}."), err=True
    )
    if reviewed is not None:
        counts = apply(run, fitting, reviewed)
        told = "，".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
        typer.echo(
            say(f"已写入 {reviewed}（{told or '没有改动'}）。", f"Wrote {reviewed} ({told or 'nothing changed'})."),
            err=True,
        )
    if problems or more:
        raise typer.Exit(1)
