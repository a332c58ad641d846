"""Which item of the accounts the words before an amount name, and whether the money is somebody else's."""

from __future__ import annotations

from jixiao.extraction.facts_lexicon import bare, finance
from jixiao.extraction.facts_phrases import FILLER, LEADING, LEFT, NAME_TAIL, OWN, SPECIFIC
from jixiao.lexicon import Automaton, Match, read_table
from jixiao.lexicon.overlays import active, remembered

_QUOTES = str.maketrans("", "", "“”\"'‘’*")


def mentioned(words: str) -> Match | None:
    """The first item that words without amounts name: 国内公务接待46批次，385人次."""
    names = _aliases()
    plain = "".join(words.split()).translate(_QUOTES)
    for _, _, number in names.find(plain):
        alias = names.terms[number]
        if len(alias) >= SPECIFIC and (found := finance().find(alias, fuzzy=False)) is not None:
            return Match(found.name, alias, 0.9, 0.5)
    return None


def printed_part(words: str, found: Match) -> str:
    """The part of the words that named the item."""
    at = words.rfind(found.alias)
    return found.alias if at >= 0 else bare(NAME_TAIL.sub("", LEADING.sub("", words)))


def item_at_end(words: str, head: Match | None) -> Match | None:
    """The canonical item that the words end with, but for fillers."""
    wholes = [] if head is None else [head.name, *finance().items[head.name].parents]
    words = "".join(words.split()).translate(_QUOTES).rstrip("：:")
    lead = LEADING.sub("", words)
    for plain in dict.fromkeys((lead.rstrip("为是"), NAME_TAIL.sub("", lead))):
        if (exact := finance().find(plain, wholes, fuzzy=False)) is not None:
            return Match(exact.name, plain if plain in words else exact.alias, 1.0, 1.0)
    best: Match | None = None
    names = _aliases()
    for start, end, number in names.find(words):
        alias = names.terms[number]
        if not FILLER.fullmatch(words, end):
            continue
        if len(alias) < SPECIFIC and (start > 40 or not LEFT.fullmatch(words, 0, start)):
            continue
        owner = finance().find(alias, wholes, fuzzy=False)
        if owner is not None and owner.name == "专项资金" and not LEFT.fullmatch(plain_words(words[:start])):
            continue  # 图书漂流专项资金 is a fund of its own
        if owner is not None and "支出" in words[end:] and incoming(owner.name):
            continue  # 财政拨款支出 is no 财政拨款
        if owner is not None and (best is None or len(alias) >= len(best.alias)):
            best = Match(owner.name, alias, 0.95, 0.5)
    return best


def incoming(name: str) -> bool:
    """Whether an item is money that comes in."""
    parents = finance().items[name].parents
    return "年度资金总额" in parents or "本年收入合计" in parents


def plain_words(words: str) -> str:
    """The words of a clause without year, 其中 and 我局 at their start."""
    return LEADING.sub("", OWN.sub("", LEADING.sub("", words), count=1))


def foreign(words: str, *, listed: bool = False) -> bool:
    """Whether the words speak of money that belongs to others.

    In a list of the unit's own spending (``listed``) the name of an owner is what the money went to: 企业服务工作13.3万元.
    """
    strangers, owners = _strangers()
    return any(not (listed and strangers.terms[number] in owners) for _, _, number in strangers.find(words))


@remembered()
def _aliases() -> Automaton:
    rows = read_table("finance.csv", ("id", "name", "aliases"), overlays=active())
    names = {alias.translate(_QUOTES) for row in rows for alias in (row["name"], *row.many("aliases"))}
    return Automaton(sorted(name for name in names if len(name) >= 2))


@remembered()
def _strangers() -> tuple[Automaton, frozenset[str]]:
    rows = read_table("finance_foreign.csv", ("word", "kind", "why"), key="word", overlays=active())
    return Automaton(row["word"] for row in rows), frozenset(row["word"] for row in rows if row["kind"] == "owner")
