"""``jixiao extract``: reports in, records out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.language import current, say
from jixiao.cli.options import Lang, Lexicons, Ocr, OcrChoice

if TYPE_CHECKING:
    from jixiao.batch.one import Done
    from jixiao.batch.run import Summary

_SHOWN_FAILURES = 20
_UNSEEN = frozenset({"unseen-layout", "unseen-stratum"})


class FormatChoice(StrEnum):
    """Output formats."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "extract",
        short_help=say("提取报告中的记录，写入文件夹", "Extract the records of reports into a folder"),
        help=say(
            "从文件、文件夹或通配符所指的报告中提取记录，写入输出文件夹。每完成一份就写一份；中断后用同样的命令继续。\n\n"
            "退出码：0 全部成功；1 有文件失败或只读出一部分（其余照写）；2 用法有误；3 无法写入。",
            "Extract records from files, folders and patterns into an output folder. Each document is kept as soon as it "
            "is done; run the same command again to continue after a stop.\n\n"
            "Exit status: 0 all ok; 1 some failed or are partial (the rest is written); 2 wrong usage; 3 cannot write.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao extract 2023/ --out out\n\n  jixiao extract a.docx b.pdf 'c*.txt' --out out --format csv,parquet"
        + "\n\n  jixiao extract 2023/ --out out --jobs 4 --ocr never"
        + "\n\n  jixiao extract 合订本.pdf --out out --pages 1-3,7"
        + "\n\n  jixiao extract 2023/ --out out --max-error 0.01",
    )(extract)


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…", help=say("文件、文件夹（含子文件夹）或通配符。", "Files, folders (recursive) or patterns.")
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="OUT", help=say("输出文件夹（没有就新建）。", "Output folder, made if missing.")
        ),
    ],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="jsonl,csv,parquet",
            help=say(
                "另外写哪些表：csv、parquet，用逗号分开（jsonl 总是写）。",
                "Tables to write besides: csv, parquet, separated by commas (jsonl is always written).",
            ),
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            max=256,
            help=say(
                "同时处理几份；只有一份扫描件时，同时识别几页。",
                "How many documents at a time; how many pages, of one scan.",
            ),
        ),
    ] = 1,
    ocr: Ocr = OcrChoice.auto,
    dpi: Annotated[
        int | None,
        typer.Option(
            "--dpi",
            min=100,
            max=600,
            help=say(
                "没有自带图像的 PDF 页按此分辨率识别。",
                "Resolution for the OCR of PDF pages that hold no image of their own.",
            ),
        ),
    ] = None,
    pages: Annotated[
        str | None,
        typer.Option(
            "--pages",
            metavar="1-3,7",
            help=say(
                "只读这些页（PDF、TIFF、页面图像文件夹）；页码是文件中的第几页。",
                "Read only these pages of PDF, TIFF and folders of page images, counted in the file from 1.",
            ),
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(
            "--split",
            metavar="no|1,14,40",
            help=say(
                "扫描合订本如何分册：no 不分，或写出各册首页；默认按封面和题名页判断。",
                "Where a bound volume of scans is split: no, or the first pages; by default covers and title pages decide.",
            ),
        ),
    ] = None,
    max_error: Annotated[
        float | None,
        typer.Option(
            "--max-error",
            metavar="RATE",
            min=0.0005,
            max=0.5,
            help=say(
                "免复核的记录中最多允许的错误比例，如 0.01 表示百分之一；达不到的记录全部列入复核。",
                "The error rate promised among records that nobody looks at, such as 0.01; all others go to review.",
            ),
        ),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            "--model",
            metavar="JSON",
            exists=True,
            dir_okay=False,
            help=say("用 jixiao calibrate 训练的置信度模型。", "A confidence model that jixiao calibrate wrote."),
        ),
    ] = None,
    lexicons: Lexicons = None,
    lang: Lang = None,
) -> None:
    """Check the options, run, tell what came of it."""
    wanted = _formats(formats or [])
    from jixiao.batch.one import Options
    from jixiao.batch.run import run
    from jixiao.cli.progress import Progress
    from jixiao.ingest.page_numbers import parse_pages, shown

    options = Options(
        ocr=ocr.value,
        dpi=dpi,
        split=split,
        pages=None if pages is None else shown(parse_pages(pages)),
        lexicons=tuple(map(str, lexicons or ())),
        max_error=max_error,
        model=None if model is None else str(model),
    )
    with Progress() as progress:
        try:
            summary = run(
                paths,
                out,
                formats=wanted,
                jobs=jobs,
                options=options,
                on_start=progress.start,
                on_done=progress.done,
                on_convert=progress.converting,
                on_page=progress.page,
            )
        except KeyboardInterrupt:
            progress.stop()
            kept = progress.finished
            typer.echo(
                say(
                    f"已中断。完成的 {kept} 份已保存在 {out}；再次运行同样的命令即可继续。",
                    f"Interrupted. {kept} finished documents are kept in {out}; run the same command again to continue.",
                ),
                err=True,
            )
            raise typer.Exit(130) from None
    _tell(summary, out)
    raise typer.Exit(summary.exit_status)


def _formats(given: list[str]) -> list[str]:
    names = [name.strip().lower() for part in given for name in part.split(",") if name.strip()]
    known = [choice.value for choice in FormatChoice]
    for name in names:
        if name not in known:
            raise typer.BadParameter(
                say(f"没有 {name!r} 这种格式，可选 {'、'.join(known)}。", f"{name!r} is none of {', '.join(known)}."),
                param_hint="--format",
            )
    return names


def _tell(summary: Summary, out: Path) -> None:
    """The summary on stderr: stdout stays free for what a user may pipe."""
    from collections import Counter

    from jixiao.emit.labels import label
    from jixiao.emit.plain import plain

    def line(text: str) -> None:
        typer.echo(text, err=True)

    failures = [done for done in summary.done if done.entry.status != "ok"]
    for done in failures[:_SHOWN_FAILURES]:
        line(_failure(done))
    if len(failures) > _SHOWN_FAILURES:
        more = len(failures) - _SHOWN_FAILURES
        line(say(f"…… 还有 {more} 份，见 documents.jsonl", f"… and {more} more: see documents.jsonl"))
    ok, partial, failed = (summary.count(status) for status in ("ok", "partial", "failed"))
    kept = sum(done.kept for done in summary.done)
    duplicates = sum(len(entry.also_at) for entry in summary.entries)
    records = Counter[str]()
    gaps = Counter[str]()
    for entry in summary.entries:
        records.update(entry.records)
        gaps.update(entry.gaps)
    review = sum(entry.needs_review for entry in summary.entries)
    zh = current() == "zh"
    counted = say("，", ", ").join(f"{label(kind, current())} {count}" for kind, count in records.items() if count)
    missing = say("，", ", ").join(f"{label(kind, current())} {count}" for kind, count in gaps.items() if count)
    if zh:
        line(
            f"文档：{ok} 份成功，{partial} 份不完整，{failed} 份失败"
            + (f"（其中 {kept} 份此前已完成）" if kept else "")
        )
        line(f"记录：{records.total()} 条" + (f"（{counted}）" if counted else "") + f"，{review} 条需人工复核")
        line(f"未读出：{gaps.total()} 处" + (f"（{missing}）" if missing else ""))
    else:
        line(f"Documents: {ok} ok, {partial} partial, {failed} failed" + (f" ({kept} done before)" if kept else ""))
        line(f"Records:   {records.total()}" + (f" ({counted})" if counted else "") + f", {review} to review")
        line(f"Not read:  {gaps.total()}" + (f" ({missing})" if missing else ""))
    _tell_risk(summary, line)
    if duplicates:
        line(
            say(
                f"另有 {duplicates} 个内容相同的文件，未重复处理。",
                f"{duplicates} identical files were not read twice.",
            )
        )
    if summary.skipped:
        names = ", ".join(plain(name) for name in summary.skipped[:5])
        more_names = " …" if len(summary.skipped) > 5 else ""
        count = len(summary.skipped)
        line(
            say(
                f"跳过 {count} 个不是报告的文件：{names}{more_names}",
                f"Skipped {count} files that are no reports: {names}{more_names}",
            )
        )
    if summary.others:
        count = len(summary.others)
        line(
            say(
                f"{out} 中还有 {count} 份以前运行留下的文档，不在本次的汇总文件里。",
                f"{out} also holds {count} documents of earlier runs; they are not in the joined files.",
            )
        )
    for path in summary.bugs:
        line(say(f"程序缺陷的错误记录：{path}", f"A bug in jixiao, please report it: {path}"))
    line(say(f"用时 {summary.seconds:.1f} 秒，结果在 {out}", f"{summary.seconds:.1f} seconds. Results in {out}"))


def _failure(done: Done) -> str:
    from jixiao.emit.plain import plain

    entry = done.entry
    code = entry.error.code if entry.error else ""
    text = done.message[0 if current() == "zh" else 1] if done.message else (entry.error.message if entry.error else "")
    page = ""
    if entry.error and entry.error.page is not None:
        page = say(f"第 {entry.error.page} 页：", f"page {entry.error.page}: ")
    mark = "✗" if entry.status == "failed" else "!"
    return f"{mark} {plain(entry.source)}  [{code}] {page}{plain(text)}"


def _tell_risk(summary: Summary, line: Callable[[str], None]) -> None:
    """What was probably missed, and where no promise can be made."""
    estimates = [entry.missed for entry in summary.entries if entry.missed is not None]
    if estimates:
        total = sum(estimates)
        line(say(f"估计漏读的数值：约 {total:.0f} 个", f"Values probably missed: about {total:.0f}"))
    strange = [entry for entry in summary.entries if any(w.code in _UNSEEN for w in entry.warnings)]
    if strange:
        count = len(strange)
        line(
            say(
                f"{count} 份文档的版式或来源未经测量，无法承诺错误率，其记录全部列入复核。",
                f"{count} documents have a layout or an origin that was never measured: all their records go to review.",
            )
        )
