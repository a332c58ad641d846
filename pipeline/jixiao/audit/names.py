"""Names of the kinds of problem, of classes and severities, for people."""

from __future__ import annotations

from functools import cache

from jixiao.lexicon import read_table

CLASSES = {
    "impossible": ("不可能成立", "cannot be"),
    "breaks-rule": ("不合评分规则", "against the scoring rules"),
    "ask": ("需说明", "to be explained"),
    "hygiene": ("规范性", "hygiene"),
}
"""Class -> (Chinese, English), gravest first."""
SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}
"""Severity -> (Chinese, English), gravest first."""


@cache
def shared_advice() -> dict[str, str]:
    """Slug -> what to do, for kinds of problem that several rules report.

    >>> shared_advice()["rate-mismatch"]
    '按所列数字重算该率，并核对得分。'
    """
    rows = read_table("rules_names.csv", ("slug", "name", "en", "advice"), key="slug")
    return {row["slug"]: row["advice"] for row in rows if row["advice"]}


@cache
def slugs() -> dict[str, tuple[str, str]]:
    """Slug -> (Chinese, English) from lexicons/rules_names.csv.

    >>> slugs()["sum-mismatch"][0]
    '合计不符'
    """
    return {
        row["slug"]: (row["name"], row["en"])
        for row in read_table("rules_names.csv", ("slug", "name", "en", "advice"), key="slug")
    }
