"""What annotation asks for: shared by those who make gold and those who score against it."""

from __future__ import annotations

ASKED_FIELDS = frozenset(
    [
        "标题",
        "部门名称",
        "预算编码",
        "评价方式",
        "评价机构",
        "报告日期",
        "填报日期",
        "年度",
        "联系人",
        "联络电话",
        "人员编制",
        "实有人数",
        "自评得分",
        "评价等次",
        "填表人",
        "项目名称",
        "主管部门",
        "实施单位",
    ]
)
"""Fields that gold names; others are neither right nor wrong."""
