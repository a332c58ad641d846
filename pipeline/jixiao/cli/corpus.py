"""``jixiao corpus``: documents with known truth, and the table of scores on them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang


def mount(commands: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help=say("生成已知真值的报告，用来测量准确率。", "Make reports whose every value is known, to measure with."),
    )
    group.command(
        "make",
        help=say(
            "生成一批报告及其标准答案（gold）。参数相同，gold 逐字节相同。",
            "Make reports with gold annotations. Equal arguments give equal bytes of gold.",
        ),
        epilog="  jixiao corpus make --split test --count 200 --out corpus-test\n\n"
        "  jixiao corpus make --split dev --count 20 --format txt,docx,pdf,scan-office --out corpus-dev",
    )(make)
    commands.add_typer(group, name="corpus")


def make(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help=say("输出文件夹。", "Output folder."))],
    split: Annotated[
        str, typer.Option("--split", metavar="train|dev|test", help=say("哪一部分。", "Which part of the corpus."))
    ] = "train",
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=100_000, help=say("多少份。", "How many."))] = 20,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="txt,docx,pdf,…",
            help=say(
                "格式，用逗号分开：txt、docx、pdf、html、xlsx、scan-clean、scan-office、scan-bad。",
                "Formats, separated by commas: txt, docx, pdf, html, xlsx, scan-clean, scan-office, scan-bad.",
            ),
        ),
    ] = "txt",
    seed: Annotated[
        int, typer.Option("--seed", help=say("换一个数就是另一批。", "Another number, another corpus."))
    ] = 0,
    family: Annotated[
        str, typer.Option("--family", metavar="F1,F3,…", help=say("只要这些格式的报告。", "Only these families."))
    ] = "",
    lang: Lang = None,
) -> None:
    """Check the options, make, tell what was made."""
    from jixiao.synthesis.families import FAMILIES
    from jixiao.synthesis.write import FORMATS, write_corpus

    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    for name in wanted:
        if name not in FORMATS:
            raise typer.BadParameter(
                say(
                    f"没有 {name!r} 这种格式，可选 {'、'.join(FORMATS)}。", f"{name!r} is none of {', '.join(FORMATS)}."
                ),
                param_hint="--format",
            )
    if split not in ("train", "dev", "test"):
        raise typer.BadParameter(say("可选 train、dev、test。", "One of train, dev, test."), param_hint="--split")
    families = [name.strip() for name in family.split(",") if name.strip()]
    for name in families:
        if name not in FAMILIES:
            raise typer.BadParameter(
                say(f"没有 {name!r}，可选 {'、'.join(FAMILIES)}。", f"{name!r} is none of {', '.join(FAMILIES)}."),
                param_hint="--family",
            )
    try:
        written = write_corpus(out, split, count, wanted, seed, families)  # type: ignore[arg-type]
    except (RuntimeError, OSError) as error:
        typer.echo(say(f"未能生成：{error}", f"Could not make it: {error}"), err=True)
        raise typer.Exit(3) from None
    planted = sum(1 for made in written.documents if made.gold["findings"])
    typer.echo(
        say(
            f"已在 {out} 生成 {len(written.documents)} 份报告（{', '.join(written.files)}），其中 {planted} 份埋有差错。",
            f"Made {len(written.documents)} reports in {out} ({', '.join(written.files)}); {planted} have planted errors.",
        ),
        err=True,
    )
