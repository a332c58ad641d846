"""Document fields outside forms: titles, labels with a colon on covers and at feet, dates on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.document.document import Block, Document
from jixiao.document.trace import Span
from jixiao.extraction.fields_lexicon import field_of, fields
from jixiao.extraction.fields_values import Found, value_of
from jixiao.numbers import find_dates
from jixiao.segment.parts import is_title

_REPORT = re.compile(
    r"(?:报告|公报|决算|决算公开|公开|情况说明|决算说明|公开说明|的函|综述|总结|自评结果)(?:[（(][^（()）]{1,20}[)）])?$"
)
_TRAIL = re.compile(r"(?:当前|现在|所在)的?位置|^\s*首\s*页|>|＞|»|→")
"""A web page's line of where one is: 首页 >> 信息公开 >> 统计公报."""
_YEAR_BELOW = re.compile(r"\s{0,4}[（(]\s*20\d\d\s*年度?\s*[)）]")
_SECOND_LINE = re.compile(r"(?:整体支出|项目支出|部门整体支出|绩效)[^，。；：]{0,12}(?:报告|综述)")
_FIRST_LINE = re.compile(r"[^，。；：、]{4,40}(?:年度?|部门|单位|整体支出|项目支出|支出|资金|中心|局|委员会)")
_FINAL = re.compile(r"(?:20\d\d年(?:度)?)?[^，。；：]{4,40}(?:(?:部门|单位)(?:决算|预算)|绩效自评结果|绩效自评)")
"""2020年度某某局部门决算, on the first page."""
_YEAR = re.compile(r"(?P<year>20\d{2}|19\d{2})\s*(?:[-—–~至]\s*20\d{2}\s*)?年(?:度)?")
_FORM_NAME = re.compile(
    r"\d{4}\s*年度?|部门|单位|[（(][^（()）]*[)）]|整体支出|项目支出|专项资金|绩效|评价|自评|基础|数据|评分|打分|指标|目标|申报|考核|预算|财政|情况|汇总|表|的|\s"
)
"""What a form's title consists of anywhere; what is left over names the unit."""
_PIECE = re.compile(r"[^\t]+")
_ANNEXED = re.compile(r"\s*附\s*[:：]\s*")
_COLON = re.compile(r"[:：]")
_LABEL = re.compile(r"(?P<label>[^\s:：，。；、]{2,18}(?:\s?[（(][^（()）]{1,12}[)）])?)\s*$")
_SPACED_LABEL = re.compile(r"(?P<label>[一-鿿]{1,6}(?:[ ]{1,4}[一-鿿]{1,6}){1,6})\s*$")
_MAKER = re.compile(r"\s*(?P<name>[一-鿿]{4,24}(?:局|厅|部|委|科|办公室))\s*[（(]\s*(?:制|编制|印制)\s*[)）]\s*$")
_SALUTATION = re.compile(r"\s*(?P<name>[一-鿿]{2,20}(?:局|部|厅|委|府|会|科|股|处|中心))\s*[:：]\s*$")
_BASIS = re.compile(r"《[^》]{4,60}》\s*[（(][^（()）]{2,20}[〔\[（(]20\d\d[〕\])）]\s*\d{1,4}\s*号[)）]")
_ANNEX = re.compile(
    r"\s*(?:附\s*件\s*[:：]\s*)?(?P<number>\d{1,2}(?:-\d{1,2})?)\s*[.．、]\s*(?P<title>\S[^。；]{3,60})$"
)
_ANNEX_HEAD = re.compile(r"\s*附\s*件\s*[:：]")
_NAMED_UNIT = re.compile(r"[一-鿿]{2,}(?:局|委员会|委|办公室|办|中心|院|站|所|厅|管委会|镇|街道|乡|学校|大队|支队|部)")


def titles(document: Document) -> list[Span]:
    """Where the titles of reports and letters stand, in text order; titles of forms where they name a unit, or stand alone."""
    text = document.text.text
    found: list[Span] = []
    of_forms: list[Span] = []
    for block in document.blocks:
        if block.kind != "paragraph" or block.cell is not None or block.end - block.start > 70:
            continue
        line = text[block.start : block.end].strip()
        begin = _title_begin(text, block.start, line)
        plain = "".join(text[begin : block.end].split())
        if (
            _ANNEX_HEAD.match(line)
            or _TRAIL.search(line)
            or not (is_title(line) or (block.start < 400 and _FINAL.fullmatch(plain)))
        ):
            continue
        if _REPORT.search(plain[-16:]) or (plain.endswith("表") and _NAMED_UNIT.search(_FORM_NAME.sub("", plain))):
            found.append((begin, block.end))
        elif plain.endswith(("表", "表）", "表)")):
            year = _YEAR_BELOW.match(text, block.end)
            if year is not None or _YEAR.search(text, block.start, block.end):
                of_forms.append((block.start, block.end if year is None else year.end()))
    return found or of_forms


def _title_begin(text: str, start: int, line: str) -> int:
    """Where a title begins: behind 附：; above, in two lines: 某区2020年度部门整体支出 / 绩效评价自评报告."""
    annexed = _ANNEXED.match(text, start)
    if annexed is not None:
        return annexed.end()
    if not _SECOND_LINE.fullmatch("".join(line.split())):
        return start
    end = len(text[:start].rstrip())
    above = text.rfind("\n", 0, end) + 1
    words = text[above:end].strip()
    return above if start - end <= 3 and _FIRST_LINE.fullmatch("".join(words.split())) and "\t" not in words else start


def year_of(text: str, span: Span) -> tuple[int, Span] | None:
    """The year that a title is about."""
    match = _YEAR.search(text, *span)
    return None if match is None else (int(match["year"]), match.span())


def found_in(document: Document) -> Iterator[Found]:
    """Titles with their years, labelled values, lone dates, and what only letters have."""
    text = document.text.text
    named = titles(document)
    for span in named:
        yield Found("标题", "".join(text[slice(*span)].split()), span, None, 1.0)
        if (year := year_of(text, span)) is not None:
            yield Found("年度", Decimal(year[0]), year[1], None, 1.0)
    outside = [b for b in document.blocks if b.kind == "paragraph" and b.cell is None]
    for block in document.blocks:
        if block.kind != "paragraph" or block.end - block.start > 160:
            continue
        for piece in _PIECE.finditer(text, block.start, block.end):  # 填报日期：…<tab>总分：…
            yield from labelled(text, *piece.span(), inside=block.cell is not None)
    yield from _letter(document, outside)
    yield from _dates(document, outside)


def labelled(text: str, start: int, end: int, *, inside: bool = False) -> Iterator[Found]:
    """填表人：某某 填报日期：2023.6.20 …: every label with a colon on a line, each value up to the next label."""
    marks = list(_COLON.finditer(text, start, end))
    labels: list[tuple[str, Span, int]] = []
    done = start
    for mark in marks:
        found = _label_before(text, done, mark.start())
        if found is not None:
            labels.append((found[0], found[1], mark.end()))
            done = mark.end()
    if not labels or (labels[0][1][0] - start > 40 and not inside):
        return
    for number, (name, span, at) in enumerate(labels):
        stop = labels[number + 1][1][0] if number + 1 < len(labels) else end
        if fields()[name].kind == "prose":
            continue
        read = value_of(name, text, at, stop)
        if read is not None and (fields()[name].places & {"cover", "foot", "form"}):
            yield Found(name, read[0], read[1], span, 1.0)


def _label_before(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The field whose label stands right before a colon."""
    for pattern in (_LABEL, _SPACED_LABEL):
        match = pattern.search(text, max(start, end - 30), end)
        if match is None:
            continue
        name = field_of(match["label"])
        if name is not None:
            return name, match.span("label")
        # 2023.6.20联系电话: the value before ran into the label
        for size in range(8, 2, -1):
            tail = match["label"][-size:]
            if len(tail) == size and not tail[0].isspace() and (name := field_of(tail)) is not None:
                at = match.end("label") - size
                before = text[at - 1 : at]
                if not before or not ("一" <= before <= "鿿"):
                    return name, (at, match.end("label"))
    return None


def _letter(document: Document, outside: Sequence[Block]) -> Iterator[Found]:
    text = document.text.text
    for part in document.parts:
        if part.kind != "letter":
            continue
        listing = False
        for block in outside:
            if not part.start <= block.start < part.end:
                continue
            match = _SALUTATION.match(text, block.start, block.end)
            if match is not None:
                yield Found("主送单位", match["name"], match.span("name"), None, 0.9)
            for basis in _BASIS.finditer(text, block.start, block.end):
                yield Found("依据文件", "".join(basis[0].split()), basis.span(), None, 0.9)
            listing = listing or bool(_ANNEX_HEAD.match(text, block.start, block.end))
            entry = _ANNEX.match(text, block.start, block.end) if listing else None
            if entry is not None:
                yield Found("附件", "".join(entry["title"].split()), entry.span("title"), None, 0.9)
    for block in outside:
        match = _MAKER.match(text, block.start, block.end)
        if match is not None:
            yield Found("制表单位", match["name"], match.span("name"), None, 0.9)


def _dates(document: Document, outside: Sequence[Block]) -> Iterator[Found]:
    """A date on a line of its own: of the letter in a letter, else of the report."""
    text = document.text.text
    letters = [(part.start, part.end) for part in document.parts if part.kind == "letter"]
    for block in outside:
        line = text[block.start : block.end].strip()
        if not 6 <= len(line) <= 20 or not any(char.isdigit() or char in "〇○零" for char in line):
            continue
        mentions = find_dates(line)
        if len(mentions) != 1 or mentions[0].iso is None or mentions[0].precision not in {"day", "month"}:
            continue
        if line.replace(mentions[0].text, "").strip(" ()（）"):
            continue
        at = block.start + text[block.start : block.end].index(line) + mentions[0].start
        in_letter = any(start <= block.start < end for start, end in letters)
        yield Found(
            "报送日期" if in_letter else "报告日期", mentions[0].iso, (at, at + len(mentions[0].text)), None, 0.9
        )
