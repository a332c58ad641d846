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
from jixiao.extraction.facts_record import Amount
from jixiao.extraction.facts_subject import Named, Subjects, of_project_report
from jixiao.extraction.forms_blocks import Form
from jixiao.extraction.forms_values import yuan
from jixiao.lexicon import Automaton, Match, read_table
from jixiao.lexicon.overlays import active, remembered

_BOUNDARY = re.compile(r"[，,；;。：:\n]|[（(](?!境[）)])|(?<!境)[）)]|其中|包括|分别[为是]|以及")
_FILLER = re.compile(
    r"(?:支出|总额|规模|合计|共计?|总计|金额|决算数?|预算数?|执行数?|安排|费用|资金|实际|完成|数额|总数|收支"
    r"|为|是|达到?|约|近|了|数|有|额|仅|均|全部|使用|列支|开支|批复|下达|到位)*+"
)
"""What may stand between an item and its amount."""
_LEFT = re.compile(
    r"(?:(?:20\d\d|上|本|当|去|今|全)年(?:度|初|末)?|截[至止].{0,8}|年[初末]|本?级?财政|我?[们]?(?:单位|部门|中心|局|部|委|办|院|站|所|镇|街道)|本(?:单位|部门|中心|局|部|委|办|院|级)"
    r"|区?.{0,4}财政(?:局)?(?:拨款|预算|批复)?|执行(?:过程)?中|年中|过程中|一般公共预算(?:财政拨款)?|批复的?|安排的?|实现|完成|总|共计?|合计|累计|各项|实际|部门|整体|年度|决算|预算|调整|的|其|收到|取得|列支|支出|总体|合计|使用|，|主要)*+"
)
"""What may stand before a short item such as 收入, so that 主营业务收入 is none of ours."""
_CHANGE = re.compile(
    r"(?:增加|减少|增长|下降|降低|压减|压缩|节约|节省|超支|差额|提高|上升|降|增)(?:了|约|近|资金|经费|成本|支出|金额)*$"
    r"|(?:较|比)(?:年初|同期|预算).{0,6}$|(?:由|从)$"
)
"""The amount is a difference or a base, not an amount of the accounts."""
_BASE = re.compile(r"(?:较|比|与|同)(?:上年|去年|上一年)(?:度|同期)?(?:的|决算数?|支出数?|实际)*$")
"""比上年的3143.14万元增长…: last year's amount of what the sentence is about."""
_AFTER = re.compile(r"\s*(?:是|为|用于|作为|系|属于?)\s*(?P<name>[^，,；;。、：:（(\n\d]{2,24})")
_HEADED = re.compile(r"其中|包括|主要用于|分别|用于|含|具体")
_SPENT = re.compile(r"(?:支出|经费|费用|专项|拨款|费|资金)$")
_PROJECT = re.compile(
    r"[^项目]{3,}(?<!下达)(?<!安排)(?<!批复)(?<!部门)(?<!单位)(?<!申报)(?<!预算)(?<!全部)(?<!所有)(?<![该本此各个])(?:项目|工程)$"
)
"""疫苗冷链项目, not 财政部门下达项目."""
_YEAR = re.compile(r"(20\d{2})\s*年|(上年|去年|上一年)(?!结转|结余|度?结转)")
_PUBLIC_NAMES = re.compile(
    r"一般公共预算|公共财政预算|政府性基金预算|国有资本经营预算|社会保险基金预算|财政预算(?!安排)"
)
_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("年初预算数", re.compile(r"年初(?:部门)?(?:批复)?(?:的)?预算|年初(?:批复|安排|下达)")),
    ("全年预算数", re.compile(r"全年预算(?!收入|支出)|调整后的?预算|调整预算数|(?:年度|全年)调整预算")),
    ("决算数", re.compile(r"决算|执行|实际|完成(?!年?初?预算)|使用")),
    ("预算数", re.compile(r"预算|计划安排")),
)
_ONLY_MEASURE = re.compile(
    r"(?:(?:[省市县区本上]级?)?财政(?:部门|局)?(?:下达|安排|批复))?(?:完成|占|支出)?(?:年初|全年|调整后的?|年度|项目)?(?:部门|项目)?(?:批复)?(?:预算|决算|执行)(?:数|安排|批复|金额|资金)?"
)
_SPENT_ONLY = re.compile(r"(?:实际|全年|累计|共|已)*(?:支出决算|支出|执行|使用|支付|完成支出)(?:数|资金|金额)?")
"""What was spent of the amount that the sentence began with."""
_TO_DATE = re.compile(r"全年|累计|共")
_SUMMED = re.compile(r"(?:共计?|合计|累计|总计)+(?:支出|开支|花费|使用|金额|费用)*")
"""共计支出: of what the sentence has counted before."""
_PROJECTS = re.compile(
    r"(?:[\d一二两三四五六七八九十]{1,3}个|各|全部|上述)(?:项目|专项)(?:资金)?(?:共计?|合计|累计|实际|总)*(?:支出|使用|执行)"
)
"""3个项目共支出: the funds of all."""
_ADDED = re.compile(r"(?:年中|年度|执行中|预算|调整)*追加(?:预算|资金|经费)?")
_OWN = re.compile(r"(?:我|本|全)(?:局|单位|部门|中心|委|办|院|站|所|厅|镇|乡|街道|校|会|队|处|科)")
"""我局年初批复预算: the unit's whole outlay, not the funds of a project."""
_RECEIVED = re.compile(r"\s*(?:均|已|全部)?(?:于[^，。；\n]{0,16})?(?:均|已|全部)*到位")
_WHOLE_YEAR = re.compile(r"(?:全年|本年|当年|年度)?(?:总|实际)?(?:收入|支出)(?:合计|总额)?")
_BOTH_TOTALS = re.compile(r"收入?[、和及与]?支出?总计|收入总计[、和及与]支出总计")
"""收、支总计均为: one amount, two items."""
_BUDGETED = frozenset({"年初预算数", "全年预算数", "预算数"})
_LEADING = re.compile(
    r"^(?:\d{1,2}[、.．)）]|[①-⑳]|(?:20\d\d|上|本|去|当|今)年(?:度)?|其中|包括|分别|以及|和|及|与|另|另外|主要|全部|我单位|本单位|部门|主要用于|用于|：|:|，|,|、|\s)+"
)
_NAME_TAIL = re.compile(r"(?:共计?|合计|总计|为|是|达到?|有|约|近|了|仅|安排|使用|实际)+$")
_MEASURE_TAIL = re.compile(r"(?:年初|全年|调整后)?(?:的)?(?:预算|决算|执行)(?:数|金额|安排|资金)?$")
_OUTSIDE = frozenset({"到位资金", "专项资金", "中央资金", "省级资金", "市级资金", "县级资金", "其他资金"})
"""Funds that a report also boasts of having won for others: 向上争取项目22个，到位资金8749万元."""
_GOES_ON = ("其中", "包括", "具体")
"""A sentence that begins so lists the parts of what the sentence before is about."""
_NEAR = 240
"""So many characters before an amount say whose money it is."""
_LONGEST = 80
"""No item has a longer name; of a longer clause the end is looked at."""
_SPECIFIC = 4
"""An alias of this many characters is an item wherever it stands; a shorter one only at the start of its clause."""


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
    block_before = -1
    for sentence in document.sentences:
        first = bisect_left(starts, sentence.start)
        last = bisect_left(starts, sentence.end)
        if first == last:
            continue
        block = document.blocks[sentence.block]
        if block.cell is not None and (block.table, *block.cell) in skipped:
            continue
        goes_on = sentence.block == block_before and text.startswith(_GOES_ON, sentence.start)
        subject = subjects.at(sentence.start) or default
        reader = _Sentence(text, sentence, document.profile.fiscal_year, head if goes_on else None, subject)
        yield from reader.amounts(money[first:last])
        head, block_before = reader.head, sentence.block


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
        headed = headed or bool(_HEADED.search(text, done, measure.start))
        for found_year in _YEAR.finditer(text, done, measure.number_start):
            named = found_year if found_year[1] else named
        if measure.bound in {"range"} or measure.low is None:
            done = measure.end
            continue
        clause = _clause(text, done, measure, headed)
        counted = text[done : clause.span[0]]
        done = measure.end
        if _CHANGE.search(clause.words):
            continue
        if _BASE.search(clause.words):
            if head is not None and year is not None:
                yield _base(measure, head, clause, year), head
            continue
        before = text[max(sentence.start, clause.span[1] - _NEAR) : clause.span[1]]
        item, name, raw, span, notes = _item(before, clause, counted, head, last, last_measure, subject)
        if item is None and not raw and clause.span[0] >= after_used:
            after = _AFTER.match(text, measure.end, sentence.end)
            if after is not None:
                found = _find(after["name"], head)
                if found is not None or (
                    head is not None and clause.headed and not _foreign(after["name"], listed=True)
                ):
                    item, raw, span, notes = found, bare(after["name"]), after.span("name"), ()
                    name = raw if item is None else item.name
                    after_used = after.end()
        if not raw:
            continue
        plain = _plain(clause.words).rstrip("为是达到")
        how = _measure(clause.words)
        if _ADDED.fullmatch(plain) or (item is not None and item.name == "预算追加"):
            how = last_measure if clause.headed and head is not None else None
        elif _without_measure(item, clause) or (how is None and _RECEIVED.match(text, measure.end, sentence.end)):
            how = None
        elif _SPENT_ONLY.fullmatch(plain) or _PROJECTS.fullmatch(plain):
            funds = item is not None and item.name == "年度资金总额"
            how = "全年执行数" if (funds or last_measure == "全年预算数") and "决算" not in plain else "决算数"
        elif how is None and not clause.headed and _WHOLE_YEAR.fullmatch(plain):
            how = "决算数"
        else:
            how = how or (last_measure if head is not None else _measure(before)) or "决算数"
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
        if item is not None and _BOTH_TOTALS.search(clause.words):
            other = "支出总计" if item.name == "收入合计" else "收入合计"
            yield replace(amount, item=other, match=replace(item, name=other), twin=True), head


def _plain(words: str) -> str:
    """The words of a clause without year, 其中 and 我局 at their start."""
    return _LEADING.sub("", _OWN.sub("", _LEADING.sub("", words), count=1))


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
    for boundary in _BOUNDARY.finditer(text, done, begin):
        # 结余（0万元）, 支出：20万元: what stands before the mark names the amount that follows it at once
        if text[boundary.end() : begin].strip() or boundary[0] not in "：:（(":
            cut = boundary.end()
    while cut < begin and text[cut].isspace():
        cut += 1
    cut = max(cut, begin - _LONGEST)
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
    plain = _plain(words).rstrip("为是达到")
    spent = _SPENT_ONLY.fullmatch(plain) is not None
    if spent and last is not None and last_measure in _BUDGETED and _spends(last, plain):
        return _of(last, plain, clause)
    if spent and last is None and head is None and subject is not None and _spends(subject, plain):
        return _of(subject, plain, clause)
    if head is not None and head.name == "年度资金总额" and spent:
        return head, head.name, plain, clause.span, ()
    if last is not None and _ONLY_MEASURE.fullmatch(plain):
        return _of(last, plain if last.item is None or _ONLY_MEASURE.fullmatch(last.raw) else last.name, clause)
    about = last if last is not None and last.project else subject
    if about is not None and about.project and _ADDED.fullmatch(plain):
        return None, about.raw + "追加", plain, clause.span, ()
    if _SUMMED.fullmatch(plain) and (found := _mentioned(counted)) is not None:
        return found, found.name, found.alias, clause.span, ()
    if _PROJECTS.fullmatch(plain) and (funds := finance().find("年度资金总额")) is not None:
        return Match(funds.name, plain, 1.0, 1.0), funds.name, plain, clause.span, ()
    if "人均" in words:
        return _NOTHING
    found = _find(words, head)
    if found is not None:
        if found.name in _OUTSIDE and _foreign(before, listed=True):
            return _NOTHING
        return found, found.name, _printed(words, found), clause.span, ()
    plain = _NAME_TAIL.sub("", _plain(words))
    if _ONLY_MEASURE.fullmatch(plain):
        if (near := last or subject) is not None:
            return _of(near, plain, clause)
        if (whole := finance().find("支出合计" if _OWN.search(words) else "年度资金总额")) is not None:
            return Match(whole.name, plain, 1.0, 1.0), whole.name, plain, clause.span, ()
    named = _MEASURE_TAIL.sub("", plain)
    listed = head is not None and clause.headed
    budgeted = named != plain and _PROJECT.search(named) is not None  # 疫苗冷链项目全年预算数
    plain = named if listed or budgeted or _SPENT.search(named) else plain
    if not 2 <= len(plain) <= 24 or _foreign(plain, listed=listed) or not re.search(r"[一-鿿]{2}", plain):
        return _NOTHING
    if listed:
        return None, bare(plain), bare(plain), clause.span, ("item-unknown",)
    if (budgeted or _SPENT.search(plain)) and not _foreign(before):
        return None, bare(plain), bare(plain), clause.span, ("item-unknown",)
    return _NOTHING


def _of(named: Named, printed: str, clause: _Clause) -> _Answer:
    """The amount of a clause that names no item itself belongs to this one; of a project, the project's name is quoted."""
    return named.item, named.name, printed, clause.span if named.item is not None else named.span, ()


def _spends(last: Named, words: str) -> bool:
    """Whether 支出 right after an item's budget is what was spent of it: not of an income, nor 全年支出 of a part."""
    if last.item is None or last.item.name in {"年度资金总额", "支出合计"}:
        return True
    parents = finance().items[last.item.name].parents
    income = last.item.name == "收入合计" or "收入合计" in parents or "本年收入合计" in parents
    return not income and not _TO_DATE.search(words)


def _funds(name: str) -> bool:
    """Whether an item is money that comes in."""
    parents = finance().items[name].parents
    return "年度资金总额" in parents or "本年收入合计" in parents


def _mentioned(words: str) -> Match | None:
    """The first item that words without amounts name: 国内公务接待46批次，385人次."""
    names = _aliases()
    plain = "".join(words.split()).translate(_QUOTES)
    for _, _, number in names.find(plain):
        alias = names.terms[number]
        if len(alias) >= _SPECIFIC and (found := finance().find(alias, fuzzy=False)) is not None:
            return Match(found.name, alias, 0.9, 0.5)
    return None


def _printed(words: str, found: Match) -> str:
    """The part of the words that named the item."""
    at = words.rfind(found.alias)
    return found.alias if at >= 0 else bare(_NAME_TAIL.sub("", _LEADING.sub("", words)))


def _find(words: str, head: Match | None) -> Match | None:
    """The canonical item that the words end with, but for fillers."""
    wholes = [] if head is None else [head.name, *finance().items[head.name].parents]
    words = "".join(words.split()).translate(_QUOTES).rstrip("：:")
    lead = _LEADING.sub("", words)
    for plain in dict.fromkeys((lead.rstrip("为是"), _NAME_TAIL.sub("", lead))):
        if (exact := finance().find(plain, wholes, fuzzy=False)) is not None:
            return Match(exact.name, plain if plain in words else exact.alias, 1.0, 1.0)
    best: Match | None = None
    names = _aliases()
    for start, end, number in names.find(words):
        alias = names.terms[number]
        if not _FILLER.fullmatch(words, end):
            continue
        if len(alias) < _SPECIFIC and (start > 40 or not _LEFT.fullmatch(words, 0, start)):
            continue
        owner = finance().find(alias, wholes, fuzzy=False)
        if owner is not None and owner.name == "专项资金" and not _LEFT.fullmatch(_plain(words[:start])):
            continue  # 图书漂流专项资金 is a fund of its own
        if owner is not None and "支出" in words[end:] and _funds(owner.name):
            continue  # 财政拨款支出 is no 财政拨款
        if owner is not None and (best is None or len(alias) >= len(best.alias)):
            best = Match(owner.name, alias, 0.95, 0.5)
    return best


@remembered()
def _aliases() -> Automaton:
    rows = read_table("finance.csv", ("id", "name", "aliases"), overlays=active())
    names = {alias.translate(_QUOTES) for row in rows for alias in (row["name"], *row.many("aliases"))}
    return Automaton(sorted(name for name in names if len(name) >= 2))


@remembered()
def _strangers() -> tuple[Automaton, frozenset[str]]:
    rows = read_table("finance_foreign.csv", ("word", "kind", "why"), key="word", overlays=active())
    return Automaton(row["word"] for row in rows), frozenset(row["word"] for row in rows if row["kind"] == "owner")


def _foreign(words: str, *, listed: bool = False) -> bool:
    """Whether the words speak of money that belongs to others.

    In a list of the unit's own spending (``listed``) the name of an owner is what the money went to: 企业服务工作13.3万元.
    """
    strangers, owners = _strangers()
    return any(not (listed and strangers.terms[number] in owners) for _, _, number in strangers.find(words))


def _measure(words: str) -> str | None:
    plain = _PUBLIC_NAMES.sub("", "".join(words.split()))
    return next((name for name, pattern in _MEASURES if pattern.search(plain)), None)


def _year(
    text: str, named: re.Match[str] | None, clause: int, end: int, year: int | None
) -> tuple[int | None, Span | None]:
    """The last year printed before the amount in its sentence; 上年 counts only in the amount's own clause."""
    found = named
    for match in _YEAR.finditer(text, clause, end):
        found = match
    if found is None:
        return year, None
    if found[1]:
        return int(found[1]), found.span()
    return (None if year is None else year - 1), found.span()
