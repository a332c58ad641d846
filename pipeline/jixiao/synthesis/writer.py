"""Writes sentences from templates whose slots say what they print, so that text and gold come from one pass.

A slot stands in braces:

- ``{name}``: a text of the document's vocabulary, or one that the caller gives;
- ``{@Y年}``, ``{@Y+1年3月}``, ``{@6月底}``, ``{@去年}``: a date; Y is the year reported on;
- ``{subject|120-300|家|flags}``: a quantity that is claimed of a subject. A subject ``-`` claims nothing, ``?`` is a
  quantity that gold leaves open, ``?name`` a claim that it leaves open. The range gives value and decimals. Flags: a role (``plan``, ``target``, ``base``), a
  bound (``approx``, ``ge:不低于``, ``le:~以内`` …), ``*`` (now and then a bound), ``exact``, ``$`` (money that may be the unit's: a fact that gold leaves open), ``y-1`` (last year's),
  ``up``, ``down`` (the quantity is itself a change);
- ``{subject|=九成以上|9|成|ge}``: a quantity spelt just so, with its reading;
- ``{↑|5-30|%}``, ``{↓|…}``: growth or decline of the claim before it;
- ``<甲/乙>``: one of the two, at random.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

from jixiao.synthesis.phrases import choose_from
from jixiao.synthesis.printing import Style, gold_unit, money_text, number_json, quantity, reading
from jixiao.synthesis.rich import Mark, Rich, fill, rich

ROLES = {"plan": "plan", "target": "target", "base": "baseline", "actual": "actual"}
BOUNDS = ("approx", "ge", "gt", "le", "lt", "exact")
CHOICE = re.compile(r"<([^<>]*)>")
DATE_SLOT = re.compile(r"(?P<y>Y(?P<by>[+-]\d)?年度?)?(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?(?P<rest>.*)")
CHANGE_KINDS = ("同比", "环比", "较上年", "比上年", "较去年", "比去年", "较年初", "较计划", "增速", "增幅", "降幅")


RELATIVE = re.compile(r"上半年|下半年|第[一二三四]季度|去年|今年|明年|上年末?(?!结转|决算)")
"""Relative periods that a template may hold as plain words; 上年, 上年末 and 年底 are left open, as annotators differ."""


def _with_relative_dates(text: Rich) -> Rich:
    marks = list(text.marks)
    for found in RELATIVE.finditer(text.text):
        if any(m.kind == "date" and m.start < found.end() and found.start() < m.end for m in text.marks):
            continue
        data: dict[str, Any] = {"iso": None}
        if found[0].startswith("上年"):
            data["optional"] = True
        marks.append(Mark("date", found.start(), found.end(), data))
    return Rich(text.text, tuple(marks))


LINKING = re.compile(r"(为|达到?|共|到|是|的|占)$")
"""Words between a name and its number that belong to neither."""


def words_before(before: str, name: str) -> str:
    """The name under which a number is told: the given one where it is printed before it, else the words that are.

    >>> words_before("项目预算数", "全年预算"), words_before("其中基本支出", "基本支出")
    ('项目预算数', '基本支出')
    """
    tail = re.split(r"[，。；：、（）\s]", before)[-1]
    plain_name = re.sub(r"[“”]", "", name)
    if plain_name in re.sub(r"[“”]", "", before[-24:]):
        return name
    found = re.search(r"[一-鿿“”]*$", LINKING.sub("", tail))
    return found[0] if found and len(found[0]) >= 2 else name


def _tell_change(data: dict[str, Any], direction: str | None, unit: str, claims: list[dict[str, Any]]) -> None:
    """Fills in the change that a claim is (增长5%) or ends (由9天缩短到7天); an earlier level without a date has no year."""
    if direction is not None:
        data["change"] = {"kind": None, "direction": direction, "value": data["value"], "unit": unit}
    elif data["role"] == "baseline":
        data["year"] = None
    elif len(claims) >= 2 and claims[-2]["role"] == "baseline" and claims[-2]["subject"] == data["subject"]:
        direction = "up" if data["value"] > claims[-2]["value"] else "down"
        data["change"] = {"kind": "由…到…", "direction": direction, "value": None, "unit": None}


@dataclass(frozen=True, slots=True)
class Money:
    """One amount of the accounts: what it is, and where it is printed."""

    item: str
    value: Decimal
    measure: str | None = "决算数"
    year: int | None = None
    entity: str | None = None
    place: str = "文"
    raw: str | None = None
    """The name as printed here; the canonical one where it is None."""
    project: str | None = None
    printed_item: str | None = None
    """The name that gold has where canon has none."""
    printed_measure: str | None = None
    """The measure as the column names it, where that says less than is meant."""

    @property
    def key(self) -> str:
        """What a planted error or a finding refers to."""
        head = f"{self.project}:" if self.project else ""
        return f"{head}{self.item}/{self.measure}/{self.year}/{self.entity or ''}@{self.place}"


@dataclass(slots=True)
class Writer:
    """One document's hand: its random numbers, style, vocabulary and year. Every printed thing comes from here."""

    rng: random.Random
    style: Style
    vocabulary: str
    year: int
    names: Mapping[str, Rich | str]
    shown: Mapping[str, Decimal] = field(default_factory=dict)
    """Planted: the amount to print instead of the true one, by key."""
    switches: Mapping[str, str] = field(default_factory=dict)
    """Planted: other things to print; ``sentence:<kind>`` is one to end the first sentence of that kind with."""
    _used: dict[str, set[str]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    # ---- choosing

    def pick(self, name: str, **where: str) -> dict[str, str]:
        """A row of a phrase table, one that this document has not used while there are such."""
        rows = choose_from(name, self.vocabulary, **where)
        used = self._used.setdefault(name, set())
        fresh = [row for row in rows if row["text"] not in used] if "text" in rows[0] else list(rows)
        row = self.rng.choice(fresh or list(rows))
        used.add(row.get("text", ""))
        return row

    def text(self, name: str, **where: str) -> str:
        """The text of a row that ``pick`` gives, and behind it the sentence that is planted among those of its kind."""
        found = self.pick(name, **where)["text"]
        planted = f"sentence:{where.get('kind', '')}"
        return found + "{" + planted + "}" if self.take(planted) is not None else found

    def take(self, switch: str) -> str | None:
        """What is planted under a name, the first time that it is asked for."""
        if switch in self._taken:
            return None
        self._taken.add(switch)
        return self.switches.get(switch)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    # ---- writing

    def say(self, template: str, **slots: Rich | str | int | Money) -> Rich:
        """A sentence from a template; see the module's first lines for its slots.

        Raises ``KeyError`` for a name that neither the caller nor the document gives.
        """
        template = CHOICE.sub(lambda found: self.rng.choice(found[1].split("/")), template)
        claims: list[dict[str, Any]] = []

        def slot(words: str, before: str) -> Rich:
            if words.startswith("@"):
                return self.when(words[1:])
            if words.startswith("sentence:"):
                return self._planted(words)
            if "|" in words:
                return self._quantity_slot(words, before, claims)
            value = slots[words] if words in slots else self.names[words]
            if isinstance(value, Money):
                name = value.raw or value.item
                return self.money_in_prose(replace(value, raw=words_before(before, name)), claims)
            value = rich(value)
            for mark in value.marks:
                if mark.kind == "claim" and mark.data["subject"] == "预算执行率":
                    mark.data["subject"] = words_before(before, "执行率")  # type: ignore[index]
            claims.extend(mark.data for mark in value.marks if mark.kind == "claim")  # type: ignore[misc]
            return value

        return _with_relative_dates(fill(template, slot))

    def _planted(self, name: str) -> Rich:
        """A planted sentence; a long number in it is a code."""
        text = Rich(self.switches[name])
        codes = tuple(Mark("code", *found.span(), {}) for found in re.finditer(r"\d{6,}[\dX]", text.text))
        return Rich(text.text, codes).marked("tag", name=name)

    def _quantity_slot(self, words: str, before: str, claims: list[dict[str, Any]]) -> Rich:
        if "|=" in words:
            return self._literal_slot(words, claims)
        subject, span, unit, *flags = (words + "|").split("|")[:-1]
        flags = [flag for part in flags for flag in part.split()]
        value, decimals = self.draw(span)
        if subject in ("↑", "↓"):
            printed = quantity(value, unit, self.style, self.rng)
            tail = re.sub(r"[^一-鿿]", "", before)[-12:]
            kind = next((kind for kind in CHANGE_KINDS if kind in tail), None)
            change = {
                "kind": kind,
                "direction": "up" if subject == "↑" else "down",
                "value": number_json(value),
                "unit": unit,
            }
            if claims and claims[-1]["change"] is None:
                claims[-1]["change"] = change
                return printed
            return printed
        bound = next((flag.partition(":")[0] for flag in flags if flag.partition(":")[0] in BOUNDS), None)
        modifier = next((flag.partition(":")[2] for flag in flags if ":" in flag), None)
        if bound is None and "*" in flags and self.chance(0.3):
            bound = self.rng.choice(["approx", "approx", "gt", "approx"])
            if unit == "%":
                bound = "gt"
            if decimals == 0 and value >= 100:
                value = value - value % (100 if value >= 1000 else 10)
        role = next((ROLES[flag] for flag in flags if flag in ROLES), "actual")
        year = self.year + sum(int(flag[1:]) for flag in flags if re.fullmatch(r"y[+-]\d", flag))
        if "$" in flags:
            printed = self.claimed(subject, value, unit, role=role, bound=bound or "exact", year=year, claims=claims)
            data = {
                "item": subject, "raw_item": subject, "measure": None, "year": None, "entity": None,
                "value": number_json(value), "unit": unit, "source": "narrative", "optional": True,
            }  # fmt: skip
            number = re.search(r"[\d.]+", printed.text)
            return Rich(printed.text, (*printed.marks, Mark("finance", *number.span(), data))) if number else printed
        bare = re.search(r"(达到?|[计得为到]|由|至)$", before) is not None
        printed = self.claimed(
            subject, value, unit, role=role, bound=bound or "exact", year=year, claims=claims, bare=bare, words=modifier
        )
        direction = next((flag for flag in flags if flag in ("up", "down")), None)
        for mark in printed.marks:
            if mark.kind == "claim":
                _tell_change(cast(dict[str, Any], mark.data), direction, unit, claims)
        return printed

    def _literal_slot(self, words: str, claims: list[dict[str, Any]]) -> Rich:
        """``{subject|=printed|value or low..high|unit|bound and role}``: spelt as it stands, read as it says."""
        subject, printed, span, unit, *rest = (words + "|").split("|")[:-1]
        flags = rest[0].split() if rest else []
        low, _, high = span.partition("..")
        bound = next((flag for flag in flags if flag in (*BOUNDS, "range")), "exact")
        data = reading(Decimal(low), Decimal(high) if high else None, unit, bound)
        text = printed[1:]
        marks = [Mark("quantity", 0, len(text), {**data, "optional": True} if subject == "?" else data)]
        if subject not in ("-", "?"):
            role = next((ROLES[flag] for flag in flags if flag in ROLES), "actual")
            claim: dict[str, Any] = {
                "subject": subject.removeprefix("?"), "value": number_json(Decimal(low)), "unit": gold_unit(unit) if unit else None, "bound": bound, "role": role, "year": self.year,
                "change": None,
            }  # fmt: skip
            if subject.startswith("?"):
                claim["optional"] = True
            else:
                claims.append(claim)
            marks.append(Mark("claim", 0, len(text), claim))
        return Rich(text, tuple(marks))

    def claimed(
        self, subject: str, value: Decimal, unit: str, *, role: str = "actual", bound: str = "exact",
        year: int | None = None, claims: list[dict[str, Any]] | None = None, symbol: bool = False, tag: str | None = None,
        text: str | None = None, bare: bool = False, words: str | None = None,
    ) -> Rich:  # fmt: skip
        """A quantity, and the claim that it is that of a subject (``-`` none, ``?`` left open)."""
        printed = quantity(value, unit, self.style, self.rng, bound, symbol=symbol, text=text, bare=bare, words=words)
        if tag:
            printed = printed.marked("tag", name=tag)
        if subject == "-":
            return printed
        if subject == "?":
            marks: tuple[Mark, ...] = tuple(
                Mark(m.kind, m.start, m.end, {**m.data, "optional": True}) for m in printed.marks
            )
            return Rich(printed.text, marks)
        left_open, subject = subject.startswith("?"), subject.removeprefix("?")
        data: dict[str, Any] = {
            "subject": subject, "value": number_json(value), "unit": self.style.percent_sign if unit == "%" else gold_unit(unit),
            "bound": bound, "role": role, "year": self.year if year is None else year, "change": None,
        }  # fmt: skip
        if left_open:
            data["optional"] = True
        elif claims is not None:
            claims.append(data)
        return Rich(printed.text, (*printed.marks, Mark("claim", 0, len(printed.text), data)))

    def draw(self, span: str) -> tuple[Decimal, int]:
        """A value in a range like ``3.2-8.9``, with as many decimals as the range is written with."""
        low, _, high = span.partition("-")
        decimals = len(low.partition(".")[2])
        scale = 10**decimals
        if not high:
            return Decimal(low), decimals
        value = self.rng.randint(int(Decimal(low) * scale), int(Decimal(high) * scale))
        if decimals == 0 and value >= 1000 and self.chance(0.3):
            value -= value % 100
        return Decimal(value) / scale, decimals

    # ---- money

    def amount(self, money: Money) -> Decimal:
        """What is printed for an amount: the true one, unless an error is planted here."""
        return self.shown.get(money.key, money.value)

    def number(self, money: Money, decimals: int = 2) -> Rich:
        """The number alone, for a cell whose unit stands in a header."""
        return self._number(money, self.style.money_unit, "table", decimals)

    def _number(self, money: Money, unit: str, source: str, decimals: int = 2) -> Rich:
        value = self.amount(money)
        if unit == "元":
            value *= 10000
        data = {
            "item": money.printed_item or money.item, "raw_item": money.raw or money.item, "measure": money.printed_measure or money.measure,
            "year": money.year, "entity": money.entity, "value": number_json(value), "unit": unit, "source": source,
        }  # fmt: skip
        return Rich(money_text(value, self.style, decimals)).marked("finance", **data).marked("tag", name=money.key)

    def money_in_prose(self, money: Money, claims: list[dict[str, Any]] | None = None) -> Rich:
        """Number and unit in a sentence: an amount of the accounts, a quantity and a claim."""
        unit = self.style.money_unit
        value = self.amount(money) * (10000 if unit == "元" else 1)
        number = self._number(money, unit, "narrative")
        plan = money.measure in ("预算数", "年初预算数", "全年预算数")
        baseline = money.year is not None and money.year < self.year
        printed = number + unit
        data = {
            "subject": money.raw or money.item, "value": number_json(value), "unit": unit, "bound": "exact",
            "role": "plan" if plan else "baseline" if baseline else "actual", "year": money.year, "change": None,
        }  # fmt: skip
        if claims is not None:
            claims.append(data)
        whole = quantity(value, unit, self.style, self.rng, text=number.text)
        reading = whole.marks[0].data
        return Rich(
            printed.text,
            (
                *printed.marks,
                Mark("quantity", 0, len(printed.text), reading),
                Mark("claim", 0, len(printed.text), data),
            ),
        )

    def amount_with_unit(self, money: Money) -> Rich:
        """Number and unit in a cell: an amount of the accounts and a quantity."""
        unit = self.style.money_unit
        number = self.number(money)
        value = self.amount(money) * (10000 if unit == "元" else 1)
        reading = quantity(value, unit, self.style, self.rng, text=number.text).marks[0].data
        whole = number + unit
        return Rich(whole.text, (*whole.marks, Mark("quantity", 0, len(whole.text), reading)))

    # ---- dates

    def when(self, words: str) -> Rich:
        """A date or period: ``Y年`` becomes the year reported on; words without a year are relative."""
        found = DATE_SLOT.fullmatch(words)
        assert found is not None
        if not found["y"]:
            return Rich(words).marked("date", iso=None)
        year = self.year + int(found["by"] or 0)
        text, iso = f"{year}{'年度' if found['y'].endswith('度') else '年'}", str(year)
        if found["m"]:
            text, iso = text + f"{found['m']}月", f"{iso}-{int(found['m']):02d}"
            if found["d"]:
                text, iso = text + f"{found['d']}日", f"{iso}-{int(found['d']):02d}"
        return Rich(text).marked("date", iso=iso) + (found["rest"] or "")
