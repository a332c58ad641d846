"""Dates: what cannot have been written when it says, and years that differ between title, cover and tables."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from jixiao.audit.checks import check
from jixiao.audit.findings import Draft
from jixiao.audit.ledger import Ledger
from jixiao.document.records import Evidence, FieldRecord
from jixiao.extraction.report_kind import tells_budget

_VISIT = re.compile(
    r"现场(?:核查|评价|检查|调研|勘[查察]|查看|抽查|走访|测评)|实地(?:核查|调研|察看|查看|走访|踏勘|考察)|入户(?:走访|核查|调查)"
)
_COMING = re.compile(r"将于|拟于|计划于|预计|下一步|拟在|将在")
_WRITTEN = ("报告日期", "填报日期", "报送日期", "公开日期")
_DOCUMENT = re.compile(r"[〔\[［（(]\s*(20\d{2})\s*[〕\]］）)]\s*\d{1,4}\s*号")
_OF_YEAR = re.compile(r"(20\d{2})\s*年度")
_PERIOD = re.compile(r"(20\d{2})\s*年\s*度?")


def day(field: FieldRecord) -> datetime.date | None:
    """The day of a date field; None where it is no whole date."""
    try:
        return datetime.date.fromisoformat(str(field.value))
    except ValueError:
        return None


@check("date-order")
def order(ledger: Ledger) -> Iterator[Draft]:
    """A report dated before its year ended; a letter dated before what it cites; a form filled after the report."""
    rule = ledger.rule("date-order")
    written = [(field, when) for name in _WRITTEN for field in ledger.fields[name] if (when := day(field)) is not None]
    cited = _cited(ledger)
    reported = sorted((when, field.evidence[0].start) for field, when in written if field.name == "报告日期")
    budgeted = tells_budget(ledger.document)  # a budget is made public in its own year
    told: set[datetime.date] = set()
    for field, when in sorted(written, key=lambda entry: entry[0].evidence[0].start):
        reasons: list[str] = []
        evidence: list[Evidence] = [field.evidence[0]]
        if ledger.year is not None and when <= datetime.date(ledger.year, 12, 31) and not budgeted:
            reasons.append(f"报告的{ledger.year}年度尚未结束")
            years = [f for f in ledger.fields["年度"] if f.value == ledger.year]
            evidence += [f.evidence[0] for f in years[:1]]
        if field.name == "报送日期" or (ledger.year is not None and when.year <= ledger.year):
            later = [quote for year, quote in cited if year > when.year]
            if later:
                reasons.append(f"早于所引文件“{later[0].text}”的年份")
                evidence += later[:1]
        if field.name in ("报送日期", "填报日期") and when not in told and reasons:
            others = [f for f, other in written if other > when and f.name == "报告日期"]
            evidence += [f.evidence[0] for f in others[:2]]
        if not reasons and field.name == "填报日期" and reported and when > reported[-1][0]:
            last = next(f for f, other in written if f.name == "报告日期" and other == reported[-1][0])
            if last.part == field.part or len({when for when, _ in reported}) == 1:
                yield from ledger.draft(
                    rule, f"填报日期{when.isoformat()}晚于报告日期{reported[-1][0].isoformat()}。",
                    [field.evidence[0], last.evidence[0]], [field, last], expected=f"≤{reported[-1][0].isoformat()}",
                    observed=when.isoformat(), causes=frozenset({f"date:{when}"}),
                )  # fmt: skip
        if reasons and when not in told:
            told.add(when)
            expected = f">{ledger.year}-12-31" if ledger.year is not None and when.year <= ledger.year else None
            yield from ledger.draft(
                rule, f"{field.name}{when.isoformat()}：{'，且'.join(reasons)}。", evidence, [field],
                expected=expected, observed=when.isoformat(), causes=frozenset({f"date:{when}"}),
            )  # fmt: skip


def _cited(ledger: Ledger) -> list[tuple[int, Evidence]]:
    """(year, quotation) of each document number in the text."""
    found = []
    for match in _DOCUMENT.finditer(ledger.text):
        quoted = ledger.quote(match.start(), match.end())
        if quoted:
            found.append((int(match[1]), quoted[0]))
    return found


@check("date-order")
def visited(ledger: Ledger) -> Iterator[Draft]:
    """What the report says was looked at on the spot, after the day on which the report is dated."""
    rule = ledger.rule("date-order")
    reported = [(field, when) for field in ledger.fields["报告日期"] if (when := day(field)) is not None]
    if not reported or len({when for _, when in reported}) > 1:
        return
    field, when = reported[0]
    written = {record.evidence[0].start for records in ledger.fields.values() for record in records}
    later: list[tuple[datetime.date, Evidence]] = []
    for date in ledger.dates:
        quoted = date.evidence[0]
        seen = _iso(date.resolved or date.iso)
        if seen is None or seen <= when or quoted.start in written:
            continue
        clause = "".join(ledger.document.source_text[max(0, quoted.start - 30) : quoted.end + 40].split())
        if _VISIT.search(clause) and not _COMING.search(clause):
            later.append((seen, quoted))
    if later:
        yield from ledger.draft(
            rule, f"报告日期{when.isoformat()}，所述现场工作却在{later[0][0].isoformat()}，晚于报告。",
            [field.evidence[0], *(quoted for _, quoted in later[:2]), *(f.evidence[0] for f, _ in reported[1:2])],
            [field], expected=f"≤{when.isoformat()}", observed=later[0][0].isoformat(), causes=frozenset({f"date:{when}"}),
        )  # fmt: skip


def _iso(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "").partition("/")[0])  # of a period its first day
    except ValueError:
        return None


@check("year-mismatch")
def year(ledger: Ledger) -> Iterator[Draft]:
    """Titles that name different years, and tables whose 决算 is of another year than the report's."""
    rule = ledger.rule("year-mismatch")
    years = [field for field in ledger.fields["年度"] if not isinstance(field.value, str)]
    counted = Counter(int(field.value) for field in years if not isinstance(field.value, str))
    if len(counted) > 1:
        main = _main(ledger, counted)
        for other in sorted(set(counted) - {main}):
            odd = [field for field in years if field.value == other]
            held = [field for field in years if field.value == main]
            yield from ledger.draft(
                rule, f"一处题为{other}年度，另一处为{main}年度。",
                [*(f.evidence[0] for f in odd[:2]), *(f.evidence[0] for f in held[:2])], [*odd, *held],
                expected=str(main), observed=str(other), causes=frozenset({"year"}),
            )  # fmt: skip
        return
    found = list(_headers(ledger)) or list(_body(ledger))
    yield from found


def _body(ledger: Ledger) -> Iterator[Draft]:
    """A title whose year the text never names again, while it speaks of another year throughout."""
    rule = ledger.rule("year-mismatch")
    titles = [field for field in ledger.fields["年度"] if not isinstance(field.value, str)]
    if not titles or isinstance(titles[0].value, str):
        return
    title = int(titles[0].value)
    taken = [(field.evidence[0].start, field.evidence[0].end) for field in titles]
    named: dict[int, list[Evidence]] = {}
    for match in _OF_YEAR.finditer(ledger.text):
        if ledger.text[max(0, match.start() - 3) : match.start()].rstrip()[-1:] in ("与", "较", "比", "同"):
            continue  # 与2021年度相比
        quoted = ledger.quote(match.start(), match.end())
        if quoted and not any(a <= quoted[0].start < b for a, b in taken):
            named.setdefault(int(match[1]), []).append(quoted[0])
    other = max(named, key=lambda year: (len(named[year]), year), default=None)
    if other is None or other == title or len(named[other]) < 2 or named.get(title):
        return
    again = [
        m
        for m in re.finditer(rf"{title}\s*年(?!\s*度?\s*(?:部门)?(?:预算|计划|工作计划|绩效目标))", ledger.text)
        if (q := ledger.quote(m.start(), m.end())) and not any(a <= q[0].start < b for a, b in taken)
    ]
    if again and len(named[other]) < 3:
        return
    yield from ledger.draft(
        rule, f"题名为{title}年度，正文说的都是{other}年度（{len(named[other])}处）。",
        [titles[0].evidence[0], *named[other][:2]], titles, expected=str(other), observed=str(title), causes=frozenset({"year"}),
    )  # fmt: skip


def _main(ledger: Ledger, counted: Counter[int]) -> int:
    """The year that most titles and table headers name; the profile decides a draw."""
    heard = Counter(counted)
    for fact in ledger.facts:
        period = next((e for e in fact.evidence if e.role == "period"), None)
        found = _PERIOD.search(period.text) if period is not None else None
        if found and fact.measure in ("预算数", "年初预算数", "全年预算数", "全年执行数"):
            heard[int(found[1])] += 1
    top = max(heard.values())
    leaders = [name for name, count in heard.items() if count == top and name in counted]
    if ledger.year in leaders and ledger.year is not None:
        return ledger.year
    return max(leaders or counted)


def _headers(ledger: Ledger) -> Iterator[Draft]:
    """Tables that print years in their headers: the latest of them is the report's year."""
    rule = ledger.rule("year-mismatch")
    titles = [field for field in ledger.fields["年度"] if not isinstance(field.value, str)]
    if not titles or not ledger.header_years or len(ledger.header_years) > 3:
        return
    latest = max(ledger.header_years)
    title = titles[0]
    if title.value == latest:
        return
    listed = "、".join(f"{name}年" for name in sorted(ledger.header_years))
    yield from ledger.draft(
        rule, f"报告题为{title.value}年度，表头却是{listed}。", [title.evidence[0], ledger.header_years[latest]], titles,
        expected=str(latest), observed=str(title.value), causes=frozenset({"year"}),
    )  # fmt: skip
