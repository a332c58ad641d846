"""Claims without a number: a rank, a degree of completion, a vague verdict; typed, so that vagueness can be counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jixiao.document.document import Block, Document, Sentence
from jixiao.document.trace import Span
from jixiao.extraction.claims_clause import Phrase
from jixiao.extraction.claims_role import Role, Setting, Settings, marked
from jixiao.extraction.claims_trim import named, shortened
from jixiao.extraction.claims_words import words
from jixiao.lexicon import Automaton, read_table

Quality = Literal["rank", "completion", "vague"]

_BREAK = re.compile(r"[，,；;。！!？?：:（）()\n]")
_NTH = re.compile(
    r"第[一二三四五六七八九十0-9]{1,3}(?:位|名)?(?=[，,；;。、）)\s]|$)|前[一二三四五六七八九十0-9]{1,3}(?:位|名)?(?=[，,；;。、）)\s]|$)"
)
_RANK_ENDS = re.compile(r"(?:位|名)?(?:[，,；;。、）)\s的]|$)")
_BACK = 120
_SUBJECT = 60
_COMPARED = re.compile(r"(?:较|比|与)[^，。]{1,6}(?:年|期|度)(?:相比)?$")
_ROW = 40
"""A row's name is taken to this length."""
_INK = re.compile(r"[一-鿿]{2}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A qualitative claim: its words, what it is said of, and of which type it is."""

    type: Quality
    start: int
    end: int
    subject: Phrase
    role: Role
    sentence: Span
    block: Span


@cache
def _phrases() -> tuple[Automaton, tuple[Quality, ...]]:
    """All phrases of lexicons/claims_phrases.csv with their types; degrees are joined to verdicts (明显 + 提升)."""
    terms: dict[str, Quality] = {}
    rows: dict[str, list[str]] = {}
    for row in read_table("claims_phrases.csv", ("id", "type", "words", "note")):
        rows.setdefault(row["type"], []).extend(row.many("words"))
    kinds: tuple[Quality, ...] = ("rank", "completion", "vague")
    for kind in kinds:
        for word in rows.get(kind, ()):
            terms.setdefault(word, kind)
    for degree in rows.get("vague-degree", ()):
        for verb in rows.get("vague-verb", ()):
            for link in ("", "地", "了"):
                terms.setdefault(degree + link + verb, "vague")
    return Automaton(terms), tuple(terms.values())


@cache
def _scope() -> re.Pattern[str]:
    scopes = [
        w
        for row in read_table("claims_phrases.csv", ("id", "type", "words", "note"))
        if row["type"] == "rank-scope"
        for w in row.many("words")
    ]
    return re.compile("|".join(map(re.escape, sorted(scopes, key=lambda w: (-len(w), w)))))


@cache
def _scoped() -> re.Pattern[str]:
    """Words of scope up to the end: 排名全省."""
    return re.compile(f"(?:{_scope().pattern})++的?$")


def verdicts(document: Document, settings: Settings) -> Iterator[Verdict]:
    """The qualitative claims of a document in text order. Duties, scoring rules and headings make none."""
    text = document.text.text
    automaton, kinds = _phrases()
    hits: list[tuple[int, int, Quality]] = [(start, end, kinds[number]) for start, end, number in automaton.find(text)]
    hits += [(*match.span(), "rank") for match in _NTH.finditer(text)]
    hits.sort()
    starts = [sentence.start for sentence in document.sentences]
    counted = [m.start for m in document.quantities]
    headings = {(h.title_start, h.title_end) for h in document.headings if not h.run_in}
    done = -1
    for start, end, kind in hits:
        place = bisect_right(starts, start) - 1
        if start < done or place < 0:
            continue
        sentence = document.sentences[place]
        if end > sentence.end or (kind == "rank" and not _is_rank(text, start, end, sentence)):
            continue
        if any(a <= start < b for a, b in headings & {(sentence.start, sentence.end)}):
            continue
        block = document.blocks[sentence.block]
        setting = settings.of(block)
        if setting.silent or settings.duty(block):
            continue
        clause_end = (
            match.start()
            if (match := _BREAK.search(text, end, min(sentence.end, end + _BACK)))
            else min(sentence.end, end + _BACK)
        )
        follower = bisect_right(counted, end - 1)
        if kind != "rank" and follower < len(counted) and counted[follower] < clause_end:
            continue  # a number says how much
        done = end
        yield _verdict(text, start, end, kind, sentence, block, clause_end, setting, settings)


def _is_rank(text: str, start: int, end: int, sentence: Sentence) -> bool:
    """Whether the words rank something: a scope or 位居 before them in the clause, nothing that they name behind."""
    if text[start:end].startswith(("第", "前")) and _RANK_ENDS.match(text, end) is None:
        return False
    before = _BREAK.split(text[max(sentence.start, start - 14) : start])[-1]
    return _scope().search(before) is not None


def _verdict(
    text: str, start: int, end: int, kind: Quality, sentence: Sentence, block: Block, clause_end: int, setting: Setting, settings: Settings
) -> Verdict:  # fmt: skip
    first = max(sentence.start, start - _BACK)
    begin = max((m.end() for m in _BREAK.finditer(text, first, start)), default=first)
    front = text[begin:start]
    scope = _scope().search(front) if kind == "rank" else None
    if scope is not None and (last := _scoped().search(front)) is not None:
        scope = last
    front_end = start if scope is None else begin + scope.start()
    subject = _named(text, begin, front_end)
    if not subject or (kind == "completion" and clause_end - end >= 3):
        subject = _named(text, end, clause_end) or subject
    if not subject and block.table is not None:
        row = settings.row_name(block)
        subject = named(_phrase(text, row[0], min(row[1], row[0] + _ROW))) if row is not None else subject
    if not subject and begin > first:
        earlier = max((m.end() for m in _BREAK.finditer(text, first, begin - 1)), default=first)
        subject = _named(text, earlier, begin - 1)
    if not subject:
        subject = _phrase(text, begin, clause_end)
    role: Role = setting.role or marked(front.replace("预算", "○○")) or "actual"
    return Verdict(kind, start, end, subject, role, (sentence.start, sentence.end), (block.start, block.end))


def _phrase(text: str, start: int, end: int) -> Phrase:
    places = tuple(at for at in range(start, end) if not text[at].isspace() and text[at] != "*")
    return Phrase("".join(text[at] for at in places), places)


def _named(text: str, start: int, end: int) -> Phrase:
    while start < end and text[start] in "了的":
        start += 1
    words_ = _phrase(text, start, min(end, start + _SUBJECT))
    compared = _COMPARED.search(words_.text)
    found = shortened(named(words_ if compared is None else words_.part(0, compared.start())))
    return found if _INK.search(found.text) and found.text not in words("bare") else Phrase()
