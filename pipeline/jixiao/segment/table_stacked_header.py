"""Headers of which each cell stands on a line of its own: which stands below which, so that the columns are right.

机构名称 / 支出合计 / 其中： / 结余 / 基本支出 / 项目支出 / 当年结余 / 累计结余 is a header of two rows over six columns:
其中： heads 基本支出 and 项目支出, 结余 the two kinds of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from jixiao.document.trace import Span
from jixiao.lexicon import fold, read_table
from jixiao.lexicon.form_words import Role, amount_head, header_role
from jixiao.lexicon.overlays import active, remembered
from jixiao.segment.table_stacked_cells import LineCell

_OF_WHICH = "其中"
_REST = ("其他", "其它")
_MOST = 24
"""No header that is looked at in this way has more words."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to read a header: its rows with blanks below the cells that reach down, and the roles of its columns."""

    rows: tuple[tuple[Span, ...], ...]
    roles: tuple[Role, ...]
    worth: float
    """How well names stand below names; 0 for a header of one row."""


def layouts(cells: Sequence[LineCell], numbers: Sequence[int]) -> Iterator[Layout]:
    """The ways to read a header, where the rows below have as many numbers as ``numbers`` says."""
    yield _flat(cells)
    if header_role(cells[0].words) == "number" and len(cells) in numbers:
        flat = _flat(cells)
        yield Layout(flat.rows, ("number", *flat.roles[1:]), 0.0)  # 编制数 / 实有人数 / 控制率: no names below
    yield from _levels_below(cells)
    yield from _repeated(cells, numbers)
    roles = {header_role(cell.words) for cell in cells}
    if len(cells) > _MOST or not roles <= {"label", "number", "rate", "code", "corner", None}:
        return
    for count in dict.fromkeys(numbers):
        for joined in _joined(cells):
            if len(joined) == count + 1 and len(joined) < len(cells) and not any(_of_which(cell) for cell in joined):
                flat = _flat(joined)
                yield Layout(flat.rows, flat.roles, 1.0)
            parents = len(joined) - count - 1
            if 1 <= parents <= 4 and (best := _tree(joined, parents)) is not None:
                yield best


def _of_which(cell: LineCell) -> bool:
    return cell.words.startswith(_OF_WHICH)


def _role(words: str, *, first: bool, unknown: Role = "number") -> Role:
    return header_role(words) or ("label" if first else unknown)


def _flat(cells: Sequence[LineCell]) -> Layout:
    roles: list[Role] = []
    spans: list[Span] = []
    below = {header_role(cell.words) for cell in cells[1:]}
    unknown: Role = "text" if below & {"value", "level1", "level2"} else "number"
    for at, cell in enumerate(cells):
        role = _role(cell.words, first=not at, unknown=unknown)
        if not at and header_role(cell.words) is None and header_role(cells[1].words) == "level1":
            role = "corner"  # the name of the table beside its levels
        if role == "text" and "目标" in cell.words and below & {"value", "number"} and "value" not in roles:
            role = "value"  # 年度目标 as a column of targets
        if role == "number" and not at and below <= {"number", "rate", "code", None} and len(cells) > 1:
            role = "label"
        roles.append(role)
        spans.append(cell.span)
        if role == "level1" and "level2" not in below and cell.words.endswith("内容"):
            roles.append("level2")  # 评价内容 heads two columns
            spans.append((cell.end, cell.end))
    return Layout((tuple(spans),), tuple(roles), 0.0)


def _levels_below(cells: Sequence[LineCell]) -> Iterator[Layout]:
    """绩效指标 / 年度指标值 / 得分 / 一级指标 / 二级指标 / 三级指标: the levels stand below the corner."""
    roles = [header_role(cell.words) for cell in cells]
    first = next((at for at, role in enumerate(roles) if at and role in {"level1", "level2"}), None)
    if first is None or first < 2 or roles[0] not in {"corner", "label", "level1"}:
        return
    if not set(roles[1:first]) & {"value", "number"} or not set(roles[first:]) <= {
        "level1",
        "level2",
        "label",
        "corner",
    }:
        return
    levels, rest = cells[first:], cells[1:first]
    blanks = [(cells[0].end, cells[0].end)] * (len(levels) - 1)
    upper = [cells[0].span, *blanks, *(cell.span for cell in rest)]
    lower = [*(cell.span for cell in levels), *((levels[-1].end, levels[-1].end) for _ in rest)]
    found: list[Role] = [_role(cell.words, first=False) for cell in (*levels, *rest)]
    yield Layout((tuple(upper), tuple(lower)), tuple(found), 2.0)


def _repeated(cells: Sequence[LineCell], numbers: Sequence[int]) -> Iterator[Layout]:
    """预算数 / 决算数 / 合计 / 接待费 / 合计 / 接待费, 收入 / 支出 / 项目 / 金额 / 项目 / 金额: equal groups below wholes."""
    size = len(cells)
    for groups in (2, 3):
        each, rest = divmod(size - groups, groups)
        below = [cell.words for cell in cells[groups:]]
        if rest or each < 2 or below != below[:each] * groups:
            continue
        roles: list[Role] = [_role(words, first=False) for words in below]
        named = roles[0] == "label" and each - 1 in numbers
        if named or (size - groups in numbers and all(amount_head(cell.words) for cell in cells[:groups])):
            spans = tuple(cell.span for cell in cells)
            amounts: list[Role] = ["number"] * len(below)
            yield Layout((spans[:groups], spans[groups:]), tuple(roles if named else amounts), 2.0)


def _joined(cells: Sequence[LineCell]) -> Iterator[list[LineCell]]:
    """The header as it stands, and with words put together that name one item: 三公经费 / 合计."""
    pairs = [
        at
        for at in range(len(cells) - 1)
        if header_role(cells[at].words + cells[at + 1].words) is not None and not _of_which(cells[at + 1])
    ][:3]
    for size in range(len(pairs), -1, -1):
        for chosen in combinations(pairs, size):
            if any(b - a == 1 for a, b in pairwise(chosen)):
                continue
            found: list[LineCell] = []
            for at, cell in enumerate(cells):
                if at - 1 in chosen:
                    above = found.pop()
                    found.append(LineCell(above.start, cell.end, above.words + cell.words, above.kind))
                else:
                    found.append(cell)
            yield found


def _tree(cells: Sequence[LineCell], parents: int) -> Layout | None:
    """The best way to put the header into two or three rows where ``parents`` cells have parts below."""
    best: tuple[float, tuple[tuple[Span, ...], ...]] | None = None
    size = len(cells)
    for second in range(2, size):
        if cells[second].words.startswith(_REST) or _of_which(cells[second]):
            continue
        for third in (*range(second + 1, size), size):
            for upper in range(1, parents + 1):
                lower = parents - upper
                if (lower == 0) != (third == size):
                    continue
                found = _stacked(cells[:second], cells[second:third], cells[third:], upper, lower)
                if found is not None and (best is None or found[0] > best[0]):
                    best = found
    if best is None or best[0] <= 0:
        return None
    numbers: list[Role] = ["number"] * (len(best[1][-1]) - 1)
    return Layout(best[1], ("label", *numbers), best[0])


def _stacked(
    first: Sequence[LineCell], second: Sequence[LineCell], third: Sequence[LineCell], upper: int, lower: int
) -> tuple[float, tuple[tuple[Span, ...], ...]] | None:
    shared = _share(first, second, upper)
    if shared is None:
        return None
    worth, below = shared
    row: list[LineCell | None] = []
    for at in range(len(first)):
        row += below.get(at, [None])
    rows = [tuple(cell.span for cell in first), _spans(row, first[-1].end)]
    if third:
        written = [at for at, cell in enumerate(row) if cell is not None]
        inner = _share([cell for cell in row if cell is not None], third, lower)
        if inner is None:
            return None
        worth += inner[0]
        places = {written[at]: group for at, group in inner[1].items()}
        last: list[LineCell | None] = []
        for at in range(len(row)):
            last += places.get(at, [None])
        rows.append(_spans(last, second[-1].end))
    return worth, tuple(rows)


def _spans(row: Sequence[LineCell | None], here: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for cell in row:
        found.append((here, here) if cell is None else cell.span)
        here = found[-1][1]
    return tuple(found)


def _share(
    above: Sequence[LineCell], below: Sequence[LineCell], count: int
) -> tuple[float, dict[int, list[LineCell]]] | None:
    """The best ``count`` cells of ``above`` to stand over ``below``, in order, each over at least one."""
    sure = [at for at, cell in enumerate(above) if at and _of_which(cell)]
    if len(sure) > count or count > len(below):
        return None
    best: tuple[float, dict[int, list[LineCell]]] | None = None
    free = [at for at in range(1, len(above)) if at not in sure]
    for more in combinations(free, count - len(sure)):
        chosen = sorted([*sure, *more])
        for cuts in combinations(range(1, len(below)), count - 1):
            edges = [0, *cuts, len(below)]
            groups = {at: list(below[a:b]) for at, a, b in zip(chosen, edges, edges[1:], strict=False)}
            worth = sum(_worth(above, at, group) for at, group in groups.items())
            if best is None or worth > best[0]:
                best = worth, groups
    return best


def _worth(above: Sequence[LineCell], at: int, group: Sequence[LineCell]) -> float:
    """How well a group of parts stands below a cell: names that hold its name, items that are parts of it."""
    whole = above[at - 1].words if _of_which(above[at]) else above[at].words
    gain = 0.5 if _of_which(above[at]) else -1.0
    for number, cell in enumerate(group):
        name = above[at].words
        like = not _of_which(above[at]) and (name in cell.words or (len(name) > 2 and name[-2:] == cell.words[-2:]))
        if like or part_of(cell.words, whole):
            gain += 1.0
        elif cell.words.startswith(_REST):
            gain += 0.2 if number else -0.5
        elif _of_which(above[at]):
            gain += 0.1
        else:
            gain -= 1.0
    return gain


@remembered()
def _items() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    names: dict[str, str] = {}
    parents: dict[str, frozenset[str]] = {}
    for row in read_table("finance.csv", ("id", "name", "parents", "aliases"), overlays=active()):
        parents[row["name"]] = frozenset(row.many("parents"))
        for alias in (row["name"], *row.many("aliases")):
            names.setdefault(fold(alias), row["name"])
    return names, parents


@remembered(8192)
def part_of(words: str, whole: str) -> bool:
    """Whether an item of the accounts is a part of another, by lexicons/finance.csv.

    >>> part_of("基本支出", "支出合计"), part_of("公务接待费", "三公经费合计"), part_of("基本支出", "三公经费")
    (True, True, False)
    """
    names, parents = _items()
    item, over = names.get(fold(words.rstrip("：:"))), names.get(fold(whole.rstrip("：:")))
    if item is None or over is None or item == over:
        return False
    above = parents[item]
    return over in above or any(over in parents.get(parent, ()) for parent in above)
