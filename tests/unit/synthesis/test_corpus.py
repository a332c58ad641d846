"""Generated documents: gold is exact, deterministic, complete, and free of contradictions that nobody planted."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal

import pytest

from jixiao.synthesis.corpus import SPLITS, Made, make
from jixiao.synthesis.families import FAMILIES
from jixiao.synthesis.flatten import flatten
from jixiao.synthesis.gold import LISTS, check
from jixiao.synthesis.write import json_bytes

EVERY = sorted(FAMILIES)
IDENTITIES = {
    "收入合计": ("上年结转", "一般公共预算拨款", "政府性基金预算拨款", "纳入专户管理的非税收入拨款", "其他收入"),
    "支出合计": ("基本支出", "项目支出"),
    "基本支出": ("人员支出", "公用支出"),
    "三公经费": ("公务用车购置及运行维护费", "公务接待费", "因公出国（境）费"),
    "公务用车购置及运行维护费": ("公务用车购置费", "公务用车运行维护费"),
    "年度资金总额": ("当年财政拨款", "上年结转", "其他资金"),
    "固定资产": ("在用固定资产", "出租固定资产", "其他固定资产"),
}


@functools.cache
def clean(family: str, count: int = 12) -> list[Made]:
    """Documents of a family with nothing planted."""
    made = (make("test", n, family=family) for n in range(count))
    return [d for d in made if all(f.get("optional") for f in d.gold["findings"]) and "year-mismatch" not in d.planted]


@pytest.mark.parametrize("family", EVERY)
@pytest.mark.parametrize("number", range(4))
def test_every_quote_of_gold_is_what_the_text_has_there(family: str, number: int) -> None:
    made = make("test", number, family=family)
    check(made.gold, made.text)
    for finding in made.gold["findings"]:
        assert [made.text[a:b] for a, b in finding["spans"]] == finding["quotes"]


@pytest.mark.parametrize("family", EVERY)
def test_every_family_asks_for_something_of_most_kinds(family: str) -> None:
    counts: dict[str, int] = defaultdict(int)
    for number in range(6):
        for name in LISTS.values():
            counts[name] += len(make("test", number, family=family).gold[name])
    without = {name for name in LISTS.values() if not counts[name]}
    assert without <= {"indicators"}


@pytest.mark.parametrize("family", EVERY)
def test_no_number_of_a_sentence_is_left_without_meaning(family: str) -> None:
    """A digit in a paragraph stands in a quantity, a date, an amount, a code or a heading's number."""
    for number in range(4):
        made = make("test", number, family=family)
        spans = [
            (m["start"], m["end"])
            for name in ("quantities", "dates", "sections", "finance", "fields")
            for m in made.gold[name]
        ]
        spans += [(m["quote_start"], m["quote_end"]) for m in made.gold["claims"]]
        for found in re.finditer(r"[^\n\t|]*。", made.text):
            for digit in re.finditer(r"\d+(?:\.\d+)?", found[0]):
                at = found.start() + digit.start()
                before, after = made.text[max(0, at - 9) : at], made.text[at + len(digit[0]) :][:4]
                if any(a < at + len(digit[0]) and at < b for a, b in spans) or _is_no_quantity(before, after):
                    continue
                pytest.fail(f"{made.name}: {digit[0]} in {found[0][:60]!r} at {digit.start()}")


def _is_no_quantity(before: str, after: str) -> bool:
    """List numbers, document numbers, telephones, model and plot numbers, PM2.5."""
    listed = re.match(r"\s*[、.．：）)；]", after) or re.search(r"[〔（(；。，标务]\s?$", before)
    coded = re.search(r"[〔〕\-A-Z（]$|PM$|身份证号码?$", before) or re.match(r"[〕号\-]", after)
    return bool(listed or coded or not before.strip())


@pytest.mark.parametrize("family", EVERY)
def test_equal_arguments_give_equal_bytes(family: str) -> None:
    first, second = (
        make("dev" if not FAMILIES[family].held_out else "test", 5, 3, family),
        make("dev" if not FAMILIES[family].held_out else "test", 5, 3, family),
    )
    assert json_bytes(first.gold) == json_bytes(second.gold)
    assert first.text == second.text


def test_gold_does_not_hang_on_the_order_of_hashes() -> None:
    program = (
        "from jixiao.synthesis.corpus import make\nfrom jixiao.synthesis.write import json_bytes\nimport hashlib\n"
    )
    program += "print([hashlib.sha256(json_bytes(make('test', n).gold)).hexdigest() for n in range(14)])"
    results = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "77")
    }
    assert len(results) == 1


def test_another_seed_gives_another_corpus() -> None:
    assert make("train", 0).text != make("train", 0, seed=1).text


def test_two_families_and_a_vocabulary_appear_in_test_alone() -> None:
    seen: dict[str, set[tuple[str, str]]] = {
        split: {(d.family, d.vocabulary) for d in (make(split, n) for n in range(60))}
        for split in ("train", "dev", "test")
    }  # type: ignore[dict-item]
    held_out = {name for name, family in FAMILIES.items() if family.held_out}
    assert len(held_out) >= 2
    for split in ("train", "dev"):
        assert not {f for f, _ in seen[split]} & held_out
        assert "C" not in {v for _, v in seen[split]}
    assert {f for f, _ in seen["test"]} >= held_out
    assert "C" in {v for _, v in seen["test"]}
    assert {f for f, _ in seen["train"]} == set(FAMILIES) - held_out
    assert set(SPLITS) == set(seen)


@pytest.mark.parametrize("family", [f for f in EVERY if f not in ("F12", "F13", "F16", "F16W", "F11", "F7")])
def test_where_nothing_is_planted_the_parts_of_every_printed_total_add_up(family: str) -> None:
    checked = 0
    for made in clean(family):
        if "reading" in made.planted:
            continue
        for columns in _columns(made):
            for total, parts in IDENTITIES.items():
                printed = [columns[p] for p in parts if p in columns]
                if total in columns and len(printed) == len(parts):
                    assert sum(printed, Decimal(0)) == columns[total], (made.name, total, columns)
                    checked += 1
    if family in ("F1", "F2", "F3", "F5", "F8"):
        assert checked > 5


def _columns(made: Made) -> list[dict[str, Decimal]]:
    """Amounts of one table column or row: same measure, year and entity, standing close together."""
    runs: list[dict[str, Decimal]] = []
    keys: dict[tuple[object, ...], tuple[dict[str, Decimal], int]] = {}
    for fact in made.gold["finance"]:
        if fact["source"] != "table":
            continue
        key = (fact["measure"], fact["year"], fact["entity"])
        current, last = keys.get(key, ({}, -1))
        if fact["item"] in current or (last >= 0 and fact["start"] - last > 400):
            current = {}
        if not current:
            runs.append(current)
        current[fact["item"]] = Decimal(str(fact["value"]))
        keys[key] = (current, fact["start"])
    return runs


@pytest.mark.parametrize("family", ["F3", "F5", "F6", "F9", "F10"])
def test_where_nothing_is_planted_scores_add_up_and_stay_within_weights(family: str) -> None:
    for made in clean(family):
        rows: list[dict[str, object]] = []
        for row in made.gold["indicators"]:
            if row["weight"] is not None and row["score"] is not None:
                assert 0 <= row["score"] <= row["weight"], (made.name, row)
            if row["canonical"] == "总分":
                scores = [Decimal(str(r["score"])) for r in rows if r["score"] is not None]
                assert sum(scores, Decimal(0)) == Decimal(str(row["score"])), made.name
                rows = []
            else:
                rows.append(row)


@pytest.mark.parametrize("family", EVERY)
def test_a_deduction_has_its_reason_where_the_form_asks_for_one(family: str) -> None:
    if family in ("F6",):  # its reasons stand in one row below the table
        return
    for made in clean(family, 8):
        for row in made.gold["indicators"]:
            if (
                row["weight"] is not None
                and row["score"] is not None
                and row["score"] < row["weight"]
                and row["canonical"] not in ("总分", "预算执行率")
            ):
                assert row["note"], (made.name, row)


def test_text_can_be_flattened_in_every_way_without_losing_a_mark() -> None:
    from dataclasses import replace
    from random import Random

    made = make("test", 0, family="F1")
    counts = set()
    for converter in ("cells", "tabs", "pipes", "spaces"):
        flat = flatten(made.blocks, replace(made.style, converter=converter), Random(1))
        counts.add(len(flat.marks))
        assert all(flat.text[m.start : m.end] for m in flat.marks)
    assert len(counts) == 1


def test_gold_is_json_with_the_lists_of_the_specification() -> None:
    gold = json.loads(json_bytes(make("test", 1).gold))
    assert {*LISTS.values(), "findings", "doc"} <= set(gold)
