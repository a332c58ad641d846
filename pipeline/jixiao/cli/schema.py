"""``jixiao schema``: the JSON Schema of what a run writes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "schema",
        short_help=say("输出格式的 JSON Schema", "Print the JSON Schema of the output"),
        help=say(
            "输出记录、文档行和未读清单的 JSON Schema（2020-12）。",
            "Print the JSON Schema (2020-12) of records, document lines and coverage lines.",
        ),
        epilog=say("例：", "Examples:") + "\n\n  jixiao schema\n\n  jixiao schema -o schema.json",
    )(schema)


def schema(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=say("写入文件，而不是屏幕。", "Write to a file instead.")),
    ] = None,
    lang: Lang = None,
) -> None:
    """Print or write the schema."""
    import json

    from jixiao.emit.schema import output_schema

    text = json.dumps(output_schema(), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        from jixiao.emit.whole_files import write_whole

        write_whole(output, text)
