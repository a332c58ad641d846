"""Hygiene of the text: numbering, repetition, words of another unit, personal data, variants of the unit's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from jixiao.audit.checks import check
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.document.document import Section

_MOBILE = re.compile(r"(?<![\d.])1\n?[3-9](?:\n?\d){9}(?!\n?[\d.])")
_IDENTITY = re.compile(r"(?<![\d.])\d(?:\n?\d){16}\n?[\dXx](?!\n?[\d.])")
"""A page's line may end inside a number."""
_BORN = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_ACCOUNT = re.compile(r"(?<=账号)[:：\s]*(\d{15,19})(?!\d)")
_SCHOOL = re.compile(r"校内|我校|本校|全校|校区|师生")
_HOSPITAL = re.compile(r"我院|本院|院内|患者|门诊")
_CHINESE = re.compile(r"[^一-龥0-9A-Za-z]+")
_SHINGLE = 5
INSIDE = 0.95
"""The share of a passage's character runs that a longer passage holds where it was copied into that."""


@check("section-numbering")
def numbering(ledger: Ledger) -> Iterator[Draft]:
    """Numbers of sibling headings that do not run on from one, or begin again below themselves."""
    rule = ledger.rule("section-numbering")
    children: dict[tuple[int | None, str], list[tuple[int, Section]]] = defaultdict(list)
    ordinals = {(heading.start, heading.end): heading for heading in ledger.document.headings}
    starts = {heading.start: heading for heading in ledger.document.headings}
    sections = ledger.document.sections
    for section in sections:
        heading = ordinals.get((section.start, section.heading_end)) or starts.get(section.start)
        if heading is None or heading.ordinal is None or heading.scheme in ("annex", "none", "decimal", "part"):
            continue
        children[section.parent, heading.scheme].append((heading.ordinal, section))
        parent = sections[section.parent] if section.parent is not None else None
        above = starts.get(parent.start) if parent is not None else None
        if above is not None and parent is not None and above.scheme == heading.scheme and heading.ordinal == 1:
            evidence = [
                *ledger.quote(parent.start, parent.heading_end),
                *ledger.quote(section.start, section.heading_end),
            ]
            yield from ledger.draft(rule, f"“{_name(parent)}”之下又从“{_name(section)}”起编号，层次混乱。", evidence)
    for siblings in children.values():
        for (one, before), (other, after) in pairwise(siblings):
            if other == one + 1 or (other == 1 and one > 1):
                continue
            evidence = [*ledger.quote(before.start, before.heading_end), *ledger.quote(after.start, after.heading_end)]
            problem = "编号重复" if other == one else "编号不连续"
            yield from ledger.draft(rule, f"“{_name(before)}”之后为“{_name(after)}”，{problem}。", evidence)


def _name(section: Section) -> str:
    return f"{section.number}{section.title}"[:24]


def paragraphs(ledger: Ledger, least: int) -> list[tuple[int, int, str]]:
    """(start, end, letters and digits) of the paragraphs of at least so many characters."""
    found = []
    for block in ledger.document.blocks:
        if block.kind == "table":
            continue
        text = _CHINESE.sub("", ledger.text[block.start : block.end])
        if len(text) >= least:
            found.append((block.start, block.end, text))
    for table in ledger.document.tables:
        for cell in table.cells:
            at = cell.start
            for line in ledger.text[cell.start : cell.end].split("\n"):
                text = _CHINESE.sub("", line)
                if len(text) >= least:
                    found.append((at, at + len(line), text))
                at += len(line) + 1
    return sorted(set(found))


def shingles(text: str) -> frozenset[str]:
    """The runs of five characters of a text."""
    return frozenset(text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two sets is shared.

    >>> jaccard(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    together = len(one | other)
    return len(one & other) / together if together else 0.0


@check("repeated-text")
def repeated(ledger: Ledger) -> Iterator[Draft]:
    """Long passages that stand in the report twice, all in one finding."""
    rule = ledger.rule("repeated-text")
    passages = paragraphs(ledger, int(rule.limit("characters")))[:400]
    prints = [shingles(text) for _, _, text in passages]
    alike = float(rule.limit("jaccard"))
    index: dict[str, list[int]] = defaultdict(list)
    pairs: list[tuple[int, int]] = []
    for at, marks in enumerate(prints):
        shared: dict[int, int] = defaultdict(int)
        for mark in marks:
            for other in index[mark]:
                shared[other] += 1
        for other, count in sorted(shared.items()):
            least = min(len(marks), len(prints[other]))
            if count * 2 <= least:
                continue
            # A passage that stands whole inside a longer one (a cell that took in several lines) is repeated too.
            if jaccard(prints[other], marks) >= alike or count >= INSIDE * least:
                pairs.append((other, at))
                break
        for mark in marks:
            index[mark].append(at)
    quoted = [(passages[one][:2], passages[at][:2]) for one, at in pairs]
    lengths = [min(len(passages[one][2]), len(passages[at][2])) for one, at in pairs]
    for (start, end, text), again in _elsewhere(ledger, passages, {at for pair in pairs for at in pair}):
        quoted.append(((start, end), again))
        lengths.append(len(text))
    if quoted:
        first, second = min(quoted)
        evidence = [*ledger.quote(*first), *ledger.quote(*second)]
        yield from ledger.draft(rule, f"有{len(quoted)}段文字（共{sum(lengths)}字）在报告中重复出现。", evidence)


def _elsewhere(
    ledger: Ledger, passages: list[tuple[int, int, str]], known: set[int]
) -> Iterator[tuple[tuple[int, int, str], tuple[int, int]]]:
    """(passage, where it stands again) for what is printed again word for word but broken into other lines."""
    places = [at for at, char in enumerate(ledger.text) if not _CHINESE.match(char)]
    letters = "".join(ledger.text[at] for at in places)
    for number, passage in enumerate(passages):
        if number in known:
            continue
        own = bisect_left(places, passage[0])
        at = letters.find(passage[2])
        if at >= 0 and abs(at - own) < len(passage[2]):
            at = letters.find(passage[2], own + len(passage[2]))
        if at >= 0:
            yield passage, (places[at], places[at + len(passage[2]) - 1] + 1)


@check("foreign-text")
def foreign(ledger: Ledger) -> Iterator[Draft]:
    """Words of a school or a hospital in the report of neither."""
    rule = ledger.rule("foreign-text")
    unit = " ".join(
        [
            ledger.document.profile.unit or "",
            *(str(f.value) for name in ("部门名称", "标题") for f in ledger.fields[name]),
        ]
    )
    if not unit.strip():
        return
    for pattern, own, kind in (
        (_SCHOOL, r"校|学院|大学|教育|教体|幼儿园|党校|教师", "学校"),
        (_HOSPITAL, r"院|卫生|医|健康|疾控", "医院或法院"),
    ):
        if re.search(own, unit):
            continue
        for match in pattern.finditer(ledger.text):
            if match[0] in ("师生", "患者", "门诊", "校区"):
                continue  # anybody may serve them
            yield from ledger.draft(
                rule,
                f"“{match[0]}”是{kind}的用语，与“{unit.split()[0]}”不符，疑抄自他处。",
                ledger.quote(match.start(), match.end()),
            )
            break


@check("personal-data")
def personal(ledger: Ledger) -> Iterator[Draft]:
    """Mobile numbers, identity numbers and accounts printed in full; the message hides their middle."""
    rule = ledger.rule("personal-data")
    for pattern, kind in ((_MOBILE, "手机号码"), (_IDENTITY, "身份证号码"), (_ACCOUNT, "银行账号")):
        seen: set[str] = set()
        for match in pattern.finditer(ledger.text):
            number = "".join(match[match.lastindex or 0].split())
            if number in seen or (pattern is _IDENTITY and not _BORN.fullmatch(number)):
                continue
            seen.add(number)
            start, end = match.span(match.lastindex or 0)
            yield from ledger.draft(
                rule, f"{kind}{number[:3]}****{number[-4:]}未脱敏，公开前应隐去中间几位。", ledger.quote(start, end),
                causes=frozenset({"personal-data"}),
            )  # fmt: skip


@check("name-variant")
def names(ledger: Ledger) -> Iterator[Draft]:
    """The unit's name, written in several ways on cover, forms and titles."""
    rule = ledger.rule("name-variant")
    written: dict[str, object] = {}
    evidence = []
    for field in ledger.fields["部门名称"]:
        name = "".join(str(field.value).split())
        if name and name not in written:
            written[name] = field
            evidence.append(field.evidence[0])
    if len(written) > 1:
        listed = "、".join(f"“{name}”" for name in list(written)[:4])
        yield from ledger.draft(
            rule, f"单位名称有{len(written)}种写法：{listed}。", evidence[:4], causes=frozenset({"name"})
        )
