"""Staff: heads against posts, and posts against their breakdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import plain
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.audit.prose import Said, sentences
from jixiao.audit.rates import staff_pair
from jixiao.document.records import FieldRecord

_POST = re.compile(
    r"(?:其中|：|:|，|、|,)\s*[一-龥]{0,8}(?:部长|副部长|局长|副局长|主任|副主任|科长|副科长|股长|副股长|站长|院长|所长|处长|编制|职数|科级|行政|事业|工勤)[一-龥]{0,6}$"
)
_QUOTA = re.compile(r"编制(?:数|人数|总数|名额)?(?:为|共|有|总计|共计|：|:)*$")
_STAFF = re.compile(r"(?:在职|实有|在编|在岗)(?:在编)?(?:人员|职工|人数|干部职工)?(?:总数|数)?(?:为|共|有|：|:)*$")
_WHOLE = re.compile(r"编制(?:数|人数|总数|名额)?(?:为|共|有|核定|总计|共计|：|:)*$")


def staffing(ledger: Ledger) -> Iterator[tuple[FieldRecord, FieldRecord]]:
    """(quota, actual staff) for each place that prints both, the same numbers once."""
    seen: set[tuple[object, ...]] = set()
    for quota in ledger.fields["人员编制"]:
        if not isinstance(quota.value, Decimal) or quota.value <= 0:
            continue
        pair = staff_pair(ledger, quota.evidence[0].start)
        if pair is None or pair[0] is not quota:
            continue
        values = (pair[0].value, pair[1].value)
        if values not in seen:
            seen.add(values)
            yield pair


def told(ledger: Ledger) -> Iterator[tuple[Said, Said]]:
    """(quota, staff) that a sentence prints: 核定编制35名，年末在职人员45人."""
    for sentence in sentences(ledger):
        people = [one for one in sentence.said if one.measure.base_unit in ("人", "名", "个") and one.value is not None]
        quota = next((one for one in people if _QUOTA.search(sentence.before(one.measure, 14))), None)
        staff = next((one for one in people if _STAFF.search(sentence.before(one.measure, 14))), None)
        if quota is not None and staff is not None and quota is not staff:
            yield quota, staff


@check("staff-over-quota")
def over_quota(ledger: Ledger) -> Iterator[Draft]:
    """More people than posts. All the places that say so are quoted."""
    rule = ledger.rule("staff-over-quota")
    for quota, actual in staffing(ledger):
        assert isinstance(quota.value, Decimal)
        assert isinstance(actual.value, Decimal)
        others = [field.value for field in ledger.fields["人员编制"] if isinstance(field.value, Decimal)]
        if actual.value <= max(quota.value, *others):
            continue  # another quota is printed that holds them: this one is a part of it
        rate = actual.value / quota.value * 100
        again = [
            field
            for name, wanted in (("人员编制", quota), ("实有人数", actual))
            for field in ledger.fields[name]
            if field.value == wanted.value and field is not wanted
        ]
        message = (
            f"编制{plain(quota.value)}人，实有{plain(actual.value)}人，控制率{plain(actual.value)}÷{plain(quota.value)}="
            f"{plain(rate.quantize(Decimal('0.1')))}%，超编{plain(actual.value - quota.value)}人。"
        )
        yield from ledger.draft(
            rule, message, [quota.evidence[0], actual.evidence[0], *(field.evidence[0] for field in again[:2])],
            [quota, actual], expected=quota.value, observed=actual.value,
            severity="error" if rate > rule.limit("error") else None, causes=frozenset({"staff"}),
        )  # fmt: skip
    if ledger.fields["人员编制"] and ledger.fields["实有人数"]:
        return
    for said, staff in told(ledger):
        if said.value is None or staff.value is None or not 0 < said.value < staff.value:
            continue
        rate = staff.value / said.value * 100
        shown = plain(rate.quantize(Decimal("0.1")))
        over = plain(staff.value - said.value)
        yield from ledger.draft(
            rule,
            f"编制{said.text}，在职{staff.text}，控制率{plain(staff.value)}÷{plain(said.value)}={shown}%，超编{over}人。",
            [said.evidence, staff.evidence],
            [one.record for one in (said, staff) if one.record is not None],
            expected=said.value,
            observed=staff.value,
            severity="error" if rate > rule.limit("error") else None,
            causes=frozenset({"staff"}),
        )


@check("quota-breakdown")
def breakdown(ledger: Ledger) -> Iterator[Draft]:
    """编制9名，其中局长1名，副局长2名，科长4名: the posts are listed and make up another number."""
    rule = ledger.rule("quota-breakdown")
    for sentence in sentences(ledger):
        said = [one for one in sentence.said if one.measure.dimension == "count" and one.measure.bound == "exact"]
        for place, whole in enumerate(said):
            if not _WHOLE.search(sentence.before(whole.measure)) or "其中" not in sentence.text:
                continue
            parts: list[Said] = []
            for one, before in zip(said[place + 1 :], said[place:], strict=False):
                words = sentence.between(before.measure, one.measure)
                if one.measure.base_unit != whole.measure.base_unit or not _POST.search(words):
                    break
                if parts or "其中" in words:
                    parts.append(one)
            if len(parts) < 2 or whole.value is None:
                continue
            total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
            if total == whole.value:
                continue
            posts = "+".join(part.text for part in parts)
            # Posts for which nobody leads are often not listed: fewer is a question, more cannot be.
            yield from ledger.draft(
                rule, f"编制{whole.text}，所列{posts}={plain(total)}，相差{plain(abs(total - whole.value))}。",
                [whole.evidence, *(part.evidence for part in parts)],
                [part.record for part in (whole, *parts) if part.record is not None],
                expected=whole.value, observed=total, tolerance=Decimal(0), severity=None if total > whole.value else "info",
            )  # fmt: skip
            break


@check("blank-cell")
def blank_rate(ledger: Ledger) -> Iterator[Draft]:
    """The control rate of the basic data form is blank though both its numbers are there; the unit's name is blank."""
    rule = ledger.rule("blank-cell")
    text = ledger.document
    for table in text.tables:
        for header in table.cells:
            if header.end - header.start > 30:
                continue
            words = "".join(text.cell_text(header).split())
            if words in ("控制率", "人员控制率", "在职人员控制率"):
                below = [
                    c for c in ledger.row_cells(table.number, header.row + header.row_span) if c.column == header.column
                ]
                if below and not text.cell_text(below[0]) and ledger.fields["人员编制"]:
                    yield from ledger.draft(
                        rule, f"“{words}”未填，可由编制数和实有人数算出。", ledger.quote(header.start, header.end),
                        causes=frozenset({"staff"}),
                    )  # fmt: skip
            elif words in ("部门名称", "单位名称", "部门（单位）名称", "市级预算部门名称"):
                beside = [c for c in ledger.row_cells(table.number, header.row) if c.column > header.column]
                if not any(text.cell_text(cell) for cell in beside) and header.row <= 2:
                    yield from ledger.draft(rule, f"“{words}”未填。", ledger.quote(header.start, header.end))
