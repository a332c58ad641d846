"""What a form was read as: blocks of a header with rows, pairs of label and value, amounts beside their items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jixiao.document.document import Cell, Table
from jixiao.extraction.forms_columns import Column
from jixiao.extraction.forms_grid import Grid
from jixiao.extraction.forms_values import Unit

BlockKind = Literal["indicators", "funds", "accounts", "staff", "goals", "people", "unknown"]
TOTALS = frozenset(
    {
        "总分",
        "合计",
        "总计",
        "自评总分",
        "总得分",
        "得分合计",
        "评价总分",
        "综合得分",
        "合计得分",
        "合计分值",
        "总评分",
        "小计",
        "自评得分合计",
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the value beside it; ``value`` is None where the place is blank."""

    label: Cell
    name: str
    """The field's canonical name."""
    value: Cell | None


@dataclass(frozen=True, slots=True)
class Priced:
    """An item of the accounts and its amount side by side, outside any block: 年度资金总额： | 13."""

    label: Cell
    value: Cell
    left: Cell | None
    """The label of the block that it stands in (项目资金（万元）), which may name the unit."""


@dataclass(frozen=True, slots=True)
class Block:
    """A header and the rows below it."""

    kind: BlockKind
    columns: tuple[Column, ...]
    header: tuple[int, ...]
    rows: tuple[int, ...]
    captions: tuple[Cell, ...]
    """Captions above it in the table, nearest last."""
    known: bool
    """The lexicons know at least half of its headers."""


@dataclass(frozen=True, slots=True)
class Form:
    """A table as it was read."""

    grid: Grid
    blocks: tuple[Block, ...]
    pairs: tuple[Pair, ...]
    priced: tuple[Priced, ...]
    captions: tuple[Cell, ...]
    title: tuple[int, int] | None
    """Where the table's own title stands above it."""
    unit: Unit | None
    """The unit that a line above the table names for all of it."""

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.grid.table

    def pair(self, name: str) -> Pair | None:
        """The first pair of a field with a value."""
        return next((pair for pair in self.pairs if pair.name == name and pair.value is not None), None)
