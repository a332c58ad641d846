"""Two facing pages in one image: where the fold is."""

from __future__ import annotations

from jixiao.ingest.scan.raw import RawPage


def fold_of(page: RawPage) -> float | None:
    """The x of the fold in pixels of the upright image, or None where the image shows one page.

    Two facing pages are wider than high; a band in the middle third is crossed by no line of text and no table, and
    both sides hold text of their own. A single landscape page with a wide table has something in its middle.
    """
    if page.width < 1.15 * page.height:
        return None
    spans = [(line.box[0], line.box[2]) for line in page.lines] + [(g.left, g.right) for g in page.grids]
    if len(spans) < 2:
        return None
    step = max(2, round(page.width / 400))
    free = [
        x
        for x in range(round(0.38 * page.width), round(0.62 * page.width), step)
        if not any(a < x < b for a, b in spans)
    ]
    if not free:
        return None
    stretches: list[list[int]] = [[free[0]]]
    for x in free[1:]:
        if x - stretches[-1][-1] > step:
            stretches.append([x])
        else:
            stretches[-1].append(x)
    widest = max(stretches, key=len)
    if widest[-1] - widest[0] < 0.025 * page.width:
        return None
    fold = (widest[0] + widest[-1]) / 2
    left = sum(len(line.text) for line in page.lines if line.box[2] < fold)
    right = sum(len(line.text) for line in page.lines if line.box[0] > fold)
    if min(left, right) < 12 or min(left, right) < 0.04 * (left + right):
        return None
    return fold
