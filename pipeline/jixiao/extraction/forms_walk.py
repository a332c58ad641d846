"""Walks down a table once and says of each row what it is: caption, header, data, pairs, amounts beside their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.document.document import Cell
from jixiao.extraction.facts_lexicon import finance
from jixiao.extraction.fields_lexicon import field_of
from jixiao.extraction.forms_blocks import TOTALS, Block, BlockKind, Pair, Priced
from jixiao.extraction.forms_columns import INVESTMENT, JUDGED, LEVELS, STAFF, Column, column, header, year_alone
from jixiao.extraction.forms_grid import Grid, is_dash, is_placeholder
from jixiao.extraction.forms_values import unit_in_header, yuan
from jixiao.extraction.indicators_lexicon import level_of

BRINGS_ITS_LABEL = re.compile(r"[^\d：:]{2,30}[:：]-?[\d,]+(?:\.\d+)?(?:[；;，,。万亿元]|$)")
"""A cell that holds label and amount: 按收入性质分：10716.16."""


class Rows:
    """Walks down a table once."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.blocks: list[Block] = []
        self.pairs: list[Pair] = []
        self.priced: list[Priced] = []
        self.all_captions: list[Cell] = []
        self._left: Cell | None = None
        self._captions: list[Cell] = []
        self._columns: tuple[Column, ...] = ()
        self._kind: BlockKind | None = None
        self._known = False
        self._header: tuple[int, ...] = ()
        self._body: list[int] = []
        self._fresh = False

    def read(self) -> None:
        """Fills blocks, pairs and captions."""
        row = 1
        last = self.grid.table.rows
        while row <= last:
            written = self.grid.written(row)
            if not written:
                row += 1
            elif self._is_caption(row, written):
                if self._kind == "indicators" and self._is_group(written[0]):
                    self._body.append(row)
                else:
                    self._close()
                    if not self._fresh:
                        self._captions = []
                        self._fresh = True
                    self._captions.append(written[0])
                    self.all_captions.append(written[0])
                row += 1
            elif self._is_header(row, written):
                row = self._open(row)
            elif (pairs := self._as_pairs(row, written)) is not None:
                self._close()
                self.pairs += pairs
                row += 1
            elif self._kind in {None, "goals", "people", "staff"} and (priced := self._as_priced(row, written)):
                self._close()
                self.priced += priced
                row += 1
            elif self._kind is not None:
                self._body.append(row)
                row += 1
            elif self._is_unknown_header(row, written):
                row = self._open(row)
            else:
                row += 1
        self._close()

    def _is_caption(self, row: int, written: Sequence[Cell]) -> bool:
        if len(written) != 1:
            return False
        cell = written[0]
        if self._kind is not None and is_placeholder(self.grid.words(cell)):
            return False  # …… between two rows
        if self._kind is not None and BRINGS_ITS_LABEL.match(self.grid.words(cell)):
            return False  # 政府性基金拨款：1000 alone in its row is data
        if self._kind in {"accounts", "funds"} and finance().find(self.grid.words(cell), fuzzy=False) is not None:
            return False  # an item without amounts
        own = self.grid.own(row)
        whole = (
            len(own) == 1
            or (len(own) == 2 and own[1] is cell and _names_unit(self.grid, cell))
            or cell.column_span * 5 >= self.grid.table.columns * 4
        )
        covered = any(
            (above := self.grid.at(row, column)) is not None and above.row < row and above.start < above.end
            for column in range(1, self.grid.table.columns + 1)
        )
        if whole and not covered and len(self.grid.words(cell)) <= 400:
            return True
        # 绩效指标 and nothing else in its row, before any header
        return self._kind is None and cell.column == 1 and field_of(self.grid.words(cell)) is None and not covered

    def _is_group(self, cell: Cell) -> bool:
        """投入（15分） over the whole width: a level of the indicators below, not a caption."""
        return level_of(self.grid.words(cell)) in {1, 2} or self.grid.words(cell).rstrip("：:") in TOTALS

    def _is_header(self, row: int, written: Sequence[Cell]) -> bool:
        if len(written) < 2 or any(self._is_value(cell) for cell in written):
            return False
        said = [header(self.grid, cell) for cell in written]
        roles = {s.role for s in said}
        known = sum(s.known for s in said)
        if known < 2 or 2 * known < len(written):
            return False
        if (
            self._kind == "indicators"
            and not roles & (JUDGED | {"level2", "level3", "levels", "rate"})
            and len(roles - {None}) < 2
        ):
            # 人员经费 | 公用经费 as indicator names below an open header are data
            return sum(s.measure is not None for s in said) >= 2 or "goal" in roles
        return True

    def _is_value(self, cell: Cell) -> bool:
        found = self.grid.number(cell)
        return found is not None or is_dash(self.grid.words(cell))

    def _is_unknown_header(self, row: int, written: Sequence[Cell]) -> bool:
        """A row of short words over rows with numbers: a header, though the lexicons know none of it."""
        if len(written) < 2 or any(len(self.grid.words(cell)) > 20 or self._is_value(cell) for cell in written):
            return False
        below = 0
        for next_row in range(row + 1, min(row + 4, self.grid.table.rows + 1)):
            below = max(below, sum(self._is_value(cell) for cell in self.grid.written(next_row)))
        return below >= 1 and len(written) >= 3

    def _open(self, row: int) -> int:
        """Begins a block whose header begins at ``row``; returns the first row below the header."""
        years = int(self._years_above(row))
        top = row - years
        if self._body[-years:] == [top] and years:
            self._body.pop()
        repeated = self._columns and top > self._header[-1] and self._same_header(top)
        if repeated:  # the header again, on a new page
            return max(row + 1, top + len(self._header))
        self._close()
        rows: list[int] = list(range(top, row + 1))
        while self._goes_on_as_header(rows):
            rows.append(rows[-1] + 1)
        columns = self._build(rows)
        self._header = tuple(rows)
        self._columns = columns
        said = [header(self.grid, cell) for r in rows[years:] for cell in self.grid.written(r)]
        self._known = 2 * sum(s.known for s in said) >= len(said)
        self._kind = _kind(columns) if self._known else "unknown"
        return rows[-1] + 1

    def _years_above(self, row: int) -> bool:
        """Whether the row above holds years and nothing else over the measures of a header (2021年 over 决算数)."""
        if row < 2:
            return False
        above = [cell for cell in self.grid.written(row - 1) if cell.column > 1]
        measures = [cell for cell in self.grid.written(row) if header(self.grid, cell).measure is not None]
        yearly = len(above) >= 2 and all(year_alone(self.grid.words(cell)) is not None for cell in above)
        return yearly and len(measures) >= len(above)

    def _same_header(self, row: int) -> bool:
        old = [self.grid.words(cell) for cell in self.grid.written(self._header[0])]
        return old == [self.grid.words(cell) for cell in self.grid.written(row)]

    def _goes_on_as_header(self, rows: Sequence[int]) -> bool:
        """Whether the next row holds the parts of merged header cells, and nothing else."""
        row = rows[-1] + 1
        below = self.grid.written(row)
        if not below or len(rows) >= 4 or any(self._is_value(cell) for cell in below):
            return False
        if any(len(self.grid.words(cell)) > 24 for cell in below):
            return False
        for cell in below:
            over = self._over(rows, cell.column)
            if over is None or self._blank_reach(over) == over.column:
                return False
        said = [header(self.grid, cell) for cell in below]
        if 2 * sum(s.known for s in said) >= len(said):
            return True
        merged = all((over := self._over(rows, cell.column)) is not None and over.column_span > 1 for cell in below)
        return merged and len(below) >= 2 and all(len(self.grid.words(cell)) <= 12 for cell in below)

    def _over(self, rows: Sequence[int], column: int) -> Cell | None:
        """The lowest written header cell over this column."""
        for row in reversed(rows):
            for at in range(column, 0, -1):
                cell = self.grid.at(row, at)
                if cell is None and not self.grid.table.certain and at > self._width(row):
                    continue  # the blanks at the end of a row were lost
                if cell is None:
                    break
                if cell.start < cell.end:
                    if at == column or cell.column + cell.column_span > column or self._blank_reach(cell) >= column:
                        return cell
                    break
                if self.grid.table.certain:
                    break
        return None

    def _blank_reach(self, cell: Cell) -> int:
        """The last column of a header cell and the blank places right of it, where merges were not known."""
        last = cell.column + cell.column_span - 1
        if self.grid.table.certain:
            return last
        while (beside := self.grid.at(cell.row, last + 1)) is not None and beside.start == beside.end:
            last += 1
        return self.grid.table.columns if beside is None and last == self._width(cell.row) else last

    def _width(self, row: int) -> int:
        """The last column that a row has a cell for."""
        return max((cell.column + cell.column_span - 1 for cell in self.grid.own(row)), default=0)

    def _build(self, rows: Sequence[int]) -> tuple[Column, ...]:
        grid = self.grid
        found: list[tuple[int, int, tuple[Cell, ...]]] = []
        for place in range(1, grid.table.columns + 1):
            path: list[Cell] = []
            exists = False
            for row in rows:
                cell = grid.at(row, place)
                if cell is None:
                    continue
                exists = True
                if cell.start == cell.end and not grid.table.certain and not path and len(rows) > 1 and row == rows[0]:
                    left = self._over([row], place)
                    cell = left if left is not None and self._parted(rows, place) else cell
                if cell.start < cell.end and (not path or path[-1] is not cell):
                    path.append(cell)
            if not exists:
                continue
            key = tuple(path)
            beside = found[-1][2] if found else ()
            spread = not key and not grid.table.certain and (self._lone(rows, place) or self._levels(beside))
            if found and (beside == key or spread):
                found[-1] = (found[-1][0], place, found[-1][2])
            else:
                found.append((place, place, key))
        return tuple(column(grid, first, last, path) for first, last, path in found)

    def _parted(self, rows: Sequence[int], place: int) -> bool:
        """Whether a blank place of the first header row has a written header below it."""
        return any((cell := self.grid.at(row, place)) is not None and cell.start < cell.end for row in rows[1:])

    def _lone(self, rows: Sequence[int], place: int) -> bool:
        """A column without any header beside one with: a merged header of a tab-separated row, if its body is blank."""
        for row in range(rows[-1] + 1, min(rows[-1] + 12, self.grid.table.rows + 1)):
            cell = self.grid.at(row, place)
            if cell is not None and cell.start < cell.end:
                return False
        return True

    def _levels(self, path: tuple[Cell, ...]) -> bool:
        """评价内容 heads two columns; where merges are lost, the second has no header of its own."""
        return bool(path) and header(self.grid, path[-1]).role == "levels"

    def _as_pairs(self, row: int, written: Sequence[Cell]) -> list[Pair] | None:
        """Label and value side by side, where the first words of the row are a field's label."""
        first = written[0]
        name = field_of(self.grid.words(first))
        if name is None or (self._kind == "indicators" and self.grid.words(first).rstrip("：:") in TOTALS):
            return None
        if self._kind in {"accounts", "funds", "people", "staff"} and first.column > 1:
            return None
        own = self.grid.own(row)
        found: list[Pair] = []
        at = own.index(first)
        while at < len(own):
            label = own[at]
            name = field_of(self.grid.words(label)) if label.start < label.end else None
            if name is None:
                at += 1
                continue
            after = at + 1
            while not self.grid.table.certain and after < len(own) - 1 and own[after].start == own[after].end:
                after += 1  # a merged label or value leaves blank places behind
            value = own[after] if after < len(own) else None
            if value is not None and value.start < value.end and field_of(self.grid.words(value)) is not None:
                value, step = None, 1
            else:
                step = after - at + 1
            blank = value is None or value.start == value.end or is_placeholder(self.grid.words(value))
            found.append(Pair(label, name, None if blank else value))
            at += step
        return found or None

    def _as_priced(self, row: int, written: Sequence[Cell]) -> list[Priced]:
        """Items of the accounts with their amounts to the right, in a row that no header explains."""
        found: list[Priced] = []
        if written[0].column == 1 and not self._is_value(written[0]):
            self._left = written[0]
        for label, value in pairwise(written):
            number = self.grid.number(value)
            if number is None or (number.unit is not None and yuan(number.unit) is None):
                continue
            words = self.grid.words(label)
            if len(words) <= 24 and finance().find(words, ["年度资金总额"], fuzzy=False) is not None:
                found.append(Priced(label, value, self._left if self._left is not label else None))
        return found

    def _close(self) -> None:
        if self._kind is not None and self._body:
            self.blocks.append(
                Block(self._kind, self._columns, self._header, tuple(self._body), tuple(self._captions), self._known)
            )
        if self._kind is not None:
            self._fresh = False
        self._kind, self._columns, self._header, self._body = None, (), (), []


def _names_unit(grid: Grid, cell: Cell) -> bool:
    """年度收入情况（万元）: a caption, though a blank cell stands left of it."""
    return unit_in_header(grid.text, cell.start, cell.end) is not None


def _kind(columns: Sequence[Column]) -> BlockKind:
    roles = {c.role for c in columns}
    measures = sum(c.measure is not None for c in columns)
    items = sum(c.item is not None for c in columns)
    if "person" in roles and not roles & {"target", "score"}:
        return "people"
    if roles & STAFF and not measures and not roles & {"target"}:
        return "staff"
    if roles & (LEVELS | {"block"}) and roles & JUDGED:
        if measures >= 2 and roles & {"rate", "score", "weight"} and not roles & {"level2", "level3", "target"}:
            return "funds"
        return "indicators"
    if "goal" in roles and not measures and not items:
        return "goals"
    if measures and roles & {"rate", "score", "weight"}:
        return "funds"
    if measures or items or "amount" in roles or roles & INVESTMENT.keys():
        return "accounts"
    if roles & {"target", "actual"} and roles & {"score", "weight"}:
        return "indicators"
    return "unknown"
