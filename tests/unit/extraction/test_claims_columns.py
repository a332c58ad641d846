"""What the headers of a table with merged cells say of the role of its claims."""

from __future__ import annotations

import pytest

from jixiao import ingest
from jixiao.document.records import ClaimRecord
from jixiao.pipeline import Pipeline

PAGE = """<html><head><meta charset="utf-8"><title>项目支出绩效自评表</title></head><body><table>
<tr><td>项目名称</td><td colspan="2">山塘整修</td></tr>
<tr><td rowspan="2">年度总体目标</td><td>预期目标</td><td>实际完成情况</td></tr>
<tr><td>整修山塘12口。</td><td>整修山塘15口，受益农户830户。</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def claims() -> dict[str, str]:
    document = Pipeline()(ingest.read("表.html", data=PAGE.encode()))
    return {record.evidence[0].text: str(record.role) for record in document.records if isinstance(record, ClaimRecord)}


def test_a_header_within_a_merged_row_says_more_than_the_rows_label(claims: dict[str, str]) -> None:
    assert claims == {"12口": "target", "15口": "actual", "830户": "actual"}
