"""Some pages of a document: what a user may ask for (1-3,7), what the document has of it, what to say about the rest."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from jixiao.document.document import Notice
from jixiao.document.errors import MissingPage, UnsupportedFormat, UsageError

_PART = re.compile(r"(\d{1,6})(?:\s*[-–—~～]\s*(\d{1,6}))?", re.ASCII)
"""7, or 1-3."""


def parse_pages(given: str) -> tuple[int, ...]:
    """Page numbers from 1, in order, each once, from a list of pages and ranges. Raises UsageError for anything else.

    >>> parse_pages("7,1-3")
    (1, 2, 3, 7)
    """
    found: set[int] = set()
    for part in re.split(r"[,，、]", given):
        match = _PART.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise UsageError(
                f"页码“{given}”不对。",
                f'"{given}" is no list of pages.',
                remedy=("请写如 1-3,7，页码从 1 起。", "Write it like 1-3,7; pages count from 1."),
            )
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def shown(numbers: Iterable[int]) -> str:
    """Page numbers the short way.

    >>> shown([1, 2, 3, 7])
    '1-3,7'
    """
    parts = []
    for _, run in itertools.groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        pages = [number for _, number in run]
        parts.append(str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}")
    return ",".join(parts)


def within(numbers: Sequence[int] | None, count: int) -> tuple[int, ...] | None:
    """The pages asked for, of a document of ``count`` pages; None where that is all of them.

    Raises MissingPage for a page beyond the last.
    """
    if numbers is None:
        return None
    beyond = [number for number in numbers if not 1 <= number <= count]
    if beyond:
        raise MissingPage(
            f"没有第 {shown(beyond)} 页：文件共 {count} 页。",
            f"There is no page {shown(beyond)}: the file has {count}.",
        )
    kept = tuple(sorted(set(numbers)))
    return None if len(kept) == count else kept


def left_out(numbers: Sequence[int], count: int) -> Notice:
    """The warning that only these pages were read."""
    rest = count - len(numbers)
    return Notice(
        "pages-left-out",
        f"按要求只读了第 {shown(numbers)} 页，全文共 {count} 页，其余 {rest} 页没有读。"
        f"Only pages {shown(numbers)} of {count} were read, as asked; {rest} were left out.",
    )


def no_pages() -> UnsupportedFormat:
    """The error for pages asked of a format that has none."""
    return UnsupportedFormat(
        "这种文件不分页，无法只读其中几页。",
        "This file has no pages that could be chosen.",
        remedy=(
            "--pages 用于 PDF、TIFF 和页面图像文件夹；请对其他文件另外运行。",
            "--pages is for PDF, TIFF and folders of page images; run other files without it.",
        ),
    )
