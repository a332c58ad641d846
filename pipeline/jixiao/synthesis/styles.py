"""How documents differ in print: drawn once a document."""

from __future__ import annotations

import random

from jixiao.synthesis.printing import Style


def draw_style(rng: random.Random) -> Style:
    """A style; the shares follow what public reports look like."""
    commas = rng.random() < 0.15
    return Style(
        blank_after_digits=rng.random() < 0.12,
        commas=commas,
        two_decimals=rng.random() < (0.95 if commas else 0.6),
        full_width=0.15 if rng.random() < 0.06 else 0.0,
        hanzi_counts=rng.choice([0.0, 0.1, 0.3]),
        percent_sign="％" if rng.random() < 0.06 else "%",
        date_form=rng.choice(["年月日"] * 6 + ["点", "点", "杠", "斜"]),
        money_unit="元" if rng.random() < 0.06 else "万元",
        half_width_commas=rng.random() < 0.06,
        bold_marks=rng.choice([0.0, 0.0, 0.0, 0.6]),
        converter=rng.choice(["cells"] * 5 + ["tabs"] * 4 + ["pipes"] + ["spaces"]),
        padding=rng.choice([0.0, 0.0, 0.0, 0.3]),
        line_breaks=rng.choice([0.0, 0.3, 0.6]),
        residue=rng.random() < 0.4,
        wrap=rng.choice([0] * 6 + [32, 38]),
        furniture=rng.choice([0.0] * 4 + [0.06]),
        misread=0.004 if rng.random() < 0.05 else 0.0,
    )
