"""A file is not a report: page numbers checked, bound volumes split at covers and title pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.document.document import LayoutParagraph, LayoutPart, LayoutTable, Notice
from jixiao.document.errors import UsageError
from jixiao.ingest.scan.pages import ScannedPage

_REPORT = re.compile(
    r"""
    (?: 自评报告 | 评价报告 | 绩效报告 | 决算(?:公开)?(?:报告|说明)? | 统计公报 | 工作报告 | 审计(?:工作)?报告
      | (?:自评|评价)结果 | 目标表 | 数据表 | 决算草案.{0,8}报告 | 执行情况.{0,12}报告 | 目标申报表 | 自评表 | 调查报告 | 总结 )
    [（(]?.{0,12}[)）]?
    """,
    re.VERBOSE,
)
"""How titles of reports end: 整体支出绩效自评报告, 部门决算公开, 国民经济和社会发展统计公报 …"""
_COVER_FIELDS = (
    "部门名称", "单位名称", "预算编码", "评价方式", "评价机构", "报告日期",
    "填报日期", "填报单位", "编制单位", "项目名称", "公章", "盖章",
)  # fmt: skip
_DATE_LINE = re.compile(r"(?:二[〇○零Oo0]|20|19)[\d〇○零一二三四五六七八九Oo]{2}年.{0,8}")
SPLIT_AT = 0.6
"""Pages that look more like a cover or a title page than this begin a new part."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A page that begins a report: position in the list of pages, how sure that is, and its title."""

    page: int
    confidence: float
    title: str
    reasons: tuple[str, ...] = ()


_ANNEX = re.compile(r"\s*(?:第[一二三四五六七八九十]部分\s*)?附[件表录]")
"""How a page of an annex begins: it belongs to what it is annexed to."""


def title_score(page: ScannedPage, restarts: bool = False, goes_on: bool = False) -> tuple[float, str, tuple[str, ...]]:
    """How much a page looks like the first of a report (0 to 1), its title, and the reasons.

    A title alone on its page, cover fields, a date line at the foot and a page number that starts again (``restarts``)
    speak for it; running text above the title, a page number above 1 or that follows the one before (``goes_on``), and
    the head of an annex against it.
    """
    title, at = "", 0
    for number, item in enumerate(page.layout):
        if isinstance(item, LayoutParagraph) and item.role in {"title", "body"}:
            text = "".join(page.text[a:b] for a, b in item.spans).replace(" ", "")
            centred = item.role == "title"
            if (
                len(text) <= 60
                and (found := _REPORT.search(text))
                and found.end() >= len(text) - 2
                and (centred or len(text) < 40)
            ):
                title, at = text, number
                break
    if not title:
        return 0.0, "", ()
    score, reasons = 0.35, ["title"]
    before = sum(
        b - a
        for item in page.layout[:at]
        if isinstance(item, LayoutParagraph) and item.role not in {"page-number", "header"}
        for a, b in item.spans
    )
    if isinstance(page.layout[at], LayoutParagraph) and page.layout[at].role == "title":  # type: ignore[union-attr]
        score += 0.2
        reasons.append("large")
    if before <= 40:
        score += 0.15
        reasons.append("first")
    else:
        score -= 0.3
    fields = sum(field in page.text.replace(" ", "") for field in _COVER_FIELDS)
    if len(page.text) < 260 and not any(isinstance(i, LayoutTable) and len(i.cells) > 12 for i in page.layout):
        score += 0.15
        reasons.append("alone")
    if fields >= 2:
        score += 0.15
        reasons.append("cover-fields")
    last = [line for line in page.text.split("\n") if line.strip()][-2:]
    if any(_DATE_LINE.fullmatch(line.replace(" ", "")) for line in last):
        score += 0.1
        reasons.append("date")
    if restarts:
        score += 0.2
        reasons.append("numbers-restart")
    printed = _number((page.label or "").split(",")[0])
    if goes_on:
        score -= 0.6
    elif printed is not None and printed > 1:
        score -= 0.35
    if _ANNEX.match(page.text) and not restarts:
        score -= 0.25
    return max(0.0, min(1.0, round(score, 3))), title, tuple(reasons)


def beginnings(pages: Sequence[ScannedPage]) -> list[Beginning]:
    """Pages at which a report begins, the first page among them. A title page right after its cover begins none."""
    found = [Beginning(0, 1.0, title_score(pages[0])[1])] if pages else []
    labels = [_number(page.label) for page in pages]
    for i in range(1, len(pages)):
        following = next((n for n in labels[i : i + 2] if n is not None), None)
        earlier = next((n for n in reversed(labels[max(0, i - 3) : i]) if n is not None), None)
        restarts = following == 1 and (earlier or 0) > 1
        goes_on = labels[i] is not None and labels[i - 1] is not None and labels[i] == (labels[i - 1] or 0) + 1
        score, title, reasons = title_score(pages[i], restarts, goes_on)
        if score < SPLIT_AT:
            continue
        last = found[-1]
        if i - last.page <= 2 and (_bare(title) == _bare(last.title) or (not last.title and last.page == 0 and i == 1)):
            if not last.title:
                found[-1] = Beginning(last.page, last.confidence, title, last.reasons)
            continue
        found.append(Beginning(i, score, title, reasons))
    return found


def parts(
    pages: Sequence[ScannedPage], starts: Sequence[int], split: str | None
) -> tuple[tuple[LayoutPart, ...], list[Notice]]:
    """The reports of a bound volume as parts in source offsets, and what to tell the user; () where there is one.

    ``split``: None finds beginnings, ``"no"`` keeps the volume whole, ``"1,14,40"`` gives the first pages.
    Raises UsageError for anything else.
    """
    if not pages:
        return (), []
    if split is not None:
        firsts = [(page.number, start, title_score(page)[1]) for page, start in zip(pages, starts, strict=True)]
        return split_at(split, firsts, starts[-1] + len(pages[-1].text)), []
    found = beginnings(pages)
    if len(found) < 2:
        return (), []
    ends = [starts[b.page] for b in found[1:]] + [starts[-1] + len(pages[-1].text)]
    result = tuple(
        LayoutPart(b.title or f"第{pages[b.page].number}页起", starts[b.page], end)
        for b, end in zip(found, ends, strict=True)
    )
    notices = [
        Notice(
            "bound-volume",
            f"此页起似为另一份报告“{b.title}”（把握 {b.confidence:.0%}）；如不对，请用 --split 指定各份首页。"
            f"Another report seems to begin here (confidence {b.confidence:.0%}); if not, name the first pages by --split.",
            pages[b.page].number,
        )
        for b in found[1:]
    ]
    return result, notices


def split_at(split: str, pages: Sequence[tuple[int, int, str]], end: int) -> tuple[LayoutPart, ...]:
    """Parts that begin at the pages named, such as ``"1,14,40"``, and at the first page.

    ``pages``: number, source offset and title of each; ``"no"``: one part. Raises UsageError for anything but numbers of
    these pages.
    """
    if split == "no":
        return (LayoutPart(pages[0][2] or f"第{pages[0][0]}页起", pages[0][1], end, given=True),)
    positions = {number: at for at, (number, _, _) in enumerate(pages)}
    try:
        wanted = {int(part) for part in split.replace("，", ",").split(",") if part.strip()}
        found = sorted({positions[number] for number in wanted} | {0})
    except (ValueError, KeyError) as error:
        raise UsageError(
            f"--split 的值“{split}”不对。",
            f'"{split}" is no valid value for --split.',
            remedy=("请写各份报告的首页页码，如 1,14,40，或写 no。", "Give the first pages, such as 1,14,40, or no."),
        ) from error
    ends = [pages[at][1] for at in found[1:]] + [end]
    return tuple(
        LayoutPart(pages[at][2] or f"第{pages[at][0]}页起", pages[at][1], last, given=True)
        for at, last in zip(found, ends, strict=True)
    )


def page_notices(pages: Sequence[ScannedPage]) -> list[Notice]:
    """Duplicate pages, and printed page numbers that are missing or come twice.

    Two facing pages in one image carry two numbers. Numbers that start again begin a new count.
    """
    notices: list[Notice] = []
    seen: dict[str, int] = {}
    for page in pages:
        text = "".join(page.text.split())
        keys = [key for key in (page.image_key, f"text:{text}" if len(text) >= 80 else "") if key]
        if page.text.strip() and (earlier := next((seen[k] for k in keys if k in seen), None)) is not None:
            notices.append(
                Notice(
                    "duplicate-page",
                    f"此页与第 {earlier} 页相同，可能重复扫描。This page repeats page {earlier}: it may have been scanned twice.",
                    page.number,
                )
            )
        for key in keys:
            seen.setdefault(key, page.number)
    count: int | None = None
    before = 0
    for page in pages:
        if page.number != before + 1:  # pages between were not asked for
            count = None
        before = page.number
        for label in (page.label or "").split(","):
            number = _number(label)
            if number is None:
                count = None if count is None else count + 1
                continue
            if count is not None and number == count:
                notices.append(
                    Notice(
                        "page-number-repeated",
                        f"印刷页码 {number} 出现两次。The printed page number {number} comes twice.",
                        page.number,
                    )
                )
            elif count is not None and 1 < number - count <= 20:
                gap = f"{count + 1}" if number == count + 2 else f"{count + 1}–{number - 1}"
                notices.append(
                    Notice(
                        "page-missing",
                        f"印刷页码 {gap} 缺失，可能漏扫。The printed page number {gap} is missing: a page may not have been scanned.",
                        page.number,
                    )
                )
            count = number
    return notices


def _number(label: str | None) -> int | None:
    return int(label) if label is not None and label.isascii() and label.isdecimal() else None


def _bare(title: str) -> str:
    return "".join(c for c in title if c.isalnum())
