"""``jixiao ocr``: a scan becomes a searchable PDF; its page images stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang

if TYPE_CHECKING:
    from jixiao.ingest.scan import ScannedPage


def mount(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command(
        "ocr",
        short_help=say("把扫描件做成可检索的 PDF", "Make a scan a searchable PDF"),
        help=say(
            "识别扫描件（PDF、PNG、JPEG、TIFF，或存放页面图像的文件夹），写出带不可见文字层的 PDF；页面图像不变。"
            "识别结果按页缓存，中断后再次运行不会重复识别。",
            "Read a scan (PDF, PNG, JPEG, TIFF, or a folder of page images) and write a PDF with an invisible text layer; "
            "the page images stay as they are. What was read is kept page by page: a second run reads nothing twice.",
        ),
        epilog=say("例：", "Examples:")
        + "\n\n  jixiao ocr 扫描.pdf -o 可检索.pdf\n\n  jixiao ocr pages/ -o out.pdf --jobs 2",
    )(ocr)


def ocr(
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=say("扫描件或页面图像文件夹。", "A scan, or a folder of page images.")),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.pdf", help=say("写入的 PDF。", "The PDF to write."))
    ],
    pages: Annotated[
        str | None,
        typer.Option(
            "--pages",
            metavar="1-3,7",
            help=say(
                "只识别这些页（默认：PDF 中没有文字的页，图像的全部页）；其余页照原样写出。",
                "Pages to read (default: those of a PDF without text, all of images); the others stay as they are.",
            ),
        ),
    ] = None,
    dpi: Annotated[
        int, typer.Option("--dpi", min=100, max=400, help=say("PDF 页栅格化的分辨率。", "Resolution for PDF pages."))
    ] = 200,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            max=64,
            help=say("同时识别几页（每个约 1 GB 内存）。", "Pages at a time (1 GB each)."),
        ),
    ] = 1,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help=say("是否保留识别结果。", "Keep what was read."))
    ] = True,
    lang: Lang = None,
) -> None:
    """Read, tell each page, write whole or not at all."""
    from jixiao.document.errors import MissingInput
    from jixiao.emit.whole_files import whole_file
    from jixiao.ingest import scan
    from jixiao.ingest.page_numbers import parse_pages
    from jixiao.ingest.scan.engine import missing_extra
    from jixiao.ingest.scan.searchable import searchable_images, searchable_pdf
    from jixiao.ingest.scan.sources import folder_images

    if not path.exists():
        raise MissingInput(f"找不到“{path}”。", f'There is no "{path}".')
    if not scan.available():
        raise missing_extra()
    wanted = parse_pages(pages) if pages else None
    kept = scan.default_cache() if cache else None
    options = scan.ScanOptions(dpi=dpi, jobs=jobs, cache=kept)
    if path.is_dir():
        files = folder_images(path)
        if not files:
            raise MissingInput(f"文件夹“{path}”里没有页面图像。", f'The folder "{path}" holds no page images.')
        made = searchable_images(files, wanted, options=options, progress=_told)
    else:
        data = path.read_bytes()
        if data.lstrip()[:5] == b"%PDF-":
            made = searchable_pdf(data, wanted, options=options, progress=_told)
        else:
            made = searchable_images([path], wanted, options=options, progress=_told)
    with whole_file(output) as file:
        file.write(made)
    typer.echo(say(f"已写入 {output}", f"Wrote {output}"), err=True)


def _told(page: ScannedPage) -> None:
    """A line a page on stderr."""
    seconds = f"{page.timing.total:.1f} s"
    how = say("取自缓存", "from the cache") if page.timing.cached else seconds
    notes = "".join(f"  [{notice.code}]" for notice in page.warnings)
    count = sum(not c.isspace() for c in page.text)
    typer.echo(
        say(f"第 {page.number} 页：{count} 字，{how}{notes}", f"page {page.number}: {count} characters, {how}{notes}"),
        err=True,
    )
