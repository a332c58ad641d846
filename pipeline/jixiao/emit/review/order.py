"""What a reviewer should look at first: (1 − confidence) × value at risk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from jixiao.document.records import (
    ClaimRecord,
    DateRecord,
    FactRecord,
    FieldRecord,
    FindingRecord,
    IndicatorRecord,
    QuantityRecord,
    Record,
    SectionRecord,
)

_HEAD_FIELDS = frozenset({"标题", "部门名称", "年度", "自评得分", "评价等次", "人员编制", "实有人数"})
"""Fields that every summary rests on."""


def value_at_risk(record: Record) -> float:
    """What a mistake in the record would cost, on one scale for all kinds.

    Money counts by its order of magnitude (the logarithm of the yuan: 1 万元 is 4, 1 亿元 is 8), because in plain yuan
    the largest document would push every other off the list. An indicator counts 4 and what it is worth in points, a
    field that summaries rest on 7, another 4, a claim or quantity that is no money 3, dates 2, headings 1.
    """
    match record:
        case FactRecord():
            return _magnitude(record.value_yuan)
        case QuantityRecord() if record.dimension == "money":
            return _magnitude(record.base_high if record.base_high is not None else record.base_low)
        case IndicatorRecord():
            return 4.0 + float(min(record.weight or Decimal(0), Decimal(20))) / 5
        case FieldRecord():
            return 7.0 if record.name in _HEAD_FIELDS else 4.0
        case ClaimRecord() | QuantityRecord():
            return 3.0
        case DateRecord():
            return 2.0
        case SectionRecord() | FindingRecord():
            return 1.0
    raise TypeError(f"no value for {type(record).__name__}")


def _magnitude(yuan: Decimal | None) -> float:
    return 3.0 if yuan is None else max(3.0, math.log10(float(abs(yuan)) + 1))


def urgency(record: Record) -> float:
    """(1 − confidence) × value at risk."""
    return (1 - record.confidence) * value_at_risk(record)


def to_review(records: Sequence[Record]) -> list[Record]:
    """The records that need review, most urgent first; findings are a list of their own.

    Ties keep the documents' reading order, so that a reviewer goes through a page from top to bottom.
    """
    wanted = [record for record in records if record.needs_review and not isinstance(record, FindingRecord)]
    return sorted(wanted, key=lambda record: -round(urgency(record), 6))
