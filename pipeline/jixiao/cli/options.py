"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say


class OcrChoice(StrEnum):
    """When pages go to the OCR."""

    auto = "auto"
    always = "always"
    never = "never"


class LangChoice(StrEnum):
    """Languages of messages and help."""

    zh = "zh"
    en = "en"


Lang = Annotated[
    LangChoice | None,
    typer.Option(
        "--lang",
        help=say("界面语言：zh 或 en（默认按系统）。", "Language of messages: zh or en (default: the system's)."),
        show_default=False,
    ),
]
"""Read from the command line before it is parsed (see ``language.choose``), so that the help obeys it, too."""

Ocr = Annotated[
    OcrChoice,
    typer.Option(
        "--ocr",
        help=say(
            "文字识别：auto 只识别没有文字层的页，always 每页，never 从不。",
            "OCR: auto = pages without usable text, always = every page, never.",
        ),
    ),
]

Lexicons = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicons",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help=say(
            "您自己的词表文件夹，覆盖内置词表；可多次给出。",
            "A folder with your own lexicon tables, laid over the packaged ones. May be repeated.",
        ),
    ),
]
