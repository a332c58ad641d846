"""Headings: their numbers as this document writes them, their true level, and the quirks of numbering."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.synthesis.blocks import Paragraph
from jixiao.synthesis.printing import hanzi_ordinal
from jixiao.synthesis.rich import Rich, rich
from jixiao.synthesis.writer import Writer

FORMS = {
    "han": lambda n: f"{hanzi_ordinal(n)}、",
    "han-dot": lambda n: f"{hanzi_ordinal(n)}.",
    "paren": lambda n: f"（{hanzi_ordinal(n)}）",
    "half-paren": lambda n: f"({hanzi_ordinal(n)})",
    "dot": lambda n: f"{n}.",
    "wide-dot": lambda n: f"{n}．",
    "comma": lambda n: f"{n}、",
    "paren-digit": lambda n: f"（{n}）",
    "circle": lambda n: "①②③④⑤⑥⑦⑧⑨⑩"[(n - 1) % 10],
    "part": lambda n: f"第{hanzi_ordinal(n)}部分",
}


SKIPPED = 3
"""The number of a first-level heading that a planted gap leaves out."""


@dataclass(slots=True)
class Outline:
    """Numbers headings level by level; a new heading restarts the levels below it."""

    writer: Writer
    forms: tuple[str, ...] = ()
    base: int = 0
    """Added to every level: headings inside a part of the form lie one deeper."""
    counts: dict[int, int] = field(default_factory=dict)
    _skipped: bool = False
    """The number just given is planted: one before it is left out."""

    def __post_init__(self) -> None:
        if not self.forms:
            rng = self.writer.rng
            first = rng.choice(["han"] * 8 + ["han-dot", "comma"])
            second = rng.choice(["paren"] * 5 + ["half-paren"])
            third = rng.choice(["dot", "dot", "dot", "comma", "wide-dot"])
            self.forms = (first, second, third, rng.choice(["paren-digit", "circle"]))

    def number(self, level: int, form: int | None = None) -> str:
        """The next number of a level, printed; in the form of another level where ``form`` names one."""
        self.counts[level] = self.counts.get(level, 0) + 1
        self._skipped = level == 1 and self.counts[1] == SKIPPED and self.writer.take("skip-number") is not None
        if self._skipped:
            self.counts[1] += 1
        for below in [deeper for deeper in self.counts if deeper > level]:
            del self.counts[below]
        return FORMS[self.forms[(form or level) - 1]](self.counts[level])

    def heading(
        self,
        level: int,
        canonical: str | None,
        title: Rich | str | None = None,
        *,
        numbered: bool = True,
        tail: str = "",
        form: int | None = None,
    ) -> Paragraph:
        """A heading on a line of its own. Without a title, one of the vocabulary's variants of the canonical name."""
        return Paragraph(
            self.run_in(level, canonical, title, numbered=numbered, form=form) + tail, "heading", level + self.base
        )

    def run_in(
        self, level: int, canonical: str | None, title: Rich | str | None = None, *,
        numbered: bool = True, optional: bool = False, form: int | None = None,
    ) -> Rich:  # fmt: skip
        """The same, to stand at the head of a paragraph."""
        if title is None:
            assert canonical is not None
            title = self.writer.text("headings", canonical=canonical)
        number = self.number(level, form) if numbered else ""
        title = rich(title)
        data = {"title": title.text, "number": number, "level": level + self.base, "canonical": canonical}
        if optional:
            data["optional"] = True
        heading = (Rich(number) + ("　" if number.startswith("第") else "") + title).marked("section", **data)
        return heading.marked("tag", name="skipped-number") if numbered and self._skipped else heading
