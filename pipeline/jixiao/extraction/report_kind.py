"""What sort of report a document's title says it is, where that decides what its money means."""

from __future__ import annotations

import re

from jixiao.document.document import Document

_BUDGET = re.compile(r"(?:部门|单位|政府|财政)预算(?:信息)?(?:公开|编制|草案|说明|情况|报告)")
_NO_BUDGET = re.compile(r"决算|执行|绩效|评价|自评|总结")
_REGIONAL = re.compile(r"统计公报|政府(?:20\d\d年(?:度)?)?工作报告|运行情况(?:分析|通报)")


def tells_budget(document: Document) -> bool:
    """Whether a document makes a budget public: its year's money is planned, not spent.

    >>> from jixiao.document.document import Profile, Source
    >>> made = Document(Source("a.txt", "0" * 64, "text/plain", "text"), "", ())
    >>> [tells_budget(made.having(profile=Profile(title=t))) for t in ("2024年部门预算公开说明", "2024年部门预算执行情况")]
    [True, False]
    """
    title = _title(document)
    return _BUDGET.search(title) is not None and _NO_BUDGET.search(title) is None


def tells_region(document: Document) -> bool:
    """Whether a document reports on a region: of its amounts only those of the public budget belong to accounts."""
    return _REGIONAL.search(_title(document)) is not None


def _title(document: Document) -> str:
    return "".join((document.profile.title or "").split())
