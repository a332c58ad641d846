"""The families of reports: each module writes the blocks of one or two kinds of form from a truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jixiao.synthesis.blocks import Block
from jixiao.synthesis.families.final_accounts import final_accounts
from jixiao.synthesis.families.four_budgets import four_budgets
from jixiao.synthesis.families.hunan_form import hunan_form, hunan_form_with_sheet
from jixiao.synthesis.families.project_form import project_form
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Writer


@dataclass(frozen=True, slots=True)
class FamilyOf:
    """A family of reports."""

    name: str
    title: str
    write: Callable[[Writer, Truth], list[Block]]
    held_out: bool = False
    """Appears in the split ``test`` alone."""


FAMILIES: dict[str, FamilyOf] = {
    family.name: family
    for family in (
        FamilyOf("F1", "湖南 2018–2022 部门整体自评一张大表", hunan_form),
        FamilyOf("F2", "同上，附报送函和评分表", hunan_form_with_sheet),
        FamilyOf("F3", "湖南 2022 年起：四本预算的报告、基础数据表、自评表", four_budgets),
        FamilyOf("F5", "项目支出绩效自评表和项目报告", project_form),
        FamilyOf("F11", "部门决算公开", final_accounts),
    )
}
"""All families, by their names in the order of the table of formats."""
