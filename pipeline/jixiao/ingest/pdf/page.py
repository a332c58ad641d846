"""One page's layout: its tables, and its paragraphs in reading order, in offsets of the page's text."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.document.trace import Span
from jixiao.ingest.pdf.aligned import Aligned, aligned_regions
from jixiao.ingest.pdf.borderless import Finder, borderless_grids
from jixiao.ingest.pdf.characters import PageCharacters
from jixiao.ingest.pdf.grid import Grid, grids
from jixiao.ingest.pdf.halfruled import open_grids
from jixiao.ingest.pdf.headed import Headed, headed_grids
from jixiao.ingest.pdf.lines import Line, Run, runs
from jixiao.ingest.pdf.paragraphs import Block, Margins, lines_apart, paragraphs
from jixiao.ingest.pdf.rulings import PageObjects
from jixiao.ingest.pdf.tables import PageTable, Zones, split_open_rows


@dataclass(frozen=True, slots=True, eq=False)
class PageLayout:
    """Lines and tables of a page. ``slanted``: watermarks."""

    number: int
    width: float
    text: str
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    slanted: tuple[Span, ...] = ()

    def blocks(self, around: Margins) -> list[Block]:
        """The page's paragraphs in reading order, once the margins of the whole document are known."""
        tops = [table.grid.ys[0] for table in self.tables if table.nested_in is None]
        return paragraphs(self.number, self.text, self.lines, tops, around)

    def order(self, blocks: list[Block]) -> list[tuple[bool, int]]:
        """Paragraphs and outer tables in reading order, as (is a table, position)."""
        return _order(blocks, list(self.tables))


def page_layout(number: int, page: PageCharacters, objects: PageObjects, find: Finder | None = None) -> PageLayout:
    """Find tables by their rulings, then the lines of what is left; ``find`` confirms tables without rulings in them."""
    ruled = grids(objects.horizontal, objects.vertical)
    zones = Zones(_with_text(page, ruled, objects))
    pieces = runs(page, zones)
    more = open_grids(objects.horizontal, zones.grids, [run for run in pieces if run.zone < 0])
    if more:
        zones = Zones([*zones.grids, *more])
        pieces = runs(page, zones)
    body = lines_apart(page.text, [run for run in pieces if run.zone < 0])
    bare: list[Grid] = []
    if find is not None:
        forms = headed_grids(page, body, objects.horizontal, objects.vertical)
        shown = aligned_regions(page, body, objects.horizontal, objects.vertical)
        forms = [form for form in forms if not any(_says_as_much(region, form) for region in shown)]
        if forms:
            rest = [line for line in body if not any(_within(line, form.grid) for form in forms)]
            shown = aligned_regions(page, rest, objects.horizontal, objects.vertical)
        bare = [*(form.grid for form in forms), *borderless_grids(shown, find)]
        if bare:
            zones = Zones([*zones.grids, *bare])
            pieces = runs(page, zones)
    turned = _turned(page, zones)
    if bare or any(run.zone < 0 for run in turned):
        body = lines_apart(page.text, [run for run in (*pieces, *turned) if run.zone < 0])
    pieces.extend(turned)
    tables = [split_open_rows(table, page.text) for table in zones.tables(number, page.text, pieces)]
    return PageLayout(number, page.width, page.text, tuple(body), tuple(tables), tuple(_slanted(page)))


def _says_as_much(region: Aligned, form: Headed) -> bool:
    """Whether characters alone show the columns of a table of amounts that a header was found for."""
    _, top, _, foot = region.box
    start, end = form.grid.ys[0], form.grid.ys[-1]
    if form.judged or min(foot, end) - max(top, start) <= 0.5 * (foot - top) or top > start + region.unit:
        return False
    rows = {row for band, row in zip(region.bands, region.rows, strict=True) if band.middle > start}
    return len(region.xs) >= len(form.grid.xs) and len(rows) == form.grid.rows


def _within(line: Line, grid: Grid) -> bool:
    return grid.ys[0] <= (line.y0 + line.y1) / 2 <= grid.ys[-1]


def _with_text(page: PageCharacters, found: list[Grid], objects: PageObjects) -> list[Grid]:
    """Grids that hold text; a single frame around most of the page's text is decoration."""
    inked = [at for at, char in enumerate(page.text) if not char.isspace() and page.x0[at] == page.x0[at]]
    kept = []
    for grid in found:
        x0, y0, x1, y1 = grid.box
        inside = sum(
            x0 <= (page.x0[at] + page.x1[at]) / 2 <= x1 and y0 <= (page.y0[at] + page.y1[at]) / 2 <= y1 for at in inked
        )
        frame = len(grid.regions) == 1 and inside > 0.9 * len(inked) and inside > 400
        if inside and not frame:
            kept.append(grid)
    return kept


def _order(blocks: list[Block], tables: list[PageTable]) -> list[tuple[bool, int]]:
    """Blocks in their order, each table before the first block that stands below its top and beside none of it."""
    order = [(False, at) for at in range(len(blocks))]
    for number in sorted(range(len(tables)), key=lambda at: -tables[at].grid.ys[0]):
        table = tables[number]
        if table.nested_in is not None or table.empty:
            continue
        left, top, right, _ = table.grid.box
        place = len(order)
        for position, (is_table, at) in enumerate(order):
            if is_table:
                other = tables[at].grid.box
                below, overlaps = other[1] > top, other[0] < right and other[2] > left
            else:
                below = (blocks[at].y0 + blocks[at].y1) / 2 > top
                overlaps = blocks[at].x0 < right and blocks[at].x1 > left
            if below and overlaps:
                place = position
                break
        order.insert(place, (True, number))
    return order


def _turned(page: PageCharacters, zones: Zones) -> list[Run]:
    """Text that runs up or down the page, such as a turned label in a cell: a run for each stretch of characters."""
    found: list[Run] = []
    stretch: list[int] = []

    def end() -> None:
        if stretch:
            x0, y0 = min(page.x0[at] for at in stretch), min(page.y0[at] for at in stretch)
            x1, y1 = max(page.x1[at] for at in stretch), max(page.y1[at] for at in stretch)
            zone = zones((x0 + x1) / 2, (y0 + y1) / 2)
            found.append(Run(((stretch[0], stretch[-1] + 1),), x0, y0, x1, y1, zone))
            stretch.clear()

    for at, char in enumerate(page.text):
        if char.isspace():
            continue
        if page.angles[at] not in (1, 2, 3) or page.x0[at] != page.x0[at]:
            end()
        elif stretch and (
            page.angles[at] != page.angles[stretch[-1]] or page.text[stretch[-1] + 1 : at].count("\n") > 1
        ):
            end()
            stretch.append(at)
        else:
            stretch.append(at)
    end()
    return found


def _slanted(page: PageCharacters) -> list[Span]:
    """Stretches of characters that stand askew: watermarks and stamps."""
    found: list[Span] = []
    start = None
    for at, char in enumerate(page.text):
        if page.angles[at] == 9 and not char.isspace():
            start = at if start is None else start
            last = at + 1
        elif start is not None and not char.isspace():
            found.append((start, last))
            start = None
    if start is not None:
        found.append((start, last))
    return found
