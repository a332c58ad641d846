"""``jixiao show``: a readable summary in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from jixiao.cli.language import current, say
from jixiao.cli.options import Lang, Lexicons, Ocr, OcrChoice


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "show",
        short_help=say("在终端里显示摘要", "Show a summary in the terminal"),
        help=say(
            "在终端里显示一份报告（当场提取）或一个输出文件夹的摘要：字段、章节、数据、指标、可疑之处、未读出之处；最没把握的在前。",
            "Show a report (extracted on the spot) or an output folder: fields, sections, facts, indicators, findings and "
            "what was not read; the least certain records first.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao show a.docx\n\n  jixiao show out\n\n  jixiao show out --doc a.docx --all",
    )(show)


def show(
    path: Annotated[
        str, typer.Argument(metavar="FILE|OUT", help=say("报告文件或输出文件夹。", "A report or an output folder."))
    ],
    doc: Annotated[
        str | None,
        typer.Option(
            "--doc",
            metavar="ID",
            help=say(
                "输出文件夹中的哪一份：doc_id 或文件名。", "Which document of the folder: its doc_id or file name."
            ),
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=say("列出全部，不截短。", "List everything instead of the first rows."))
    ] = False,
    ocr: Ocr = OcrChoice.auto,
    lexicons: Lexicons = None,
    lang: Lang = None,
) -> None:
    """Find what is meant and print it."""
    from jixiao.cli.finished import chosen, extract_now, run_at
    from jixiao.cli.summary import one_document, whole_run
    from jixiao.cli.terminal import console

    run = run_at(path)
    finished = extract_now(path, ocr.value, lexicons) if run is None else chosen(run, doc)
    screen = console()
    parts = whole_run(run, current()) if finished is None and run is not None else ()
    if finished is not None:
        parts = one_document(finished, current(), limit=None if everything else 12)
    for part in parts:
        screen.print(part)
