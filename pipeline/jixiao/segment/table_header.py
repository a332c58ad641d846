"""Headers of one to four rows whose merged cells left no blanks: which part stands below which cell."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.document.trace import Span
from jixiao.lexicon.form_words import Role, header_role
from jixiao.segment.table_lines import Line
from jixiao.segment.table_place import words_of

_OF_WHICH = "其中"


def header_rows(text: str, lines: Sequence[Line], at: int) -> tuple[list[list[Span]], list[Role]]:
    """The rows of a header with blanks below cells that reach down, and the roles of its columns."""
    if at + 1 < len(lines) and (levels := _levels_below(text, lines[at].cells, lines[at + 1].cells)) is not None:
        return levels
    rows = [lines[at].cells]
    while at + len(rows) < len(lines) and len(rows) < 4:
        line = lines[at + len(rows)]
        parts = len(line.cells) >= 2 and line.header * 5 >= len(line.cells) * 3
        if not parts or not any(
            words_of(text, cell).startswith(_OF_WHICH) or header_role(words_of(text, cell)) for cell in rows[-1]
        ):
            break
        if any(header_role(words_of(text, cell)) in {"level1", "label", "corner"} for cell in line.cells[:1]):
            break  # a header of its own
        rows.append(line.cells)
    width = max(
        (len(line.cells) for line in lines[at + len(rows) : at + len(rows) + 6] if not line.is_header), default=0
    )
    parents = _parents(text, rows, width)
    found: list[list[Span]] = [list(rows[0])]
    leaf: list[Role] = [header_role(words_of(text, cell)) or "text" for cell in rows[0]]
    if header_role(words_of(text, rows[0][0])) is None:
        leaf[0] = "corner"
    for number in range(1, len(rows)):
        above, below = found[-1], list(rows[number])
        chosen = [i for i, cell in enumerate(above) if cell[0] < cell[1] and cell in parents[number - 1]]
        if not chosen:
            break
        row: list[Span] = []
        new_leaf: list[Role] = []
        share = _shared(text, [above[i] for i in chosen], below)
        for i, cell in enumerate(above):
            if i in chosen:
                part = share[chosen.index(i)]
                row += part
                new_leaf += [header_role(words_of(text, p)) or "number" for p in part]
            else:
                row.append((cell[1], cell[1]))
                new_leaf.append(leaf[i])
        found.append(row)
        leaf = new_leaf
    if len(rows) == 1:
        leaf, found = _widened(text, rows[0], leaf)
    return found, leaf


def _levels_below(
    text: str, upper: Sequence[Span], lower: Sequence[Span]
) -> tuple[list[list[Span]], list[Role]] | None:
    """绩效指标 年度指标值 得分 over 一级指标 二级指标 三级指标: the levels stand below the corner."""
    above = [header_role(words_of(text, cell)) for cell in upper]
    below = [header_role(words_of(text, cell)) for cell in lower]
    if not lower or len(lower) > 4 or not set(below) <= {"level1", "level2", "label"} or below[0] == "label":
        return None
    if not set(above[1:]) & {"value", "number"} or set(above[1:]) & {"level1", "level2", "label"}:
        return None
    corner, rest = upper[0], upper[1:]
    rows = [
        [corner, *[(corner[1], corner[1])] * (len(lower) - 1), *rest],
        [*lower, *[(lower[-1][1], lower[-1][1])] * len(rest)],
    ]
    return rows, [role or "text" for role in (*below, *above[1:])]


def _parents(text: str, rows: Sequence[Sequence[Span]], width: int) -> list[set[Span]]:
    """For each header row but the last, the cells that have parts in the row below.

    其中： always has. Others are added, those that share an ending with a part first, until the columns are as many as
    the rows below have cells.
    """
    chosen: list[set[Span]] = [
        {cell for cell in row if words_of(text, cell).startswith(_OF_WHICH)} for row in rows[:-1]
    ]
    leaves = sum(len(row) for row in rows) - sum(len(c) for c in chosen)
    candidates = []
    for number, row in enumerate(rows[:-1]):
        below = [words_of(text, part) for part in rows[number + 1]]
        for cell in row:
            name = words_of(text, cell)
            if cell in chosen[number]:
                continue
            likeness = sum(name in part or (len(name) > 2 and name[-2:] == part[-2:]) for part in below)
            candidates.append((-likeness, number, cell))
    for likeness, number, cell in sorted(candidates):
        if leaves <= width or likeness == 0:
            break
        chosen[number].add(cell)
        leaves -= 1
    return chosen


def _shared(text: str, parents: Sequence[Span], parts: list[Span]) -> list[list[Span]]:
    """The parts divided among their parents, in order: a part whose name holds its parent's goes there."""
    if len(parents) == 1:
        return [parts]
    found: list[list[Span]] = [[] for _ in parents]
    at = 0
    for number, part in enumerate(parts):
        left = len(parts) - number
        while (
            at + 1 < len(parents)
            and found[at]
            and (words_of(text, parents[at + 1]).rstrip("：:") in words_of(text, part) or left <= len(parents) - at - 1)
        ):
            at += 1
        found[at].append(part)
    return found


def _widened(text: str, cells: Sequence[Span], leaf: list[Role]) -> tuple[list[Role], list[list[Span]]]:
    """评价内容 heads two columns of levels."""
    roles: list[Role] = []
    row: list[Span] = []
    for cell, role in zip(cells, leaf, strict=True):
        roles.append(role)
        row.append(cell)
        if role == "level1" and "level2" not in leaf and words_of(text, cell).endswith("内容"):
            roles.append("level2")
            row.append((cell[1], cell[1]))
    return roles, [row]
