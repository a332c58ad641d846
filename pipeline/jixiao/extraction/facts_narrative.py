"""Amounts of the unit's accounts in prose: 2022 年预算收入 147.95 万元，其中年初预算…; 51.9万元是人员支出费用."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.document.document import Document, Sentence
from jixiao.document.measures import Measure
from jixiao.document.trace import Span
from jixiao.extraction.facts_lexicon import bare, finance
from jixiao.extraction.facts_named import foreign, item_at_end, mentioned, plain_words, printed_part
from jixiao.extraction.facts_phrases import (
    ADDED,
    AFTER,
    ALLOTTED,
    ARRIVED,
    BASE,
    BEARER,
    BOTH_TOTALS,
    BOUNDARY,
    BUDGETED,
    CHANGE,
    COST_OF_IT,
    DONE_WITH,
    GOES_ON,
    HEADED,
    LONGEST,
    MEASURE_TAIL,
    MEASURES,
    NAME_TAIL,
    NEAR,
    NO_HEAD,
    ONLY_MEASURE,
    OUTSIDE,
    OWN,
    PROJECT,
    PROJECTS,
    PUBLIC_NAMES,
    RECEIVED,
    SPENT,
    SPENT_ONLY,
    SUMMED,
    TO_DATE,
    WHOLE_YEAR,
    YEAR,
)
from jixiao.extraction.facts_record import Amount
from jixiao.extraction.facts_subject import Named, Subjects, of_project_report
from jixiao.extraction.forms_blocks import Form
from jixiao.extraction.forms_values import yuan
from jixiao.extraction.report_kind import tells_budget, tells_region
from jixiao.lexicon import Match


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words before an amount."""

    words: str
    span: Span
    headed: bool
    """A list of parts (其中, 包括) has begun in this sentence before it."""


def amounts(document: Document, forms: Sequence[Form]) -> Iterator[Amount]:
    """Every amount of the accounts that a sentence states, in text order."""
    money = [m for m in document.quantities if m.dimension == "money" and yuan(m.unit) is not None]
    starts = [m.start for m in money]
    skipped = _cells_read_elsewhere(document, forms)
    text = document.text.text
    head: Match | None = None
    subjects, default = Subjects(document.sections), of_project_report(document.profile.title)
    regional = tells_region(document)
    budgeted = tells_budget(document)
    block_before = -1
    for sentence in document.sentences:
        first = bisect_left(starts, sentence.start)
        last = bisect_left(starts, sentence.end)
        if first == last:
            continue
        block = document.blocks[sentence.block]
        if block.cell is not None and (block.table, *block.cell) in skipped:
            continue
        goes_on = sentence.block == block_before and text.startswith(GOES_ON, sentence.start)
        subject = subjects.at(sentence.start) or default
        reader = _Sentence(text, sentence, document.profile.fiscal_year, head if goes_on else None, subject)
        found = reader.amounts(money[first:last])
        own = (amount for amount in found if not regional or _public(amount))
        yield from (_planned(amount, text, document.profile.fiscal_year) for amount in own) if budgeted else own
        head, block_before = reader.head, sentence.block


def _public(amount: Amount) -> bool:
    """Whether an amount in a report on a region is one of the public budget: 全年发放低保资金 is none."""
    return amount.match is not None and amount.match.name not in OUTSIDE


def _planned(amount: Amount, text: str, year: int | None) -> Amount:
    """An amount of a budget made public: planned, where it is the year's and nothing says that it is spent."""
    near = text[max(0, amount.whole[0] - _CLAUSE) : amount.whole[0]]
    spent = amount.measure == "决算数" and amount.year == year and _SAID_SPENT.search(near) is None
    return replace(amount, measure="预算数") if spent else amount


_CLAUSE = 16
_SAID_SPENT = re.compile(r"决算|执行|实际")


def _cells_read_elsewhere(document: Document, forms: Sequence[Form]) -> set[tuple[int | None, int, int]]:
    """Cells of indicator rows: their amounts are targets and results, which the form's reader takes."""
    return {
        (form.table.number, cell.row, cell.column)
        for form in forms
        for block in form.blocks
        if block.kind in {"indicators", "funds", "accounts", "unknown"}
        for row in block.rows
        for cell in form.grid.own(row)
    }


class _Sentence:
    """Reads the amounts of one sentence, left to right; ``head`` is the item that the sentence is about."""

    def __init__(
        self, text: str, sentence: Sentence, year: int | None, head: Match | None, subject: Named | None
    ) -> None:
        self.text, self.sentence, self.year, self.head, self.subject = text, sentence, year, head, subject

    def amounts(self, money: Sequence[Measure]) -> Iterator[Amount]:
        """The amounts; afterwards ``head`` is that of the sentence."""
        for amount, head in _of_sentence(self.text, self.sentence, money, self.year, self.head, self.subject):
            self.head = head
            yield amount


def _of_sentence(
    text: str,
    sentence: Sentence,
    money: Sequence[Measure],
    year: int | None,
    head: Match | None,
    subject: Named | None,
) -> Iterator[tuple[Amount, Match | None]]:
    last = None if head is None else Named(head, head.name, None)
    last_measure: str | None = None
    done = sentence.start
    after_used = -1
    headed = False
    named: re.Match[str] | None = None
    for measure in money:
        headed = headed or bool(HEADED.search(text, done, measure.start))
        for found_year in YEAR.finditer(text, done, measure.number_start):
            named = found_year if found_year[1] else named
        if measure.bound in {"range"} or measure.low is None:
            done = measure.end
            continue
        clause = _clause(text, done, measure, headed)
        counted = text[done : clause.span[0]]
        done = measure.end
        if CHANGE.search(clause.words):
            continue
        if BASE.search(clause.words):
            if head is not None and year is not None:
                yield _base(measure, head, clause, year), head
            continue
        before = text[max(sentence.start, clause.span[1] - NEAR) : clause.span[1]]
        item, name, raw, span, notes = _item(before, clause, counted, head, last, last_measure, subject)
        bearer = BEARER.match(text, measure.end, sentence.end)
        if bearer is not None and (item is None or item.name == "专项资金"):
            item, name, raw, span, notes = _of_bearer(bearer["level"], bearer.span("level")) or (
                item, name, raw, span, notes
            )  # fmt: skip
        if item is None and not raw and clause.span[0] >= after_used:
            after = AFTER.match(text, measure.end, sentence.end)
            if after is not None:
                found = item_at_end(after["name"], head)
                if found is not None or (
                    head is not None and clause.headed and not foreign(after["name"], listed=True)
                ):
                    item, raw, span, notes = found, bare(after["name"]), after.span("name"), ()
                    name = raw if item is None else item.name
                    after_used = after.end()
        if not raw:
            continue
        plain = plain_words(clause.words).rstrip("为是达到")
        how = _measure(clause.words)
        if ADDED.fullmatch(plain) or (item is not None and item.name == "预算追加"):
            how = last_measure if clause.headed and head is not None else None
        elif _without_measure(item, clause) or (how is None and RECEIVED.match(text, measure.end, sentence.end)):
            how = None
        elif SPENT_ONLY.fullmatch(plain) or PROJECTS.fullmatch(plain):
            funds = item is not None and item.name == "年度资金总额"
            how = "全年执行数" if (funds or last_measure == "全年预算数") and "决算" not in plain else "决算数"
        elif how is None and not clause.headed and WHOLE_YEAR.fullmatch(plain):
            how = "决算数"
        else:
            allotted = "全年预算数" if ALLOTTED.search(text, sentence.start, measure.start) else "决算数"
            how = how or (last_measure if head is not None else _measure(before)) or allotted
        head = head if head is not None else item
        if not (name.endswith("追加") or (item is not None and item.name == "预算追加")):
            last = Named(item, name if item is None else raw, span)
            last_measure = {"年初预算数": "预算数", "全年执行数": "决算数"}.get(how or "", how)
        when, period = _year(text, named, clause.span[0], measure.number_start, year)
        amount = Amount(
            value=measure.low,
            whole=(measure.number_start, measure.end) if measure.bound == "exact" else (measure.start, measure.end),
            item=name,
            raw_item=raw,
            basis="narrative",
            unit=measure.unit,
            match=item,
            name=span,
            measure=how,
            year=when,
            period=period,
            notes=("from-narrative", *notes, *(() if measure.bound == "exact" else ("approximate",))),
        )
        yield amount, head
        if item is not None and BOTH_TOTALS.search(clause.words):
            other = "支出总计" if item.name == "收入合计" else "收入合计"
            yield replace(amount, item=other, match=replace(item, name=other), twin=True), head


def _without_measure(item: Match | None, clause: _Clause) -> bool:
    """Assets and money that has come are neither budget nor account figures."""
    if item is None:
        return False
    assets = item.name == "固定资产" or "固定资产" in finance().items[item.name].parents
    return assets or (item.name == "到位资金" and "预算" not in clause.words)


def _base(measure: Measure, head: Match, clause: _Clause, year: int) -> Amount:
    assert measure.low is not None
    return Amount(
        value=measure.low,
        whole=(measure.number_start, measure.end),
        item=head.name,
        raw_item=head.alias,
        basis="narrative",
        unit=measure.unit,
        match=head,
        name=clause.span,
        measure="决算数",
        year=year - 1,
        notes=("from-narrative",),
    )


def _clause(text: str, done: int, measure: Measure, headed: bool) -> _Clause:
    """The words from the last boundary to the amount."""
    begin = measure.start
    cut = done
    for boundary in BOUNDARY.finditer(text, done, begin):
        # 结余（0万元）, 支出：20万元: what stands before the mark names the amount that follows it at once
        if text[boundary.end() : begin].strip() or boundary[0] not in "：:（(":
            cut = boundary.end()
    while cut < begin and text[cut].isspace():
        cut += 1
    cut = max(cut, begin - LONGEST)
    return _Clause("".join(text[cut:begin].split()).translate(_QUOTES), (cut, begin), headed)


_QUOTES = str.maketrans("", "", "“”\"'‘’*")


_Answer = tuple[Match | None, str, str, Span | None, tuple[str, ...]]
_NOTHING: _Answer = (None, "", "", None, ())


def _item(
    before: str,
    clause: _Clause,
    counted: str,
    head: Match | None,
    last: Named | None,
    last_measure: str | None,
    subject: Named | None,
) -> _Answer:
    """(canonical item, its name, printed name, where, doubts) of the words before an amount; no name where it is not ours.

    ``counted``: what stands between the amount before and the clause; ``last``: the item of the amount before, with
    its measure; ``subject``: what the section is about.
    """
    words = clause.words
    if not words:
        return _NOTHING
    plain = plain_words(words).rstrip("为是达到")
    spent = SPENT_ONLY.fullmatch(plain) is not None
    if spent and last is not None and last_measure in BUDGETED and _spends(last, plain):
        return _of(last, plain, clause)
    arrived = spent and last is not None and last.item is not None and last.item.name == "到位资金"
    if arrived and (funds := finance().find("年度资金总额")) is not None:  # 项目资金到位145万元，执行132万元
        return Match(funds.name, plain, 1.0, 1.0), funds.name, plain, clause.span, ()
    if spent and last is None and head is None and subject is not None and _spends(subject, plain, titled=True):
        return _of(subject, plain, clause)
    if head is not None and head.name == "年度资金总额" and spent:
        return head, head.name, plain, clause.span, ()
    if ARRIVED.fullmatch(plain) and (last or subject) and (funds := finance().find("到位资金")) is not None:
        return Match(funds.name, plain, 1.0, 1.0), funds.name, plain, clause.span, ()
    beside = last is not None and last.item is not None and last.item.name in NO_HEAD
    if beside and head is not None and head.name not in NO_HEAD and ONLY_MEASURE.fullmatch(plain):
        return head, head.name, plain, clause.span, ()
    if last is not None and ONLY_MEASURE.fullmatch(plain):
        return _of(last, plain if last.item is None or ONLY_MEASURE.fullmatch(last.raw) else last.name, clause)
    about = last if last is not None and last.project else subject
    if about is not None and about.project and ADDED.fullmatch(plain):
        return None, about.raw + "追加", plain, clause.span, ()
    if SUMMED.fullmatch(plain) and (found := mentioned(counted)) is not None:
        return found, found.name, found.alias, clause.span, ()
    if PROJECTS.fullmatch(plain) and (funds := finance().find("年度资金总额")) is not None:
        return Match(funds.name, plain, 1.0, 1.0), funds.name, plain, clause.span, ()
    if "人均" in words:
        return _NOTHING
    found = item_at_end(words, head)
    if head is None and COST_OF_IT.fullmatch(plain) and DONE_WITH.search(before[: -len(words)].rstrip()):
        return _NOTHING
    if found is not None:
        if found.name in OUTSIDE and foreign(before, listed=True):
            return _NOTHING
        return found, found.name, printed_part(words, found), clause.span, ()
    plain = NAME_TAIL.sub("", plain_words(words))
    if ONLY_MEASURE.fullmatch(plain):
        if (near := last or subject) is not None:
            return _of(near, plain, clause)
        if (whole := finance().find("支出合计" if OWN.search(words) else "年度资金总额")) is not None:
            return Match(whole.name, plain, 1.0, 1.0), whole.name, plain, clause.span, ()
    named = MEASURE_TAIL.sub("", plain)
    listed = head is not None and clause.headed
    budgeted = named != plain and PROJECT.search(named) is not None  # 疫苗冷链项目全年预算数
    plain = named if listed or budgeted or SPENT.search(named) else plain
    if (
        plain.startswith("每")
        or not 2 <= len(plain) <= 24
        or foreign(plain, listed=listed)
        or not re.search(r"[一-鿿]{2}", plain)
    ):
        return _NOTHING
    if listed:
        return None, bare(plain), bare(plain), clause.span, ("item-unknown",)
    if (budgeted or SPENT.search(plain)) and not foreign(before):
        return None, bare(plain), bare(plain), clause.span, ("item-unknown",)
    return _NOTHING


def _of_bearer(level: str, span: Span) -> _Answer | None:
    """The item that names whose money it is behind the amount: （中央） → 中央资金."""
    item = finance().find(f"{level}级资金" if len(level) == 1 else f"{level}资金")
    return None if item is None else (item, item.name, level, span, ())


def _of(named: Named, printed: str, clause: _Clause) -> _Answer:
    """The amount of a clause that names no item itself belongs to this one; of a project, the project's name is quoted."""
    return named.item, named.name, printed, clause.span if named.item is not None else named.span, ()


def _spends(last: Named, words: str, *, titled: bool = False) -> bool:
    """Whether 支出 right after an item's budget is what was spent of it: not of an income, nor 全年支出 of a part.

    Under a title of its own (``titled``: （三）公务接待费。全年支出1.62万元) that is the part's, too.
    """
    if last.item is None or last.item.name in {"年度资金总额", "支出合计"}:
        return True
    parents = finance().items[last.item.name].parents
    income = last.item.name == "收入合计" or "收入合计" in parents or "本年收入合计" in parents
    return not income and (titled or not TO_DATE.search(words))


def _measure(words: str) -> str | None:
    plain = PUBLIC_NAMES.sub("", "".join(words.split()))
    return next((name for name, pattern in MEASURES if pattern.search(plain)), None)


def _year(
    text: str, named: re.Match[str] | None, clause: int, end: int, year: int | None
) -> tuple[int | None, Span | None]:
    """The last year printed before the amount in its sentence; 上年 counts only in the amount's own clause."""
    found = named
    for match in YEAR.finditer(text, clause, end):
        found = match
    if found is None:
        return year, None
    if found[1]:
        return int(found[1]), found.span()
    return (None if year is None else year - 1), found.span()
