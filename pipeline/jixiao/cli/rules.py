"""``jixiao rules``: what the audit checks, and whether a bureau's own file is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.language import say
from jixiao.cli.options import Lang


def mount(commands: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help=say("稽核规则：列出，检查您自己的规则文件。", "The rules of the audit: list them, check your own."),
    )
    group.command(
        "list",
        help=say("列出全部规则。", "List all rules."),
        epilog=say("例：", "Example:") + "\n\n  jixiao rules list",
    )(show)
    group.command(
        "check",
        help=say(
            "检查规则文件（[[identity]] 或 [[rule]]）；有错就指出文件、行和改法。退出码：0 正确，2 有错。",
            "Check a file of identities or rules; a mistake names file, line and remedy. Exit status: 0 right, 2 wrong.",
        ),
        epilog=say("例：", "Example:") + "\n\n  jixiao rules check identities.toml",
    )(check)
    commands.add_typer(group, name="rules")


def show(lang: Lang = None) -> None:
    """Print the rules as a table."""
    from rich.table import Table

    from jixiao.audit.names import CLASSES, SEVERITIES
    from jixiao.audit.rules import load_rules
    from jixiao.cli.language import current
    from jixiao.cli.terminal import console

    at = 0 if current() == "zh" else 1
    table = Table(box=None, header_style="dim", padding=(0, 1))
    for head in say("编号 规则 类别 严重度 内容", "check rule class severity what").split():
        table.add_column(head, overflow="fold")
    for rule in load_rules().values():
        severity = SEVERITIES[rule.severity][at] if rule.severity in SEVERITIES else rule.severity
        table.add_row(str(rule.check), rule.id, CLASSES[rule.class_][at], severity, rule.title if at == 0 else rule.en)
    console().print(table)


def check(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=say("您的 TOML 文件。", "Your TOML file."), exists=True, dir_okay=False),
    ],
    lang: Lang = None,
) -> None:
    """Read the file as the audit would, and tell what it holds."""
    from jixiao.audit.identities import read_identities, unknown_items
    from jixiao.audit.rules import load_rules, read_overlay
    from jixiao.extraction.facts_lexicon import finance

    rules = load_rules()
    if "[[rule]]" in file.read_text(encoding="utf-8-sig", errors="replace").replace(" ", ""):
        changed = read_overlay(file)
        typer.echo(
            say(f"{file}：正确，调整 {len(changed)} 条规则：", f"{file}: right, changes {len(changed)} rules: ")
            + "、".join(changed)
        )
        return
    found = read_identities(file, rules)
    for identity, item in unknown_items(found, finance().items):
        typer.echo(
            say(
                f"注意：恒等式 {identity} 的“{item}”不在收支科目表中，只按表中印出的名称匹配。",
                f'Note: "{item}" of {identity} is no item of finance.csv: it is matched as printed.',
            )
        )
    typer.echo(say(f"{file}：正确，{len(found)} 条恒等式。", f"{file}: right, {len(found)} identities."))
