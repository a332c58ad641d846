"""Builds the tree of headings: true nesting, even where the numbering is broken, mixed or repeated.

For each heading every place that it could take (a sibling of one of the open headings, or a child of the last) gets a
penalty from three witnesses: its numbering scheme, its number, and the rank that its canonical name usually has. The
cheapest place wins; how far it wins says how sure the level is. So 1、 二、 2、 3、 四、 are siblings where their names
are chapters, and 一、 below 五、 is its child where the numbering starts again.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from jixiao.document.document import Heading

_STRENGTH = {
    "part": 0,
    "han": 1,
    "bracket": 2,
    "arabic": 3,
    "decimal": 3,
    "bracket-arabic": 4,
    "half-bracket": 4,
    "circled": 5,
    "none": 3,
}
_UNSURE = 0.3
"""Less distance than this between the best and the second place: the level is doubtful."""


@dataclass(slots=True)
class _Open:
    position: int
    heading: Heading
    ordinal: int | None
    rank: int | None
    level: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: level from 1 (0 for a component document), position of its parent, and how sure that is."""

    level: int
    parent: int | None
    sure: bool


def arrange_headings(
    headings: list[Heading],
    ranks: list[int | None],
    starts_part: list[bool],
    annex_level: int,
    holders: Container[int] = (),
) -> list[Place]:
    """The place of each heading.

    ``ranks``: the usual rank of each heading's canonical name, None without one. ``starts_part``: the heading is the
    first of a component document, where all numbering starts anew. ``holders``: positions of chapters that only hold
    further documents (第四部分 附件). ``annex_level``: 0 where one annex holds the
    report itself, else 1.
    """
    places: list[Place] = []
    stack: list[_Open] = []
    for position, (heading, rank) in enumerate(zip(headings, ranks, strict=True)):
        if heading.scheme == "annex":
            stack = []
            # a 附表 belongs to the report even where the report is itself an annex of a letter
            level = 1 if heading.number.startswith("附表") else annex_level
            places.append(Place(level, None, True))
            if level:
                stack.append(_Open(position, heading, heading.ordinal, rank, level))
            continue
        if starts_part[position]:
            # numbering starts anew; a report that stands in a chapter 附件 stays below that chapter
            stack = stack[:1] if stack and stack[0].position in holders else []
        # a list of run-in heads ends with its cell
        stack = [open_ for open_ in stack if not open_.heading.run_in or open_.heading.cell in {None, heading.cell}]
        place, keep = _choose(stack, heading, rank)
        places.append(place)
        del stack[keep:]
        ordinal = heading.ordinal
        if ordinal is None and keep < len(stack) + 1 and places:
            ordinal = _implied(headings, places, position, place)
        stack.append(_Open(position, heading, ordinal, rank, place.level))
    return places


def _implied(headings: list[Heading], places: list[Place], position: int, place: Place) -> int | None:
    """A heading that lost its number counts as the next of its siblings."""
    for before in range(position - 1, -1, -1):
        if places[before].level == place.level and places[before].parent == place.parent:
            ordinal = headings[before].ordinal
            return None if ordinal is None else ordinal + 1
    return None


def _choose(stack: list[_Open], heading: Heading, rank: int | None) -> tuple[Place, int]:
    """The cheapest place, and how many open headings stay open under it."""
    if not stack:
        return Place(1, None, True), 0
    options: list[tuple[float, int, Place]] = []
    for depth, open_ in enumerate(stack):
        if open_.heading.scheme == "annex":
            continue
        parent = stack[depth - 1].position if depth else None
        options.append((_sibling(open_, heading, rank), -depth, Place(open_.level, parent, True)))
    top = stack[-1]
    # a run-in head of a form stands below its row's label, which is a level though no heading
    below = 2 if heading.run_in and heading.in_cell and top.heading.cell != heading.cell else 1
    place = Place(top.level + below, top.position, True)
    options.append((_child(stack, top, heading, rank), -len(stack), place))
    options.sort(key=lambda option: option[:2])
    cost, depth, place = options[0]
    sure = len(options) == 1 or options[1][0] - cost >= _UNSURE or options[1][2].level == place.level
    return Place(place.level, place.parent, sure), -depth


def _sibling(open_: _Open, heading: Heading, rank: int | None) -> float:
    same = open_.heading.scheme == heading.scheme and open_.heading.depth == heading.depth
    chapters = rank == 1 and open_.rank == 1
    if heading.declared_level is not None and open_.heading.declared_level is not None:
        return 0.0 if heading.declared_level == open_.heading.declared_level else 3.0
    brackets = {open_.heading.scheme, heading.scheme} == {"bracket", "bracket-arabic"}  # （一） then （2）
    cost = 0.0 if same else 0.3 if brackets else 2.0
    if chapters and not same and not brackets:
        cost = 0.3 if heading.scheme == "none" else 0.6
    if open_.heading.run_in != heading.run_in:
        cost += 0.4
    if open_.heading.in_cell != heading.in_cell:
        cost += 0.4
    if heading.ordinal is None or open_.ordinal is None:
        return cost + 0.5
    if heading.ordinal == open_.ordinal + 1:
        order = 0.0
    elif heading.ordinal > open_.ordinal:
        order = 0.3 + 0.05 * min(6, heading.ordinal - open_.ordinal)
    elif heading.ordinal == 1 and open_.ordinal >= 2:
        order = 2.5
    else:
        order = 1.0
    return cost + (order if same or brackets else min(order, 0.5))


def _child(stack: list[_Open], top: _Open, heading: Heading, rank: int | None) -> float:
    if heading.declared_level is not None and top.heading.declared_level is not None:
        return (
            0.0
            if heading.declared_level == top.heading.declared_level + 1
            else 1.0
            if heading.declared_level > top.heading.declared_level
            else 3.0
        )
    mine, above = _STRENGTH[heading.scheme], _STRENGTH.get(top.heading.scheme, 1)
    if heading.scheme == "decimal" and top.heading.scheme == "decimal":
        cost = 0.0 if heading.depth > top.heading.depth else 1.5
    elif top.heading.scheme == "annex" or mine > above:
        cost = 0.0
    elif mine == above:
        cost = 1.2
    else:
        cost = 1.5
    if heading.ordinal is None:
        cost += 0.3
    elif heading.ordinal != 1:
        cost += 1.0
    if rank == 1 and any(open_.rank == 1 for open_ in stack):
        cost += 0.8
    if heading.follows_heading:
        cost -= 0.6
    if top.heading.run_in:
        cost += 0.6 if not heading.run_in else 0.0
    return cost
