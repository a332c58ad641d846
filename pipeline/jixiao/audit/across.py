"""Across the documents of a run: last year's final account against what this year's report says of it, copied text, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jixiao.audit.figures import Figure, agree, plain
from jixiao.audit.findings import Draft, Maker
from jixiao.audit.identities import Identity
from jixiao.audit.ledger import Ledger, fact_of, item_of
from jixiao.audit.rules import load_rules
from jixiao.audit.sums import report, sums
from jixiao.audit.wording import jaccard, shingles
from jixiao.document.document import Document, Profile, Source
from jixiao.document.records import DocumentEntry, Evidence, FieldRecord, FindingRecord, Record
from jixiao.document.trace import TracedText
from jixiao.lexicon import fold

_LETTERS = re.compile(r"[^一-龥0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A document of a run as it was written out: its line, its records, its source text."""

    entry: DocumentEntry
    records: tuple[Record, ...]
    text: str

    @property
    def unit(self) -> str:
        """The folded name of the unit."""
        return fold(self.entry.unit or "")

    @property
    def code(self) -> str | None:
        """Its budget code, where one is printed."""
        found = next((r for r in self.records if isinstance(r, FieldRecord) and r.name == "预算编码"), None)
        return str(found.value) if found is not None else None

    def ledger(self) -> Ledger:
        """Its records as the rules see them. Table structure was not written, so only records can be compared."""
        entry = self.entry
        source = Source(entry.source, entry.sha256, entry.media_type or "", entry.origin or "text")
        return Ledger(
            Document(
                source=source, source_text=self.text, pages=(), text=TracedText.of(self.text), records=self.records,
                profile=Profile(entry.title, entry.unit, entry.fiscal_year),
            )
        )  # fmt: skip


def findings_across(reports: Sequence[Report]) -> list[FindingRecord]:
    """Findings that need several documents; each belongs to the later of them and quotes it."""
    makers = {report.entry.doc_id: Maker(report.entry.doc_id) for report in reports}
    found: list[FindingRecord] = []
    number = 0
    for unit in _units(reports):
        for before, after in pairwise(unit):
            if before.entry.fiscal_year == after.entry.fiscal_year:
                continue
            same: dict[object, str] = {}
            for draft in (*_last_year(before, after), *_copied(before, after)):
                number += 1
                # A total and its part that were changed by the same amount have one cause.
                group = same.setdefault(_gap(draft) or number, f"x{number}")
                found.append(makers[after.entry.doc_id].record(draft.grouped(group)))
        for draft, owner in _names(unit):
            number += 1
            found.append(makers[owner.entry.doc_id].record(draft.grouped(f"x{number}")))
    return found


def findings_by(reports: Sequence[Report], identities: Sequence[Identity]) -> list[FindingRecord]:
    """What identities that were given afterwards say about the facts of each document."""
    found: list[FindingRecord] = []
    rules = load_rules()
    for one in reports:
        ledger, maker = one.ledger(), Maker(one.entry.doc_id)
        drafts = [
            draft
            for total in sums(ledger, identities)
            if total.holds is False or (total.holds and total.short and total.identity.relation == "=")
            for draft in report(ledger, total, rules[total.identity.rule])
        ]
        found += [maker.record(draft.grouped(f"r{number}")) for number, draft in enumerate(drafts, 1)]
    return found


def _units(reports: Sequence[Report]) -> Iterator[list[Report]]:
    """The reports of each unit by year: same name, or same budget code in the same folder of names."""
    groups: list[list[Report]] = []
    by_name: dict[str, list[Report]] = {}
    by_code: dict[str, list[Report]] = {}
    for one in reports:
        if one.entry.status == "failed" or one.entry.fiscal_year is None or not one.unit:
            continue
        group = by_name.get(one.unit) or (by_code.get(one.code) if one.code else None)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        by_name[one.unit] = group
        if one.code:
            by_code.setdefault(one.code, group)
    for group in groups:
        if len(group) > 1:
            yield sorted(group, key=lambda one: (one.entry.fiscal_year or 0, one.entry.source))


def _last_year(before: Report, after: Report) -> Iterator[Draft]:
    """What this year's report calls last year's final account, against last year's report."""
    rule = load_rules()["last-year"]
    year = before.entry.fiscal_year
    if year is None or after.entry.fiscal_year != year + 1:
        return
    told = _finals(after.ledger(), year)
    known = _finals(before.ledger(), year)
    for key, figures in told.items():
        others = known.get(key)
        if not others or any(agree(a, b) for a in figures for b in others):
            continue
        figure, other = figures[0], others[0]
        gap = plain(abs(figure.base - other.base) / figure.factor)
        message = (
            f"{item_of(figure)}{year}年决算数：本报告{figure.shown}，{year}年度报告（{_file(before)}）{other.shown}，"
            f"相差{gap}{figure.unit}。"
        )
        yield Draft(
            rule, message, (figure.evidence,), (figure.record,), expected=other.base / figure.factor, observed=figure.value,
            tolerance=max(figure.step, other.step) / figure.factor,
        )  # fmt: skip


def _gap(draft: Draft) -> str | None:
    """The difference that a finding about two amounts tells."""
    if not isinstance(draft.expected, Decimal) or not isinstance(draft.observed, Decimal):
        return None
    return plain(abs(draft.observed - draft.expected))


def _finals(ledger: Ledger, year: int) -> dict[tuple[str, str | None, str | None], list[Figure]]:
    found: dict[tuple[str, str | None, str | None], list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        key = ledger.key(figure)
        if key.stage == "决算" and key.year == year and fact_of(figure).measure is not None:
            found[item_of(figure), key.entity, key.project].append(figure)
    return found


def _copied(before: Report, after: Report) -> Iterator[Draft]:
    """Long paragraphs that last year's report had already, all in one finding."""
    rule = load_rules()["repeated-text"]
    least, alike = int(rule.limit("characters")), float(rule.limit("jaccard"))
    old = [(shingles(text), text) for _, _, text in _paragraphs(before.text, least)]
    index: dict[str, set[int]] = defaultdict(set)
    for at, (marks, _) in enumerate(old):
        for mark in marks:
            index[mark].add(at)
    copied: list[tuple[int, int, str]] = []
    for start, end, text in _paragraphs(after.text, least):
        marks = shingles(text)
        shared: dict[int, int] = defaultdict(int)
        for mark in marks:
            for at in index.get(mark, ()):
                shared[at] += 1
        if any(count * 2 > len(marks) and jaccard(old[at][0], marks) >= alike for at, count in shared.items()):
            copied.append((start, end, text))
    if not copied:
        return
    count = sum(len(text) for _, _, text in copied)
    yield Draft(
        rule, f"有{len(copied)}段文字（共{count}字）与{before.entry.fiscal_year}年度报告（{_file(before)}）相同或几乎相同。",
        tuple(_quote(after, start, end) for start, end, _ in copied[:3]),
    )  # fmt: skip


def _paragraphs(text: str, least: int) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(r"[^\n\f\t]+", text):
        letters = _LETTERS.sub("", match[0])
        if len(letters) >= least:
            yield match.start(), match.end(), letters


def _quote(one: Report, start: int, end: int) -> Evidence:
    while start < end and one.text[start].isspace():
        start += 1
    while end > start and one.text[end - 1].isspace():
        end -= 1
    page = one.text.count("\f", 0, start) + 1 if one.entry.pages else None
    return Evidence(role="context", page=page, start=start, end=end, text=one.text[start:end])


def _names(unit: Sequence[Report]) -> Iterator[tuple[Draft, Report]]:
    """The unit is called otherwise than in the year before, under the same budget code."""
    rule = load_rules()["name-variant"]
    for before, after in pairwise(unit):
        if before.unit == after.unit:
            continue
        field = next((r for r in after.records if isinstance(r, FieldRecord) and r.name == "部门名称"), None)
        if field is not None:
            message = (
                f"预算编码相同，{before.entry.fiscal_year}年度称“{before.entry.unit}”，本年称“{after.entry.unit}”。"
            )
            yield Draft(rule, message, (field.evidence[0],), (field,)), after


def _file(one: Report) -> str:
    return one.entry.source.replace("\\", "/").rsplit("/", 1)[-1]
