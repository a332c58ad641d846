"""What kinds, gaps and states are called where people read them, in Chinese and English."""

from __future__ import annotations

from typing import Literal

LABELS: dict[str, tuple[str, str]] = {
    "field": ("字段", "field"),
    "section": ("章节", "section"),
    "fact": ("收支数据", "fact"),
    "indicator": ("绩效指标", "indicator"),
    "quantity": ("数量", "quantity"),
    "date": ("日期", "date"),
    "claim": ("陈述", "claim"),
    "finding": ("可疑之处", "finding"),
    "unread-number": ("未读出的数字", "unread number"),
    "unread-table": ("未读出的表格", "unread table"),
    "unmatched-heading": ("未归类的标题", "unmatched heading"),
    "empty-page": ("空白页", "empty page"),
    "garbled-page": ("乱码页", "garbled page"),
    "ok": ("成功", "ok"),
    "partial": ("不完整", "partial"),
    "failed": ("失败", "failed"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
    "value": ("值", "value"),
    "name": ("名称", "name"),
    "unit": ("单位", "unit"),
    "period": ("时期", "period"),
    "context": ("上下文", "context"),
}


def label(code: str, language: Literal["zh", "en"]) -> str:
    """The name of a code in a language; a code without one is its own name."""
    return LABELS.get(code, (code, code))[0 if language == "zh" else 1]
