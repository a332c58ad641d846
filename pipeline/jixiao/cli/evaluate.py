"""``jixiao evaluate``: how good are the records, compared with gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "evaluate",
        short_help=say("与标准答案比较", "Compare with gold: precision, recall, F1"),
        help=say(
            "把 extract 的输出与标准答案比较：各类记录的准确率、召回率、F1 及置信区间，按格式、类别细分。\n\n"
            "退出码：0 完成；1 有类别低于 --min；2 输入不对。",
            "Compare the output of extract with gold: precision, recall and F1 with intervals, by kind, family and format.\n\n"
            "Exit status: 0 done; 1 some kind is below --min; 2 wrong input.",
        ),
        epilog="  jixiao evaluate corpus-test/gold out\n\n  jixiao evaluate corpus-test/gold out --by value --html scores.html",
    )(evaluate)


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help=say("存放 gold_*.json 的文件夹。", "Folder of gold_*.json."))
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=say("extract 的输出文件夹。", "What extract wrote."))],
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="span|value",
            help=say(
                "span：引文位置要对上；value：只比数值，用于 DOCX、PDF、扫描件。",
                "span: evidence must be in place; value: values only, for DOCX, PDF and scans.",
            ),
        ),
    ] = "span",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help=say("另写一张网页。", "Write a page with charts too."))
    ] = None,
    misses: Annotated[
        int,
        typer.Option("--misses", min=0, help=say("每类列出几条漏报和误报。", "Show so many misses and extras a kind.")),
    ] = 0,
    least: Annotated[
        float | None,
        typer.Option("--min", min=0, max=1, help=say("F1 低于此数则退出码为 1。", "Exit 1 where an F1 is lower.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON。", "Print JSON."))] = False,
    lang: Lang = None,
) -> None:
    """Read both, score, print."""
    from jixiao.evaluate.loading import GoldError, read_pairs
    from jixiao.evaluate.scores import score_document
    from jixiao.evaluate.tables import as_json_text, as_text, lowest_f1

    if by not in ("span", "value"):
        raise typer.BadParameter(say("可选 span、value。", "One of span, value."), param_hint="--by")
    try:
        scores = [score_document(document, by == "value") for document in read_pairs(gold, out)]
    except GoldError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(as_json_text(scores) if as_json else as_text(scores, misses))
    if html is not None:
        from jixiao.evaluate.page import page

        html.write_text(page(scores, by), encoding="utf-8")
        typer.echo(say(f"网页已写入 {html}", f"Page written to {html}"), err=True)
    if least is not None and lowest_f1(scores) < least:
        raise typer.Exit(1)
