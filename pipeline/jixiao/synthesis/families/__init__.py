"""The families of reports: each module writes the blocks of one or two kinds of form from a truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jixiao.synthesis.blocks import Block
from jixiao.synthesis.families.communique import communique, work_report
from jixiao.synthesis.families.final_accounts import final_accounts
from jixiao.synthesis.families.four_budgets import four_budgets
from jixiao.synthesis.families.guangdong import guangdong
from jixiao.synthesis.families.hubei import hubei
from jixiao.synthesis.families.hunan_form import hunan_form, hunan_form_with_sheet
from jixiao.synthesis.families.project_form import project_form
from jixiao.synthesis.families.sichuan_yunnan import sichuan, yunnan
from jixiao.synthesis.families.transfers import chongqing, targets_form, transfer_payments
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
        FamilyOf("F6", "湖北：自评结论、佐证材料、自评表", hubei),
        FamilyOf("F7", "四川：决算附整体绩效报告", sichuan),
        FamilyOf("F8", "云南：一份报告多个项目", yunnan),
        FamilyOf("F9", "广东：履职效能和管理效率", guangdong),
        FamilyOf("F10", "重庆：指标性质和计量单位各占一列", chongqing, held_out=True),
        FamilyOf("F11", "部门决算公开", final_accounts),
        FamilyOf("F12", "绩效目标申报表（事前）", targets_form),
        FamilyOf("F13", "转移支付区域绩效自评", transfer_payments, held_out=True),
        FamilyOf("F16", "统计公报", communique),
        FamilyOf("F16W", "政府工作报告", work_report),
    )
}
"""All families, by their names in the order of the table of formats."""
