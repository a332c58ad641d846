"""The lexicons of forms: what an expert adds is used, what is wrong in them is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.document.errors import LexiconError
from jixiao.extraction.facts_lexicon import finance, measure, sums
from jixiao.extraction.fields_lexicon import field_of, fields
from jixiao.extraction.forms_columns import role_of
from jixiao.extraction.indicators_lexicon import find, known
from jixiao.lexicon.overlays import using
from tests.unit.extraction.forms_made import read, tabs


def test_every_sum_speaks_of_items_and_every_parent_is_one():
    items = finance().items
    for total in sums():
        assert {total.total, *(part.lstrip("-") for part in total.parts)} <= items.keys()


def test_an_item_sums_to_its_nearest_parent():
    assert finance().items["公务用车购置费"].parents[0] == "公务用车购置及运行维护费"


@pytest.mark.parametrize(
    ("printed", "wholes", "item"),
    [
        ("其中：办公经费", [], "办公经费"),
        ("2、出国经费", [], "因公出国（境）费"),
        ("（三）“三公”经费合计", [], "三公经费"),
        ("其他", ["收入合计"], "其他收入"),
        ("其他", ["固定资产"], "其他固定资产"),
        ("合计", ["年度资金总额"], "年度资金总额"),
        ("一般公共预算", ["支出合计"], "一般公共预算支出"),
        ("一般公共预算", ["收入合计"], "一般公共预算拨款"),
    ],
)
def test_printed_items_find_their_canonical_names(printed, wholes, item):
    found = finance().find(printed, wholes)
    assert found is not None
    assert found.name == item


@pytest.mark.parametrize("printed", ["其他", "合计", "政府雇员经费", "商品和服务收入", "人公支出"])
def test_names_that_mean_nothing_or_the_opposite_alone_find_none(printed):
    assert finance().find(printed) is None


@pytest.mark.parametrize(
    ("header", "name", "year", "offset"),
    [
        ("2021年决算数", "决算数", 2021, 0),
        ("上年决算数", "上年决算数", None, -1),
        ("全年预算数（A）", "全年预算数", None, 0),
        ("调整后预算数", "全年预算数", None, 0),
    ],
)
def test_headers_name_measure_and_year(header, name, year, offset):
    found = measure(header)
    assert found is not None
    assert (found.name, found.year, found.offset) == (name, year, offset)


def test_headers_have_roles():
    assert [role_of(w) for w in ("三级指标", "年度指标值（A）", "自评得分", "扣分原因和其他说明", "指标性质", "计量单位")] == [
        "level3", "target", "score", "reason", "operator", "unit",
    ]  # fmt: skip
    assert role_of("开展培训12场") is None


def test_indicators_find_their_canonical_names_whoever_is_satisfied():
    assert [getattr(find(w), "name", None) for w in ("“三公”经费控制", "园区企业满意度", "资金结余", "支付进度", "培训场次")] == [
        "三公经费控制率", "满意度", "结转结余率", "支付进度率", None,
    ]  # fmt: skip
    assert known("预算调整率").direction == "down"


def test_labels_find_their_fields():
    assert [field_of(w) for w in ("部门(单位)名称：", "填报人（签名）", "核定编制数", "自评总分")] == [
        "部门名称",
        "填表人",
        "人员编制",
        "自评得分",
    ]
    assert fields()["报告日期"].kind == "date"


def test_an_office_adds_its_own_item_and_column(tmp_path: Path):
    header = "id,name,parents,aliases,within,source\n"
    (tmp_path / "finance.csv").write_text(
        header + "river,河道养护费,项目支出,河养费|护河经费,,本单位\n", encoding="utf-8"
    )
    (tmp_path / "form_columns.csv").write_text("id,aliases,source\nscore,得分|内评分,本单位\n", encoding="gb18030")
    text = "收支表（万元）\n" + tabs(["项目", "预算数", "决算数"], ["河养费", "12", "11"], ["基本支出", "3", "3"])
    with using([tmp_path]):
        assert read(text).fact("河道养护费", measure="决算数").value == 11
        assert role_of("内评分") == "score"
    assert role_of("内评分") is None
    assert not [f for f in read(text).facts if f.item == "河道养护费"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("finance.csv", "id,name,parents,aliases,within,source\nx,甲,没有的上级,,,\n", "没有的上级"),
        ("finance.csv", "id,name,parents,aliases,within,source\nx,甲,,,乱写,\n", "乱写"),
        ("indicators.csv", "id,name,level,parents,aliases,direction,formula,source\nx,甲,9,,,,,\n", "level"),
        ("finance_sums.csv", "id,total,relation,parts,note,source\nx,甲,=,乙,,\n", "甲"),
    ],
)
def test_a_mistake_in_a_lexicon_names_file_line_and_remedy(tmp_path: Path, name, content, words):
    (tmp_path / name).write_text(content, encoding="utf-8")

    def load() -> None:
        finance()
        sums()
        find("随便一个指标")

    with using([tmp_path]), pytest.raises(LexiconError) as raised:
        load()
    assert words in raised.value.zh
    assert name in raised.value.zh
    assert "第 2 行" in raised.value.zh
