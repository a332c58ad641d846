"""Headers on a page: neighbouring lines whose pieces, put together column by column, are words that head columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.ingest.pdf.grid import Region
from jixiao.ingest.pdf.strips import FIGURE, Band, Piece, median
from jixiao.lexicon.form_words import Role, header_role

_MOST_LINES = 8
"""Of a header."""
_LEAST = 3
"""Known words of a header."""
_NEAR = 1.4
"""Character heights between two lines of a header, from foot to top."""
_WITH_A_WHOLE = frozenset({"合计", "小计", "总计", "其他", "其它"})
_LONGEST = 24
_OF_WHICH = "其中"


@dataclass(frozen=True, slots=True)
class Head:
    """What heads one column: its words, its sides, the role of its column."""

    words: str
    x0: float
    x1: float
    role: Role | None


@dataclass(frozen=True, slots=True)
class _Node:
    """A head, over the heads of its parts where it has such."""

    words: str
    x0: float
    y0: float
    x1: float
    y1: float
    parts: tuple[_Node, ...] = ()
    columns: int = 1
    """How many columns stand below it, where it has no parts: 评价内容 heads two."""

    line: float = 0.0
    """Height of one line of it."""

    def leaves(self) -> Iterator[_Node]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its lines as [first, last) of the page's, its columns from left to right."""

    first: int
    last: int
    nodes: tuple[_Node, ...]
    heads: tuple[Head, ...]
    foot: float
    ys: tuple[float, ...]
    """The tops of its rows."""

    def regions(self, deep: int) -> list[Region]:
        """The cells of its rows; ``deep`` is how many these are."""
        found: list[Region] = []

        def put(node: _Node, row: int, column: int) -> int:
            wide = sum(leaf.columns for leaf in node.leaves())
            found.append(Region(row, column, row + 1 if node.parts else deep, column + wide))
            for part in node.parts:
                column = put(part, row + 1, column)
            return column if node.parts else column + node.columns

        column = 0
        for node in self.nodes:
            column = put(node, 0, column)
        return found


def widened(header: Header, column: int) -> Header:
    """The same header with a second column, of the second levels, below a head."""
    leaves = [leaf for node in header.nodes for leaf in node.leaves()]

    def again(node: _Node) -> _Node:
        parts = tuple(again(part) for part in node.parts)
        return replace(node, parts=parts, columns=2 if node is leaves[column] else node.columns)

    head = header.heads[column]
    heads = (*header.heads[: column + 1], replace(head, words="", role="level2"), *header.heads[column + 1 :])
    return replace(header, nodes=tuple(again(node) for node in header.nodes), heads=heads)


def headers(bands: Sequence[Band]) -> list[Header]:
    """The headers among a page's lines, top to bottom, none within another."""
    found: list[Header] = []
    at = 0
    while at < len(bands):
        best = _best_from(bands, at) if _begins(bands, at) else None
        start = at + 1
        while best is not None and start < best[1].last:  # a line above may share words with the header by chance
            option = _best_from(bands, start)
            if option is not None and option[0] > best[0]:
                best = option
            start += 1
        if best is None:
            at += 1
            continue
        found.append(best[1])
        at = best[1].last
    return found


def _best_from(bands: Sequence[Band], at: int) -> tuple[float, Header] | None:
    """The best header that begins with a line, and its worth."""
    best: tuple[float, Header] | None = None
    for last in range(at + 1, min(len(bands), at + _MOST_LINES) + 1):
        if last - at > 1 and bands[last - 1].y0 - bands[last - 2].y1 > _NEAR * bands[at].height:
            break
        if any(FIGURE.fullmatch(piece.text) for piece in bands[last - 1].pieces):
            break
        option = _header(bands, at, last)
        if option is not None and (best is None or option[0] > best[0]):
            best = option
    return best


def _begins(bands: Sequence[Band], at: int) -> bool:
    """Whether a line or the two below hold known words: then it may be the first line of a header."""
    return any(_head(piece.text) for band in bands[at : at + 3] for piece in band.pieces)


def _header(bands: Sequence[Band], first: int, last: int) -> tuple[float, Header] | None:
    lines = bands[first:last]
    if any(len(piece.text) > _LONGEST for band in lines for piece in band.pieces):
        return None
    nodes = _tree(
        [
            _Node(piece.text, piece.x0, band.y0, piece.x1, band.y1, line=band.y1 - band.y0)
            for band in lines
            for piece in _joined(band.pieces)
        ]
    )
    leaves = [leaf for node in nodes for leaf in node.leaves()]
    if len(leaves) < _LEAST:
        return None
    known = sum(_head(leaf.words) for leaf in leaves)
    sure = sum(header_role(leaf.words) is not None for leaf in leaves)
    over = sum(1 for node in nodes if node.parts and not _head(node.words.rstrip("：:")))
    if sure < _LEAST or 3 * known < 2 * len(leaves) or over:
        return None
    heads = tuple(Head(leaf.words, leaf.x0, leaf.x1, header_role(leaf.words)) for leaf in leaves)
    roles = {head.role for head in heads}
    if not roles & {"number", "rate", "value"}:
        return None
    unit = median([band.height for band in lines])
    header = Header(first, last, tuple(nodes), heads, max(b.y1 for b in lines), _tops(nodes, unit))
    wholes = sum(bool(node.parts) for node in nodes)
    return 2.0 * known - 2.5 * (len(leaves) - known) + 0.5 * wholes + 0.02 * (last - first), header


def _tops(nodes: Sequence[_Node], unit: float) -> tuple[float, ...]:
    """The tops of the header's rows."""
    found = [min(node.y0 for node in nodes) - 0.4 * unit]
    level = [node for node in nodes if node.parts]
    while level:
        below = [part for node in level for part in node.parts]
        found.append((max(node.y1 for node in level) + min(part.y0 for part in below)) / 2)
        level = [part for part in below if part.parts]
    return tuple(found)


def _tree(boxes: Sequence[_Node]) -> list[_Node]:
    """The heads that boxes make up, left to right: those over one another are one head, or a whole and its parts.

    A whole is set at the left of its parts or in their middle, and may stand over one of them or over none.
    """
    found = _flat(boxes)
    for whole in sorted(found, key=lambda node: (-node.y0, node.x0)):  # inner wholes take their parts first
        if not any(node is whole for node in found):
            continue
        parts = _parts(found, whole)
        if parts:
            found = [node for node in found if node is not whole and not any(node is part for part in parts)]
            found.append(replace(whole, parts=tuple(parts)) if len(parts) > 1 else _upon(whole, parts[0]))
    return sorted(found, key=lambda node: node.x0)


def _upon(whole: _Node, part: _Node) -> _Node:
    """A word over one head alone is the first line of it: 项目 / 名称."""
    both = _box([whole, part])
    return replace(both, words=both.words if _head(both.words) else part.words, parts=part.parts)


def _flat(boxes: Sequence[_Node]) -> list[_Node]:
    """The heads, wholes and parts alike."""
    found: list[_Node] = []
    for group in _groups(boxes):
        rows = sorted(group, key=lambda box: (box.y0, box.x0))
        found += [rows[0], *_flat(rows[1:])] if _beside(rows) else _one(rows)
    return found


def _parts(found: Sequence[_Node], whole: _Node) -> list[_Node]:
    """The heads one row lower that belong to a whole, left to right; none for a head that is no whole."""
    middle = _middle(whole)
    level = [node for node in found if node is not whole and not _lower(node, whole)]
    left = max((node.x1 for node in level if _middle(node) < middle), default=float("-inf"))
    right = min((node.x0 for node in level if _middle(node) > middle), default=float("inf"))
    below = sorted(
        (node for node in found if _lower(node, whole) and left <= _middle(node) <= right), key=lambda node: node.x0
    )
    over = any(node.x0 < whole.x1 and node.x1 > whole.x0 for node in below)
    between = bool(below) and below[0].x1 <= whole.x0 and below[-1].x0 >= whole.x1
    if not below or not (over or between or whole.words.startswith(_OF_WHICH)):
        return []
    if abs(whole.x0 - below[0].x0) <= 0.4 * whole.line:
        return below
    least = sum(node.x0 < whole.x1 for node in below)
    ends = range(max(1, least), len(below) + 1)
    best = min(ends, key=lambda end: abs((min(n.x0 for n in below) + max(n.x1 for n in below[:end])) / 2 - middle))
    return below[:best]


def _middle(node: _Node) -> float:
    return (node.x0 + node.x1) / 2


def _lower(node: _Node, whole: _Node) -> bool:
    return node.y0 >= whole.y1 - 0.1 * whole.line


def _beside(boxes: Sequence[_Node]) -> bool:
    """Whether two of the boxes stand side by side."""
    return any(a.x1 <= b.x0 + 0.5 or b.x1 <= a.x0 + 0.5 for at, a in enumerate(boxes) for b in boxes[at + 1 :])


def _one(rows: Sequence[_Node]) -> list[_Node]:
    """Boxes one below the other: one head that wraps, or where only that makes words, a whole and its first part."""
    for cut in range(len(rows)):
        upper, lower = rows[:cut], rows[cut:]
        if _head(_spelt(lower)) and (not upper or _head(_spelt(upper).rstrip("：:"))):
            return [*([_box(upper)] if upper else []), _box(lower)]
    return [_box(rows)]


def _spelt(boxes: Sequence[_Node]) -> str:
    return "".join(box.words for box in boxes)


def _box(boxes: Sequence[_Node]) -> _Node:
    return _Node(
        _spelt(boxes),
        min(box.x0 for box in boxes),
        boxes[0].y0,
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
        line=boxes[0].line,
    )


def _groups(boxes: Sequence[_Node]) -> list[list[_Node]]:
    """Boxes that stand over one another, directly or through others."""
    found: list[tuple[float, list[_Node]]] = []
    for box in sorted(boxes, key=lambda box: box.x0):
        if found and box.x0 < found[-1][0] - 0.2 * min(box.x1 - box.x0, 10):
            end, group = found[-1]
            group.append(box)
            found[-1] = (max(end, box.x1), group)
        else:
            found.append((box.x1, [box]))
    return [group for _, group in found]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line, those together that spell one head: 分 值."""
    found: list[Piece] = []
    for piece in pieces:
        above = found[-1] if found else None
        if above is not None and len(above.text) == 1 and len(piece.text) == 1 and _head(above.text + piece.text):
            found[-1] = Piece(above.text + piece.text, above.x0, piece.x1)
        else:
            found.append(piece)
    return found


def _head(words: str) -> bool:
    return words in _WITH_A_WHOLE or header_role(words) is not None
