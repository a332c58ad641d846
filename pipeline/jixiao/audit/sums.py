"""Sums: every identity of lexicons/identities.toml, in each column of a table and each sentence that prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.audit.checks import check
from jixiao.audit.figures import Figure, plain, signed_sum, tolerance
from jixiao.audit.findings import Draft
from jixiao.audit.identities import Identity, Part, Term, load_identities
from jixiao.audit.ledger import FINAL, Group, Key, Ledger, fact_of, item_of
from jixiao.audit.rules import Rule, Severity
from jixiao.document.document import Cell
from jixiao.document.records import FactRecord
from jixiao.extraction.forms_values import cell_number

LookUp = Callable[[Term], Figure | None]


@dataclass(frozen=True, slots=True)
class Sum:
    """An identity with the figures that a report prints for it."""

    identity: Identity
    total: Figure
    terms: tuple[tuple[int, Figure], ...]
    closed: bool
    """Enough parts are printed that the sum must reach the total."""
    columns: bool = False
    """Parts stand there with nothing in them."""
    blanks: bool = False
    """It does so only if the parts left blank are nought, which nobody has written."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The total, then the parts."""
        return (self.total, *(figure for _, figure in self.terms))

    @property
    def added(self) -> Decimal:
        """The sum of the parts in base units."""
        return sum((sign * figure.base for sign, figure in self.terms), Decimal(0))

    @property
    def short(self) -> Decimal:
        """Total less sum, in base units."""
        return self.total.base - self.added

    @property
    def slack(self) -> Decimal:
        """What rounding explains, in base units."""
        return tolerance(self.figures)

    @property
    def holds(self) -> bool | None:
        """True or False; None where nothing can be said."""
        if not all(figure.exact for figure in self.figures):
            return None
        if not self.closed and any(sign < 0 for sign, _ in self.identity.signs):
            return None  # a difference of which one side is missing
        if abs(self.short) <= self.slack:
            return True
        if self.short < 0 and all(sign > 0 for sign, _ in self.terms):
            return False
        if self.identity.relation == ">=":
            return self.short > 0
        return False if self.closed else None

    @property
    def excess(self) -> Figure | None:
        """A part that is larger than the total by itself."""
        if self.total.base < 0 or any(sign < 0 for sign, _ in self.terms):
            return None
        over = [figure for sign, figure in self.terms if sign > 0 and figure.base > self.total.base + self.slack]
        return max(over, key=lambda figure: figure.base, default=None)


def sums(ledger: Ledger, identities: Sequence[Identity] | None = None) -> Sequence[Sum]:
    """Every identity (of the lexicons where none are given) that the figures of a document allow to be checked."""
    if identities is not None:
        return tuple(_sums(ledger, identities))
    return ledger.once("sums", lambda: tuple(_sums(ledger, load_identities(ledger.overlays))))


def _sums(ledger: Ledger, identities: Sequence[Identity]) -> Iterator[Sum]:
    for identity in identities:
        if "document" in identity.scope:
            yield from _in_document(ledger, identity)
        for group in ledger.groups:
            if group.basis in identity.scope and (found := _in_group(ledger, identity, group)) is not None:
                yield found


def _in_group(ledger: Ledger, identity: Identity, group: Group) -> Sum | None:
    if any(term.measure not in (None, group.measure) for term in _terms(identity)):
        return None
    total = group.one(identity.total.item)
    if total is None:
        return None
    found = collect(identity, total, lambda term: group.one(term.item), lambda part: _is_column(ledger, group, part))
    if found is not None and found.holds is False and found.short > 0 and _unread(ledger, found):
        return replace(found, closed=False)
    return found


def _unread(ledger: Ledger, found: Sum) -> bool:
    return _unread_cell(ledger, found.figures, found.short, found.slack)


def _unread_cell(ledger: Ledger, figures: Sequence[Figure], short: Decimal, slack: Decimal) -> bool:
    """Whether a number that is no fact stands in the row or column of a sum and makes up what is missing."""
    cells = [figure.evidence.cell for figure in figures if figure.evidence.cell is not None]
    table = ledger.table(cells[0].table) if len(cells) == len(figures) else None
    if table is None:
        return False
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    taken = {(cell.row, cell.column) for cell in cells}
    read = ledger.once("read", lambda: _read_cells(ledger))
    beside: list[Cell] = []
    if len(rows) == 1:
        beside += ledger.row_cells(table.number, min(rows))
    if len(columns) == 1:
        beside += ledger.column_cells(table.number, min(columns))
    for cell in beside:
        if (cell.row, cell.column) in taken or (table.number, cell.row, cell.column) in read:
            continue
        line = ledger.text.find("\n", cell.start, cell.end)
        number = cell_number(ledger.text, cell.start, cell.end if line < 0 else line)
        if number is not None and number.value and abs(number.value * figures[0].factor - short) <= slack:
            return True
    return False


def _read_cells(ledger: Ledger) -> frozenset[tuple[int, int, int]]:
    """(table, row, column) of every cell that is an amount already."""
    cells = (figure.evidence.cell for figure in ledger.figures)
    return frozenset((cell.table, cell.row, cell.column) for cell in cells if cell is not None)


def _in_document(ledger: Ledger, identity: Identity) -> Iterator[Sum]:
    keys: dict[Key, list[Figure]] = defaultdict(list)
    in_place = ledger.once("places", lambda: _by_place(ledger))
    for figure in ledger.by_item.get(identity.total.item, ()):
        fact = fact_of(figure)
        if fact.entity is None and _measured(figure, identity.total):
            keys[ledger.key(figure)].append(figure)
    for key, totals in keys.items():
        if any(figure.base != totals[0].base for figure in totals):
            continue

        def look_up(term: Term, key: Key = key, total: Term = identity.total) -> Figure | None:
            found = [
                figure
                for figure in in_place.get((term.item, key.year, key.entity, key.project), ())
                if _measured(figure, term)
                and (total.measure is not None or ledger.key(figure).stage in (key.stage, None))
            ]
            # What the prose says besides is held against the tables elsewhere.
            found = [figure for figure in found if fact_of(figure).basis == "table"] or found
            return found[0] if found and all(figure.base == found[0].base for figure in found) else None

        found = collect(identity, totals[0], look_up, lambda part: False)
        if found is not None:
            yield found


def collect(identity: Identity, total: Figure, look_up: LookUp, printed: Callable[[Part], bool]) -> Sum | None:
    """The sum of an identity below a total; None where no part is printed. ``printed``: a blank column of that part exists."""
    terms: list[tuple[int, Figure]] = []
    missing = 0
    blank = 0
    blank_required = False
    partial = 0
    for required, part in [*((True, p) for p in identity.required), *((False, p) for p in identity.optional)]:
        found, whole = _choice(part, look_up)
        terms += [entry for entry in found if entry[1].evidence != total.evidence]
        if found and not whole:
            partial += 1
        elif found:
            continue
        elif printed(part):
            blank += 1
            blank_required = blank_required or required
        elif required:
            missing += 1
    if not terms:
        return None
    # A lone part below its total may be one of several; not where the others' columns stand there, left blank.
    several = len(terms) >= 2 and len(terms) + blank >= identity.least
    if partial and fact_of(total).basis == "narrative":
        missing += partial  # prose names what there is; a form leaves blank what there is not
    lone = len(terms) >= identity.least and (blank > 0 or not identity.optional) and not blank_required
    enough = several or lone
    return Sum(
        identity,
        total,
        tuple(terms),
        enough and missing == 0,
        columns=blank > 0,
        blanks=enough and (partial > 0 or (blank > 0 and len(terms) < max(identity.least, 2))),
    )


def _by_place(ledger: Ledger) -> dict[tuple[object, ...], list[Figure]]:
    """(item, year, entity, project) -> figures."""
    found: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        key = ledger.key(figure)
        found[item_of(figure), key.year, key.entity, key.project].append(figure)
    return found


def _measured(figure: Figure, term: Term) -> bool:
    return term.measure is None or fact_of(figure).measure == term.measure


def _choice(part: Part, look_up: LookUp) -> tuple[list[tuple[int, Figure]], bool]:
    """(what is printed of the first choice that is printed as a whole, True); of the last choice also what is left of it."""
    found: list[tuple[int, Figure]] = []
    for terms in part.choices:
        found = [(term.sign, figure) for term in terms if (figure := look_up(term)) is not None]
        if len(found) == len(terms):
            return found, True
    return found, False


def _terms(identity: Identity) -> Iterator[Term]:
    yield identity.total
    for part in (*identity.required, *identity.optional):
        for choice in part.choices:
            yield from choice


def _is_column(ledger: Ledger, group: Group, part: Part) -> bool:
    if group.basis != "table":
        return False
    return any(term.item in ledger.labels(group.place) for choice in part.choices for term in choice)


# ------------------------------------------------------------------------------------------------------- findings


@check(
    "income-sum", "expense-sum", "basic-sum", "sangong-sum", "vehicle-sum", "assets-sum", "balance", "project-sum",
    "part-exceeds-total", "funds-sum", "budgets-sum", "table-vs-narrative",
)  # fmt: skip
def identities(ledger: Ledger) -> Iterator[Draft]:
    """Each identity that does not hold, once for the same numbers; rounding tails as ``info``."""
    seen: dict[tuple[object, ...], int] = {}
    broken: list[Sum] = []
    for found in sums(ledger):
        if (
            found.holds is None
            or (found.holds and not found.short)
            or (found.holds and found.identity.relation == ">=")
        ):
            continue
        values = (found.identity.rule, *sorted(figure.base for figure in found.figures))
        if values in seen:
            continue
        seen[values] = 1
        broken.append(found)
    for found in broken:
        yield from report(ledger, found, ledger.rule(found.identity.rule))


def report(ledger: Ledger, found: Sum, rule: Rule) -> Iterator[Draft]:
    """What is said about a sum that does not hold, or only but for rounding."""
    total, unit = found.total, found.total.unit
    gap = plain(abs(found.short) / total.factor)
    left = signed_sum(found.terms, total.factor, unit)
    about = [figure.record for figure in found.figures]
    quotes = [figure.evidence for figure in found.figures]
    keys = {
        "expected": found.added / total.factor, "observed": total.value,
        "tolerance": found.slack / total.factor, "causes": causes(ledger, found.figures),
    }  # fmt: skip
    where = _where(ledger, total)
    if found.holds:
        yield from ledger.draft(
            rule,
            f"{where}{left}，与{total.name}{total.shown}差{gap}{unit}（尾差）。",
            quotes,
            about,
            severity="info",
            **keys,
        )
        return
    over = found.excess
    if over is not None:
        excess = plain((over.base - total.base) / total.factor)
        message = f"{where}{total.name}{total.shown}，其中{over.name}却有{over.shown}，分项大于合计{excess}{unit}"
        if len(found.terms) > 1:
            message += f"；{left}"
        # Where the parts are printed (or left blank) the sum itself is wrong; a lone part only cannot exceed its whole.
        lone = len(found.terms) < 2 and not found.columns and rule.slug != "balance-mismatch"
        slug = "part-exceeds-total" if lone else None
        yield from ledger.draft(rule, f"{message}。", quotes, about, slug=slug, **keys)
        return
    relation = "应不大于" if found.identity.relation == ">=" else "应等于"
    rest = "（其余各项为空）" if found.blanks else ""
    doubt: Severity | None = "warning" if found.blanks else None
    message = f"{where}{left}{rest}，{relation}{total.name}{total.shown}，相差{gap}{unit}。"
    yield from ledger.draft(rule, message, quotes, about, severity=doubt, **keys)


def causes(ledger: Ledger, figures: Sequence[Figure]) -> frozenset[str]:
    """Keys that findings about the same amounts share: the amount itself, where it is telling enough."""
    found = set()
    for figure in figures:
        digits = plain(abs(figure.value)).replace(".", "").strip("0")
        if len(digits) >= 3:
            found.add(f"{plain(figure.base)}元")
    return frozenset(found)


def _where(ledger: Ledger, figure: Figure) -> str:
    key = ledger.key(figure)
    year = f"{key.year}年" if key.year is not None and key.year != ledger.year else ""
    owner = key.entity or key.project or ""
    measure = fact_of(figure).measure
    stage = measure if measure and measure not in FINAL else "决算数" if year else ""
    return f"{year}{stage}（{owner}）：" if owner else f"{year}{stage}：" if year or stage else ""


@check("entities-sum")
def entities(ledger: Ledger) -> Iterator[Draft]:
    """The consolidated row of a form against the rows of the agency and its branches."""
    rule = ledger.rule("entities-sum")
    for total, parts in entity_sums(ledger):
        figures = (total, *parts)
        if not all(figure.exact for figure in figures):
            continue
        short, slack = total.base - sum((figure.base for figure in parts), Decimal(0)), tolerance(figures)
        unread = len(parts) < 2 or _unread_cell(ledger, figures, short, slack)
        if not short or (short > 0 and abs(short) > slack and unread):
            continue  # branches left blank: their amounts are unknown, not nought
        left = "+".join(f"{fact_of(figure).entity}{figure.printed}" for figure in parts)
        added = plain(sum((figure.base for figure in parts), Decimal(0)) / total.factor)
        gap = plain(abs(short) / total.factor)
        tail = "（尾差）" if abs(short) <= slack else ""
        message = f"{total.name}：{left}={added}{total.unit}，与汇总数{total.shown}差{gap}{total.unit}{tail}。"
        yield from ledger.draft(
            rule, message, [figure.evidence for figure in figures], [figure.record for figure in figures],
            severity="info" if tail else None, expected=Decimal(added), observed=total.value,
            tolerance=slack / total.factor, causes=causes(ledger, figures),
        )  # fmt: skip


def entity_sums(ledger: Ledger) -> Iterator[tuple[Figure, list[Figure]]]:
    """(consolidated figure, those of the entities) for each column that prints both."""
    columns: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in ledger.figures:
        fact = fact_of(figure)
        if fact.basis == "table" and figure.evidence.cell is not None and fact.measure != "人均":
            key = ledger.key(figure)
            columns[ledger.place(figure), fact.item, fact.measure, key.year, key.project].append(figure)
    for figures in columns.values():
        totals = [figure for figure in figures if _is_whole(fact_of(figure))]
        parts = [figure for figure in figures if not _is_whole(fact_of(figure))]
        names = [fact_of(figure).entity for figure in parts]
        if len(totals) == 1 and parts and len(set(names)) == len(names):
            yield totals[0], parts


def _is_whole(fact: FactRecord) -> bool:
    return fact.entity is None or any(word in fact.entity for word in ("汇总", "合计", "总计"))
