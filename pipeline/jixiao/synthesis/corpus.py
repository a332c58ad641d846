"""Makes documents: a seed gives truth, style, blocks, text and gold, always the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jixiao.synthesis.blocks import Block
from jixiao.synthesis.families import FAMILIES
from jixiao.synthesis.flatten import flatten
from jixiao.synthesis.gold import check, gold_of
from jixiao.synthesis.invent import invent
from jixiao.synthesis.noise import printed_with_noise
from jixiao.synthesis.parts import names_of
from jixiao.synthesis.plants import plant
from jixiao.synthesis.printing import Style
from jixiao.synthesis.styles import draw_style
from jixiao.synthesis.truth import Split, Truth
from jixiao.synthesis.writer import Writer

SPLITS: dict[Split, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "train": (("A", "B"), ("held-out",)),
    "dev": (("A", "B"), ("held-out",)),
    "test": (("A", "B", "C", "C"), ()),
}
"""A split's vocabularies, and the kinds of family that it leaves out."""

SEED_BASE: dict[Split, int] = {"train": 0, "dev": 1_000_000, "test": 2_000_000}

Family = Callable[[Writer, Truth], list[Block]]


@dataclass(frozen=True, slots=True)
class Made:
    """One document before it is rendered."""

    name: str
    family: str
    vocabulary: str
    split: Split
    seed: int
    blocks: list[Block]
    text: str
    gold: dict[str, Any]
    style: Style
    planted: tuple[str, ...]


def make(split: Split, number: int, seed: int = 0, family: str | None = None) -> Made:
    """The document of this number in a split. ``seed`` moves the whole corpus; equal arguments give equal bytes.

    Raises ``KeyError`` for an unknown family.
    """
    own = SEED_BASE[split] + seed * 100_000 + number
    rng = random.Random(f"corpus-{own}")
    vocabularies, left_out = SPLITS[split]
    vocabulary = vocabularies[number % len(vocabularies)]
    names = [
        name
        for name, made in FAMILIES.items()
        if ("held-out" if made.held_out else "") not in left_out or not made.held_out
    ]
    chosen = FAMILIES[family] if family else FAMILIES[names[number // len(vocabularies) % len(names)]]
    truth = plant(invent(own, vocabulary), rng, chosen.name)
    style = draw_style(rng)
    writer = Writer(rng, style, vocabulary, truth.year, names_of(truth), truth.shown, truth.switches)
    blocks = printed_with_noise(chosen.write(writer, truth), style, rng)
    text = flatten(blocks, style, rng)
    name = f"{split}-{f's{seed}-' if seed else ''}{number:04d}-{chosen.name.lower()}"
    gold = gold_of(name, text, truth.findings)
    gold["family"], gold["vocabulary"], gold["seed"] = chosen.name, vocabulary, own
    check(gold, text.text)
    return Made(
        name, chosen.name, vocabulary, split, own, blocks, text.text, gold, style, tuple(f.rule for f in truth.findings)
    )
