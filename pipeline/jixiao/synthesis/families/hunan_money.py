"""The money of the large Hunan form: income, expenditure, 三公 and assets, of the whole, the agency and its branches."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from jixiao.synthesis.blocks import Cell, Table
from jixiao.synthesis.outline import Outline
from jixiao.synthesis.parts import (
    head_cell,
    label,
)
from jixiao.synthesis.rich import Rich
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Money, Writer

CENT = Decimal("0.01")


def wide(content: Rich, columns: int) -> tuple[Cell, ...]:
    """A row of one cell over so many columns."""
    return (Cell(content, 1, columns),)


INCOME = ("收入合计", "上年结转", "一般公共预算拨款", "政府性基金预算拨款", "纳入专户管理的非税收入拨款", "其他收入")
EXPENSE = ("支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "当年结余", "年末结转结余")
GUESTS = ("三公经费", "公务接待费", "公务用车运行维护费", "公务用车购置费", "因公出国（境）费")
ASSETS = ("固定资产", "在用固定资产", "出租固定资产", "其他固定资产")
RAW = {
    "一般公共预算拨款": "公共财政拨款", "政府性基金预算拨款": "政府基金拨款", "年末结转结余": "累计结余",
    "公务用车运行维护费": "公务用车运维费", "因公出国（境）费": "因公出国费", "三公经费": "三公经费",
}  # fmt: skip
SUMS = {
    "收入合计": INCOME[1:],
    "支出合计": ("基本支出", "项目支出"),
    "基本支出": ("人员支出", "公用支出"),
    "三公经费": GUESTS[1:],
    "固定资产": ASSETS[1:],
}


def split_amounts(truth: Truth, items: tuple[str, ...]) -> list[dict[str, Decimal]]:
    """The amounts of the whole and of the agency and each branch; sums hold down and across."""
    of = {i: truth.accounts.of(i, "收入") if i in INCOME[1:] else truth.accounts.of(i) for i in items}
    leaves = [i for i in items if i not in SUMS]
    parts: list[dict[str, Decimal]] = []
    for share in truth.accounts.shares[1:]:
        part = {i: (of[i] * share).quantize(CENT if of[i] != of[i].to_integral_value() else Decimal(1)) for i in leaves}
        part = {i: min(v, of[i]) for i, v in part.items()}
        parts.append(part)
    agency = {i: of[i] - sum((p[i] for p in parts), Decimal(0)) for i in leaves}
    result = [of, agency, *parts]
    for part in result[1:]:
        for total in ("基本支出", "支出合计", "收入合计", "三公经费", "固定资产"):
            if total in items:
                part[total] = sum((part[i] for i in SUMS[total]), Decimal(0))
    return result


def _amount_rows(
    writer: Writer, truth: Truth, items: tuple[str, ...], place: str, zeros: bool, agency: str
) -> list[tuple[Cell, ...]]:
    measure = None if items is ASSETS else "决算数"
    whole = f"{agency}及二级机构汇总"
    named: list[tuple[str, str | None]] = [(whole, None), (f"1、{agency}", agency)]
    named += [(f"{n}、{b}", b) for n, b in enumerate(truth.unit.branches, 2)]
    amounts = split_amounts(truth, items)
    rows = []
    for (printed, entity), values in zip(named, amounts, strict=True):
        cells: list[Cell] = [Cell(Rich(printed))]
        for item in items:
            money = Money(item, values[item], measure, truth.year, entity, place, RAW.get(item, item))
            shown = writer.amount(money)
            cells.append(Cell(writer.number(money) if shown != 0 or zeros else Rich(), align="right"))
        rows.append(tuple(cells))
    if writer.style.residue and not truth.unit.branches:
        rows += [
            (
                Cell(Rich(f"{n}、") + Rich(f"二级机构{n - 1}").marked("tag", name="placeholder")),
                *(Cell() for _ in items),
            )
            for n in (2, 3)
        ]
    return rows


def money_tables(writer: Writer, truth: Truth, outline: Outline) -> list[Table]:
    """The four tables of block 二."""
    zeros = writer.chance(0.5)
    agency = "局机关" if truth.unit.short.endswith("局") else writer.rng.choice(["部机关", "机关本级"])
    h = partial(head_cell, writer)
    unit = writer.style.money_unit
    income = Table((
        wide(outline.run_in(1, "收支情况", writer.rng.choice(["部门（单位）收支情况", "部门收支情况"])), 7),
        wide(label(f"年度收入情况（{unit}）", "收入情况", 2), 7),
        (h("机构名称", 2), h("收入合计", 2), h("其中：", 1, 5)),
        (h("上年结转"), h("公共财政拨款"), h("政府基金拨款"), h("纳入专户管理的非税收入拨款"), h("其他收入")),
        *_amount_rows(writer, truth, INCOME, "收入表", zeros, agency),
    ), (3, 1.3, 1.2, 1.3, 1.3, 1.6, 1.2))  # fmt: skip
    expense = Table((
        wide(label(f"部门（单位）年度支出和结余情况（{unit}）", "支出和结余情况", 2), 8),
        (h("机构名称", 3), h("支出合计", 3), h("其中：", 1, 4), h("结余", 1, 2)),
        (h("基本支出", 2), h("其中：", 1, 2), h("项目支出", 2), h("当年结余", 2), h("累计结余", 2)),
        (h("人员支出"), h("公用支出")),
        *_amount_rows(writer, truth, EXPENSE, "支出表", zeros, agency),
    ), (3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.2, 1.2))  # fmt: skip
    guests = Table((
        (h("机构名称", 2), h("三公经费\n合计", 2), h("其中：", 1, 4)),
        (h("公务接待费"), h("公务用车运维费"), h("公务用车购置费"), h("因公出国费")),
        *_amount_rows(writer, truth, GUESTS, "三公表", zeros, agency),
    ), (3, 1.4, 1.4, 1.5, 1.5, 1.4))  # fmt: skip
    assets = Table((
        (h("机构名称", 2), h("固定资产\n合计", 2), h("其中：", 1, 2), h("其他", 2)),
        (h("在用固定资产"), h("出租固定资产")),
        *_amount_rows(writer, truth, ASSETS, "资产表", zeros, agency),
    ), (3, 1.5, 1.5, 1.5, 1.2))  # fmt: skip
    return [income, expense, guests, assets]
