"""``jixiao calibrate``: learns from gold and from reviewers how sure a record may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang

if TYPE_CHECKING:
    from jixiao.evaluate.samples import Missed, Sample

_SUFFIXES = {".txt", ".docx", ".pdf", ".html", ".xlsx", ".tif", ".tiff", ".png", ".jpg"}


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "calibrate",
        short_help=say("训练可信度模型", "Train the confidence model"),
        help=say(
            "用有标准答案的文档（和复核决定）训练置信度模型，写成 JSON 和模型说明。需要安装 jixiao[train]。",
            "Train the confidence model on documents with gold (and on reviewers' decisions); writes JSON and a model card. "
            "Needs jixiao[train].",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao corpus make --split train --count 400 --out train --format txt,docx,pdf"
        + "\n\n  jixiao calibrate --gold train/gold --documents train -o confidence.json"
        + "\n\n  jixiao calibrate --gold train/gold --documents train --decisions out -o confidence.json",
    )(calibrate)


def calibrate(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="JSON", help=say("模型文件。", "The model to write."))
    ],
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help=say("gold_*.json 所在的文件夹。", "Folder of gold_*.json."),
        ),
    ] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents",
            metavar="DIR",
            exists=True,
            help=say("这些标准答案的文档（含子文件夹）。", "Their documents, recursive."),
        ),
    ] = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions",
            metavar="OUT",
            exists=True,
            help=say("导入过复核决定的输出文件夹。", "Output folders with imported decisions."),
        ),
    ] = None,
    card: Annotated[
        Path | None, typer.Option("--card", metavar="MD", help=say("模型说明写到这里。", "Write the model card here."))
    ] = None,
    lang: Lang = None,
) -> None:
    """Collect labels, train, write model and card."""
    import json

    from jixiao.batch.versions import VERSION
    from jixiao.confidence.model import default_model, parse
    from jixiao.document.errors import UsageError
    from jixiao.emit.whole_files import write_whole
    from jixiao.evaluate.card import card_of
    from jixiao.evaluate.training import train

    if gold is None and not decisions:
        raise UsageError("请用 --gold 或 --decisions 给出训练数据。", "Give training data with --gold or --decisions.")
    samples: list[Sample] = []
    missed: list[Missed] = []
    if gold is not None:
        _from_gold(gold, documents or [gold.parent], samples, missed)
    for out in decisions or []:
        samples += _from_decisions(out)
    about = {
        "program": VERSION,
        "documents": len({s.document for s in samples}),
        "families": sorted({s.family for s in samples}),
    }
    data = train(samples, missed, base=default_model(), about=about)
    parse(data)
    write_whole(output, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    if card is not None:
        write_whole(card, card_of(data))
    typer.echo(
        say(f"用 {len(samples)} 条标注训练，已写入 {output}。", f"Trained on {len(samples)} labels, wrote {output}."),
        err=True,
    )


def _from_gold(gold: Path, folders: list[Path], samples: list[Sample], missed: list[Missed]) -> None:
    from jixiao.batch.one import Options, finish
    from jixiao.evaluate.samples import labelled

    paths = sorted({p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES})
    for found, gone in labelled(gold, paths, lambda path: finish(path, Options()), on_done=_progress(len(paths))):
        samples.extend(found)
        missed.append(gone)


def _progress(total: int) -> Callable[[str], None]:
    import sys

    done = 0

    def tell(name: str) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty() and (done % 10 == 0 or done == total):
            typer.echo(f"\r{done}/{total} {name[:50]:<50}", nl=False, err=True)

    return tell


def _from_decisions(out: Path) -> list[Sample]:
    """The reviewers' labels of one output folder; its documents are read again from where they were."""
    from jixiao.batch.one import Options, finish
    from jixiao.emit.reading import load
    from jixiao.emit.review.decisions import kept_decisions
    from jixiao.evaluate.samples import reviewed

    made = kept_decisions(out)
    samples: list[Sample] = []
    for entry in load(out).documents:
        mine = [d for d in made if d.doc_id == entry.doc_id]
        if mine and Path(entry.source).is_file():
            samples += reviewed(finish(entry.source, Options()), mine)
        elif mine:
            typer.echo(
                say(
                    f"找不到 {entry.source}，它的 {len(mine)} 条决定没有用上。",
                    f"{entry.source} is gone: its {len(mine)} decisions are left out.",
                ),
                err=True,
            )
    return samples
