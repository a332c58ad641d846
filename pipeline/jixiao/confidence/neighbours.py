"""What the rest of its document says about a record: rows of its table that have more, names that differ in one
character, numbers nearby that nobody could read.

A reader who errs seldom errs alone: a column that slipped takes a cell from every row, a name misread once stands right
in the next table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict

from jixiao.document.document import Document
from jixiao.document.records import FactRecord, FieldRecord, IndicatorRecord, RecordBase, SectionRecord
from jixiao.extraction.indicators_lexicon import named_level
from jixiao.segment.annexes import count

_PARTS = ("level1", "level2", "level3", "target", "actual", "weight", "score")
_LEAST_ROWS = 3
_MOST = 0.6
"""Share of a table's rows that must have a part for a row without it to be odd."""
_NEAR = 120
"""Characters on either side of a value within which an unread number counts."""
_MOST_COUNTED = 3
_LEAST_NAME = 4
"""Shorter names differ in one character by right."""
_STRAY = re.compile(
    r"""
      ^\s*(?: [、，。；：,.;:·—\-_|\\/'‘’`~^*=<>√] | [A-Za-z](?![A-Za-z]) | \d(?=[一-鿿]) )
    | (?: [、，；：,;:·—\-_|\\/'‘’`~^*=<√] | \s[^\s] | (?<=[一-鿿])[A-Za-z] | (?<=[)）])[^\s)）、，。；] )\s*$
    | [、，.·'‘’`](?=[（(])
    """,
    re.VERBOSE,
)
"""What a ruling, a fold or a pen leaves at the edge of words: 、，— before or behind them, a single letter."""
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"))


class Neighbours:
    """One document, asked about its records one by one."""

    def __init__(self, document: Document) -> None:
        self.scanned = any(page.glyphs is not None and page.glyphs.confidence is not None for page in document.pages)
        self._rows: dict[int, Counter[str]] = defaultdict(Counter)
        self._sizes: Counter[int] = Counter()
        self._names: Counter[str] = Counter()
        for record in document.records:
            if isinstance(record, IndicatorRecord) and (table := _table(record)) is not None:
                self._sizes[table] += 1
                self._rows[table].update(part for part in _PARTS if getattr(record, part) is not None)
            elif self.scanned and (name := _name(record)):
                self._names[name] += 1
        self._gaps = _gaps([record for record in document.records if isinstance(record, SectionRecord)])
        unread = [gap for gap in document.gaps if gap.kind == "unread-number"]
        self._unread = sorted(gap.start for gap in unread)
        self._by_shape: dict[tuple[int, str], list[str]] = defaultdict(list)
        for name in self._names:
            for at in range(len(name)):
                self._by_shape[at, name[:at] + name[at + 1 :]].append(name)

    def missing_parts(self, record: RecordBase) -> float | None:
        """How many parts an indicator lacks that most rows of its table have; None for records of other kinds."""
        if not isinstance(record, IndicatorRecord) or (table := _table(record)) is None:
            return None
        others = self._sizes[table] - 1
        if others < _LEAST_ROWS or (record.level3 is None and record.level2 is None):
            return 0.0  # few rows, or a total, which has less by right
        held = self._rows[table]
        return float(sum(getattr(record, part) is None and held[part] >= _MOST * others for part in _PARTS))

    def odd_levels(self, record: RecordBase) -> float | None:
        """How many of an indicator's first two levels bear a name of another level, or no name at all; None elsewhere."""
        if not isinstance(record, IndicatorRecord):
            return None
        levels = ((record.level1, 1), (record.level2, 2))
        return float(sum(_odd(text, level) for text, level in levels if text and (record.level2 or record.level3)))

    def unread_near(self, record: RecordBase) -> float:
        """Numbers close to the record's value that were listed as unread, at most three."""
        start, end = record.evidence[0].start, record.evidence[0].end
        return float(
            min(_MOST_COUNTED, bisect_left(self._unread, end + _NEAR) - bisect_left(self._unread, start - _NEAR))
        )

    def disputed_name(self, record: RecordBase) -> float | None:
        """1 where a name of a scan stands elsewhere with one other character, as often or oftener; None for no name."""
        name = _name(record) if self.scanned else None
        if not name:
            return None
        rivals = {
            other
            for at in range(len(name))
            for other in self._by_shape[at, name[:at] + name[at + 1 :]]
            if other != name
        }
        return float(any(self._names[rival] >= self._names[name] for rival in rivals))

    def missing_siblings(self, record: RecordBase) -> float | None:
        """1 where a heading's number, or that of one it stands under, does not follow that of the one before: 五、 under a
        heading that has no 四、. None for records of other kinds."""
        return self._gaps.get(record.record_id) if isinstance(record, SectionRecord) else None

    def stray_marks(self, record: RecordBase) -> float | None:
        """How many of a scanned record's texts begin or end with what is no word; None where nothing was scanned."""
        if not self.scanned:
            return None
        return float(min(2, sum(_STRAY.search(text) is not None or not _closed(text) for text in _texts(record))))


_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑳㈠-㈩⑴-⒇]")


def _gaps(sections: list[SectionRecord]) -> dict[str, float]:
    """Section -> 1 where its number or an ancestor's breaks its row or whose level is unsure, else 0."""
    last: dict[tuple[str | None, str], int] = {}
    found: dict[str, float] = {}
    for section in sorted(sections, key=lambda s: s.evidence[0].start):
        broken = found.get(section.parent or "", 0.0)
        match = _ORDINAL.search(section.number)
        value = count(match[0]) if match is not None else None
        if match is not None and value is not None:
            row = section.parent, section.number[: match.start()] + "#" + section.number[match.end() :].strip()
            if value not in (1, last.get(row, 0) + 1):
                broken = 1.0
            last[row] = value
        found[section.record_id] = 1.0 if "level-unsure" in section.signals.notes else broken
    return found


_NO_LEVEL = re.compile(r"\d+(?:\.\d+)?\s*(?:万元|亿元|元|%|％|人|个|家|件|次)|[。；;]")
"""What stands in no name of a level: an amount, a sentence."""


def _odd(text: str, level: int) -> bool:
    known = named_level(text)
    return known not in (None, level) or _NO_LEVEL.search(text) is not None


def _table(record: RecordBase) -> int | None:
    return next((e.cell.table for e in record.evidence if e.cell is not None), None)


def _name(record: RecordBase) -> str | None:
    """The proper name that a record gives, where it gives one."""
    if isinstance(record, FieldRecord) and isinstance(record.value, str) and record.name in _PROPER:
        return record.value if len(record.value) >= _LEAST_NAME else None
    if isinstance(record, FactRecord) and record.entity is not None and len(record.entity) >= _LEAST_NAME:
        return record.entity
    return None


_PROPER = frozenset({"部门名称", "主管部门", "实施单位", "项目名称", "评价机构", "联系人", "填表人"})


def _texts(record: RecordBase) -> list[str]:
    match record:
        case IndicatorRecord():
            return [text for text in (record.level1, record.level2, record.level3) if text]
        case SectionRecord():
            return [record.title]
        case FieldRecord():
            return [record.value] if isinstance(record.value, str) else []
        case FactRecord():
            return [text for text in (record.raw_item, record.entity) if text]
    return []


def _closed(text: str) -> bool:
    """Whether every bracket and quotation mark has its partner."""
    text = text.replace("(", "（").replace(")", "）")
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)
