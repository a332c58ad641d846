"""Writes the reference page of the rules (docs/reference/rules.md) from lexicons/rules.toml and identities.toml.

``python -m jixiao.audit.reference docs/reference/rules.md`` writes it; a test holds the page to the rules.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from jixiao.audit.checks import registered
from jixiao.audit.identities import Identity, Part, Term, load_identities
from jixiao.audit.names import CLASSES, SEVERITIES, slugs
from jixiao.audit.rules import Rule, load_rules


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules = load_rules()
    yield "# 稽核规则 / The rules of the audit"
    yield ""
    yield "<!-- Made from lexicons/rules.toml and lexicons/identities.toml by `python -m jixiao.audit.reference`. -->"
    yield ""
    yield "每条规则都引用它用到的全部数字，并在 `message` 中写明算式。*impossible* 算术或时间上不可能；*breaks-rule* 不合评分规则；"
    yield "*ask* 须说明；*hygiene* 规范性，只在要求时列出。尾差（末位数字之半 × 项数以内）只作提示（`info`）。"
    yield ""
    yield "Each rule quotes every number it used and shows the arithmetic. `jixiao rules list` prints the rules, `jixiao audit OUT`"
    yield "the problem list of a run. Severities and limits can be changed: see `lexicons/README.audit.md`."
    yield ""
    yield "| # | rule | slug | class | severity | 内容 | what |"
    yield "|---|---|---|---|---|---|---|"
    for rule in sorted(rules.values(), key=lambda rule: (rule.check, rule.id)):
        yield (
            f"| {rule.check} | [{rule.id}](#{rule.id}) | `{rule.slug}` | {rule.class_} | {rule.severity} | {rule.title} | {rule.en} |"
        )
    by_rule: dict[str, list[Identity]] = {}
    for identity in load_identities():
        by_rule.setdefault(identity.rule, []).append(identity)
    for rule in sorted(rules.values(), key=lambda rule: (rule.check, rule.id)):
        yield ""
        yield from _entry(rule, by_rule.get(rule.id, []))


def _entry(rule: Rule, identities: list[Identity]) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield f"**{rule.title}** / {rule.en}"
    yield ""
    kind = slugs()[rule.slug]
    severity = SEVERITIES[rule.severity][0] if rule.severity in SEVERITIES else rule.severity
    yield f"- 检查 {rule.check}；`{rule.slug}`（{kind[0]}）；{CLASSES[rule.class_][0]}；{severity}"
    yield f"- 输入：{rule.inputs}"
    yield f"- 公式：{rule.formula}"
    yield f"- 容差：{rule.tolerance}"
    yield f"- 依据：{rule.source}"
    yield f"- 建议：{rule.advice}"
    if rule.limits:
        yield "- 可调的数（limits）：" + "，".join(f"`{name}` = {value}" for name, value in rule.limits.items())
    for identity in identities:
        yield f"- 恒等式 `{identity.id}`：{_written(identity)}"


def _written(identity: Identity) -> str:
    """收入合计 = 一般公共预算拨款 + [上年结转] …; optional parts stand in brackets."""
    terms = [_part(part) for part in identity.required] + [f"[{_part(part)}]" for part in identity.optional]
    relation = "=" if identity.relation == "=" else "≥"
    scope = {"table": "表", "narrative": "正文", "document": "全文", "prose": "正文中的名称"}
    return (
        f"{_term(identity.total)} {relation} {' + '.join(terms)}（{'、'.join(scope[name] for name in identity.scope)}）"
    )


def _part(part: Part) -> str:
    return " 或 ".join(" + ".join(_term(term) for term in choice) for choice in part.choices)


def _term(term: Term) -> str:
    return f"{'−' if term.sign < 0 else ''}{term.item}{f'（{term.measure}）' if term.measure else ''}"


def unworked() -> list[str]:
    """Rules that no check works; empty in a right program. ``last-year`` needs several documents: see across.py."""
    worked = {name for names in registered().values() for name in names}
    return sorted(set(load_rules()) - worked - {"last-year"})


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
