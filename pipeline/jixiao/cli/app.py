"""Puts the commands together. Only thin modules are imported here: ``jixiao --help`` must answer at once."""

from __future__ import annotations

from typing import Annotated

import typer

from jixiao.cli import (
    audit,
    calibrate,
    corpus,
    decisions,
    evaluate,
    extract,
    ocr,
    report,
    rules,
    schema,
    show,
    worklist,
)
from jixiao.cli.language import say
from jixiao.cli.options import Lang


def app() -> typer.Typer:
    """The command line, its help in the user's language."""
    commands = typer.Typer(
        name="jixiao",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=say(
            "例： jixiao extract 报告/ --out 结果 ； jixiao show 结果 ； jixiao report 报告.docx -o 报告.html",
            "Examples:  jixiao extract reports/ --out out ;  jixiao show out ;  jixiao report a.docx -o a.html",
        ),
    )

    @commands.callback(
        help=say(
            "从绩效自评报告、决算公开、统计公报等中文报告中提取结构化记录；每条记录都引用原文，并说明有多可信。离线运行。",
            "Structured records from Chinese government reports. Each quotes its source exactly and says how likely it is "
            "right. Runs offline.",
        )
    )
    def root(
        version: Annotated[
            bool,
            typer.Option("--version", is_eager=True, callback=_version, help=say("显示版本。", "Show the version.")),
        ] = False,
        lang: Lang = None,
    ) -> None:
        pass

    for module in (extract, show, report, audit, rules, ocr, worklist, decisions, schema, evaluate, calibrate, corpus):
        module.mount(commands)
    return commands


def _version(wanted: bool) -> None:
    if wanted:
        from jixiao.batch.versions import VERSION

        typer.echo(f"jixiao {VERSION}")
        raise typer.Exit
