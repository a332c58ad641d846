"""``jixiao report``: one self-contained page to read a document beside its records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import current, say
from jixiao.cli.options import Lang, Lexicons, Ocr, OcrChoice


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "report",
        short_help=say("生成原文与记录对照的网页", "Write a page: source text and records"),
        help=say(
            "把一份报告和它的记录写成一个网页文件：原文高亮，旁边是记录、可疑之处、未读出之处、可信度和原因。可离线打开、可打印。",
            "Write a report and its records as one web page: the source text with highlights, beside it records, findings, "
            "what was not read, confidence and reasons. Opens offline, prints well.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao report a.docx -o a.html\n\n  jixiao report out --doc a.docx -o a.html",
    )(report)


def report(
    path: Annotated[
        str, typer.Argument(metavar="FILE|OUT", help=say("报告文件或输出文件夹。", "A report or an output folder."))
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="HTML", help=say("网页文件。", "The page to write."))
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
    ocr: Ocr = OcrChoice.auto,
    lexicons: Lexicons = None,
    lang: Lang = None,
) -> None:
    """Find what is meant and write its page."""
    from jixiao.cli.finished import chosen, extract_now, run_at
    from jixiao.confidence.reasons import REASONS
    from jixiao.document.errors import UsageError
    from jixiao.emit.page import page_of
    from jixiao.emit.whole_files import write_whole

    run = run_at(path)
    finished = extract_now(path, ocr.value, lexicons) if run is None else chosen(run, doc)
    if finished is None:
        raise UsageError(
            f"“{path}”中有多份文档，请用 --doc 指明哪一份。",
            f'"{path}" holds several documents: say which with --doc.',
        )
    write_whole(output, page_of(finished, language=current(), reasons=REASONS))
    typer.echo(say(f"已写入 {output}", f"Wrote {output}"), err=True)
