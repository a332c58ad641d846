"""The score sheet of 财预〔2013〕53号: 投入, 过程, 产出, 效果, with rules, weights and scores."""

from __future__ import annotations

from decimal import Decimal

from jixiao.synthesis.blocks import Block, Cell, Table, row
from jixiao.synthesis.indicators import attained
from jixiao.synthesis.parts import annex_title, head_cell, total_cells
from jixiao.synthesis.printing import number_json, plain
from jixiao.synthesis.rich import Rich
from jixiao.synthesis.truth import Truth
from jixiao.synthesis.writer import Writer

# first level, second level, name, canonical, weight, rule; a rule's slots are its numbers
SHEET: tuple[tuple[str, str, str, str, int, str], ...] = (
    ("投  入", "预算配置", "财政供养人员\n控制率", "财政供养人员控制率", 5, "以{-|100|%}为限，不超编得满分；{-|1|个百分点|gt}，每超{-|1|次}扣{-|0.5|分}，扣完为止。"),
    ("投  入", "预算配置", "“三公经费”\n变动率", "三公经费变动率", 5, "不高于上年的，得{-|5|分}；每增长{-|1|%}扣{-|0.5|分}。"),
    ("投  入", "预算配置", "重点支出\n安排率", "重点支出安排率", 5, "达到{-|90|%|ge}的得{-|5|分}，每降低{-|10|个百分点}减{-|1|分}。"),
    ("过  程", "预算执行", "预算调整率", "预算调整率", 4, "未作调整的得{-|4|分}；调整{-|10|%|le}的得{-|3|分}，超出部分不得分。"),
    ("过  程", "预算执行", "支付进度", "支付进度率", 4, "{@6月底}前支付{-|50|%|ge}的，计{-|4|分}；每慢{-|5|个百分点}扣{-|1|分}。"),
    ("过  程", "预算执行", "资金结余", "结转结余率", 4, "无结余计{-|4|分}；结余不超过上年的计{-|2|分}；其余不计分。"),
    ("过  程", "预算执行", "“三公经费”\n控制率", "三公经费控制率", 4, "控制率{-|100|%|le}计{-|4|分}，每超{-|1|个百分点}扣{-|1|分}。"),
    ("过  程", "预算管理", "管理制度\n健全性", "管理制度健全性", 4, "制度齐全{-|2|分}，执行有效{-|2|分}。"),
    ("过  程", "预算管理", "资金使用\n合规性", "资金使用合规性", 5, "每出现{-|1|例}违规支出扣{-|1|分}，扣完为止。"),
    ("过  程", "预算管理", "预决算信息公开性", "预决算信息公开性", 4, "按时公开{-|2|分}，内容完整{-|2|分}。"),
    ("过  程", "预算管理", "政府采购\n执行率", "政府采购执行率", 3, "等于{-|100|%}的得{-|3|分}；每减少{-|1|个百分点}扣{-|0.2|分}。"),
    ("过  程", "资产管理", "资产管理\n安全性", "资产管理安全性", 4, "账实相符、处置规范；每发现{-|1|处}不符扣{-|1|分}。"),
    ("过  程", "资产管理", "固定资产\n利用率", "固定资产利用率", 4, "以{-|100|%}为标准，每低{-|1|个百分点}扣{-|0.1|分}。"),
    ("产  出", "职责履行", "重点工作办结率", "重点工作办结率", 10, "按年度考核结果折算，全部办结得{-|10|分}。"),
    ("产  出", "职责履行", "实际完成率", "实际完成率", 8, "完成率乘以{-|8|分}。"),
    ("产  出", "职责履行", "质量达标率", "质量达标率", 7, "达标率乘以{-|7|分}。"),
    ("效  果", "履职效益", "社会效益", "社会效益指标", 7, "根据履职成效酌情计分。"),
    ("效  果", "履职效益", "生态效益", "生态效益指标", 6, "根据履职成效酌情计分。"),
    ("效  果", "履职效益", "社会公众或服务对象满意度", "满意度", 7, "{-|95|%|ge}计{-|7|分}；{-|85|%|ge}计{-|5|分}；{-|75|%|lt:低于}不计分。"),
)  # fmt: skip


def score_sheet(writer: Writer, truth: Truth) -> list[Block]:
    """The annex with the sheet; its scores add up to the unit's score."""
    table_name = "整体支出绩效评价评分表"
    lost = _losses(writer, truth)
    rows: list[tuple[Cell, ...]] = [
        tuple(head_cell(writer, text) for text in ("一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明"))
    ]  # fmt: skip
    firsts, seconds = _spans()
    printed1 = printed2 = ""
    weights: dict[str, int] = {}
    for first, second, _, _, weight, _ in SHEET:
        weights[first] = weights.get(first, 0) + weight
        weights[first + second] = weights.get(first + second, 0) + weight
    for i, (first, second, name, canonical, weight, rule) in enumerate(SHEET):
        score = Decimal(weight) - lost.get(i, Decimal(0))
        key = f"s{i}"
        shown = truth.shown.get(f"{key}.score", score)
        cells: list[Cell] = []
        if i in firsts:
            printed1 = first
            head = (
                Rich(first + "\n（")
                + writer.claimed("-", Decimal(weights[first]), "分", text=str(weights[first]))
                + "）"
            )
            cells.append(Cell(head.marked("tag", name=f"weights1:{first}"), firsts[i]))
        if i in seconds:
            printed2 = second
            cells.append(
                Cell(
                    Rich(second + "\n（")
                    + writer.claimed("-", Decimal(weights[first + second]), "分", text=str(weights[first + second]))
                    + "）",
                    seconds[i],
                )
            )
        said = writer.say(rule)
        data = {
            "table": table_name, "level1": f"{printed1}（{weights[first]}分）", "level2": f"{printed2}（{weights[first + second]}分）",
            "level3": name.replace("\n", ""), "canonical": canonical, "target": None, "actual": None, "weight": weight,
            "score": number_json(shown), "note": said.text,
        }  # fmt: skip
        cells += [
            Cell(Rich(name).marked("indicator", **data)), Cell(said),
            Cell(Rich(str(weight)).marked("tag", name=f"{key}.weight")), Cell(Rich(plain(shown)).marked("tag", name=f"{key}.score")),
            Cell(Rich(lost_reason(i, lost))),
        ]  # fmt: skip
        rows.append(tuple(cells))
    label, hundred, total = total_cells(truth, table_name, "评分表", writer.rng.choice(["总 分", "合  计", "总分"]))
    rows.append(row(label, "", "", "", hundred, total, ""))
    number = writer.rng.choice(["附件：3-1", "附件2：", "附件2-2："])
    return [
        annex_title(writer, number, "{short}部门整体支出绩效评价评分表", "绩效评分表", 0),
        Table(tuple(rows), (1, 1.1, 1.6, 4, 0.7, 0.9, 1.6), 1),
    ]


def lost_reason(i: int, lost: dict[int, Decimal]) -> str:
    """Why points were lost, for a row where they were."""
    return "执行进度略慢" if i in lost and i < 13 else "个别任务未完全达标" if i in lost else ""


def _losses(writer: Writer, truth: Truth) -> dict[int, Decimal]:
    """Where the points that the unit's score lacks were lost, so that sheet and score agree."""
    missing = Decimal(100) - truth.score
    order = [13, 14, 15, 16, 4, 5, 17, 8, 11, 12, 3, 6, 18, 7, 9, 10]
    failed = {"合规" if row.name == "资金使用合规率" else row.level2 for row in truth.indicators if not attained(row)}
    first = [
        i
        for i, level2 in ((14, "数量指标"), (15, "质量指标"), (18, "服务对象满意度指标"), (8, "合规"))
        if level2 in failed
    ]
    order = first + [i for i in order if i not in first]
    lost: dict[int, Decimal] = {}
    for i in order:
        if missing <= 0:
            break
        share = missing / (len(first) - len(lost)) if len(first) - len(lost) > 1 else missing
        part = min(missing, Decimal(SHEET[i][4]) / 2, share.quantize(Decimal("0.01")))
        lost[i] = part
        missing -= part
    return lost


def _spans() -> tuple[dict[int, int], dict[int, int]]:
    firsts: dict[int, int] = {}
    seconds: dict[int, int] = {}
    at1 = at2 = 0
    for i, (first, second, *_rest) in enumerate(SHEET):
        if i == 0 or SHEET[i - 1][0] != first:
            at1 = i
        if i == 0 or SHEET[i - 1][:2] != (first, second):
            at2 = i
        firsts[at1] = i - at1 + 1
        seconds[at2] = i - at2 + 1
    return firsts, seconds
