#!/usr/bin/env python3
"""Writes the reference pages that follow from the code: commands and options, errors, reasons.

Without arguments it also prints the tour of both READMEs anew, with the output that the program gives now.

python scripts/reference.py            write docs/reference/command-line.md, errors.md, reasons.md; README tours
python scripts/reference.py --check    exit 1 where one of them is out of date (tests/test_docs.py asks this)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TOUR, TOUR_END = "<!-- tour: written by scripts/reference.py -->", "<!-- end -->"
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by scripts/reference.py; change the code, then run `make reference`. -->\n"


def main() -> int:
    """Write or check the pages. Returns the exit status."""
    if sys.argv[1:] == ["--dump-commands"]:
        print(json.dumps(list(commands()), ensure_ascii=False))
        return 0
    pages = render()
    if "--check" in sys.argv[1:]:
        stale = [name for name, text in pages.items() if not same(FOLDER / name, text)]
        for name in stale:
            print(f"docs/reference/{name} is out of date: run `make reference`.")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    for name, language in (("README.md", "en"), ("README.zh.md", "zh")):
        page = (ROOT / name).read_text(encoding="utf-8")
        before, rest = page.split(TOUR, 1)
        after = rest.split(TOUR_END, 1)[1]
        (ROOT / name).write_text(f"{before}{TOUR}\n{tour(language)}{TOUR_END}{after}", encoding="utf-8", newline="\n")
    return 0


def same(path: Path, text: str) -> bool:
    """Whether the file holds this text, whatever its line ends."""
    return path.exists() and path.read_text(encoding="utf-8") == text


def render() -> dict[str, str]:
    """Page name -> content."""
    return {"command-line.md": command_line(), "errors.md": errors(), "reasons.md": reasons()}


def command_line() -> str:
    """Every command with its arguments and options, in both languages."""
    english, chinese = (in_language(language) for language in ("en", "zh"))
    parts = [
        "# Command line · 命令行\n",
        NOTE,
        "Help speaks the language of the system, or the one given with `--lang`. `jixiao COMMAND --help` shows the same.\n",
    ]
    for one, zwei in zip(english, chinese, strict=True):
        parts.append(f"\n## `{one['path']}`\n")
        for text in (one["help"], zwei["help"]):
            parts.extend(f"{paragraph}\n" for paragraph in text.split("\n\n") if paragraph)
        examples = [line.strip() for line in one["epilog"].splitlines() if line.strip().startswith("jixiao ")]
        if examples:
            parts.append("```\n" + "\n".join(examples) + "\n```\n")
        if one["parameters"]:
            parts.append("| argument or option | meaning | 含义 | default |\n|---|---|---|---|")
            for parameter, other in zip(one["parameters"], zwei["parameters"], strict=True):
                names = ", ".join(f"`{name}`" for name in parameter["names"])
                default = f"`{parameter['default']}`" if parameter["default"] else ""
                default = "required" if parameter["required"] else default
                parts.append(f"| {names} | {cell(parameter['help'])} | {cell(other['help'])} | {default} |")
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def cell(text: str) -> str:
    """Text that a table cell can hold."""
    return text.replace("|", "\\|").replace("\n", " ")


def in_language(language: str) -> list[dict[str, Any]]:
    """The commands as a process in that language sees them: help texts are fixed when the modules are imported."""
    run = subprocess.run(
        [sys.executable, str(Path(__file__)), "--dump-commands"],
        env=os.environ | {"JIXIAO_LANG": language, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def tour(language: str) -> str:
    """What the first minute looks like, as the program prints it."""
    document = "whole-unit-self-evaluation.txt"
    with tempfile.TemporaryDirectory() as folder:

        def run(*arguments: str) -> tuple[str, str]:
            done = subprocess.run(
                [sys.executable, "-m", "jixiao", *arguments],
                cwd=folder,
                env=os.environ | {"JIXIAO_LANG": language, "PYTHONUTF8": "1"},
                capture_output=True,
                encoding="utf-8",
                check=True,
            )
            return done.stdout, done.stderr

        shutil.copytree(ROOT / "corpus" / "samples", Path(folder) / "corpus" / "samples")
        _, summary = run("extract", "corpus/samples", "--out", "out")
        overview, _ = run("show", "out")
        shown, _ = run("show", "out", "--doc", document)
        lines = (Path(folder) / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    facts = "Facts" if language == "en" else "收支与数据"
    table = shown.splitlines()[next(at for at, line in enumerate(shown.splitlines()) if line.startswith(facts)) :][:7]
    fact = next(
        record
        for record in (json.loads(line, parse_float=Decimal) for line in lines)
        if record["kind"] == "fact" and record["reasons"]
    )
    blocks = [
        f"$ jixiao extract corpus/samples --out out\n{summary}",
        f"$ jixiao show out\n{overview}",
        f"$ jixiao show out --doc {document}\n…\n" + "\n".join(table) + "\n…\n",
    ]
    text = "".join(f"```\n{clean(block)}```\n\n" for block in blocks)
    said = {"en": "One line of `out/records.jsonl`:", "zh": "`out/records.jsonl` 中的一行："}[language]
    return f"{text}{said}\n\n```json\n{spread(fact)}\n```\n"


def spread(record: dict[str, Any]) -> str:
    """A record with a line a key, and a line a quotation."""
    from jixiao.emit.json_text import dumps

    parts = []
    for key, value in record.items():
        text = dumps(value)
        if key == "evidence":
            text = "[\n    " + ",\n    ".join(map(dumps, value)) + "\n  ]"
        parts.append(f'  "{key}": {text}')
    return "{\n" + ",\n".join(parts) + "\n}"


def clean(block: str) -> str:
    """Without blanks at line ends, and without the line that tells the seconds."""
    lines = [line.rstrip() for line in block.splitlines()]
    return "\n".join(line for line in lines if "seconds." not in line and not line.startswith("用时")) + "\n"


def commands() -> list[dict[str, Any]]:
    """The command tree of this process, flattened."""
    import typer

    from jixiao.cli.app import app

    def walk(command: Any, path: str) -> list[dict[str, Any]]:
        here = {
            "path": path,
            "help": command.help or "",
            "epilog": command.epilog or "",
            "parameters": [described(one) for one in command.params if "--help" not in one.opts],
        }
        below = getattr(command, "commands", {})
        return [here, *(one for name, child in below.items() for one in walk(child, f"{path} {name}"))]

    def described(one: Any) -> dict[str, Any]:
        argument = not one.opts[0].startswith("-")
        names = [one.metavar] if argument and one.metavar else sorted(one.opts, key=len, reverse=True)
        default = "" if one.default in (None, False, (), [], "") or callable(one.default) else one.default
        return {
            "names": names,
            "help": getattr(one, "help", None) or "",
            "default": str(getattr(default, "value", default)),
            "required": bool(one.required),
        }

    return walk(typer.main.get_command(app()), "jixiao")


def errors() -> str:
    """Every error of the tree: code, exit status, meaning, remedy."""
    from jixiao.document.errors import tree

    rows = [
        "# Errors · 错误\n",
        NOTE,
        "A document that cannot be read gets a line in `documents.jsonl` with `status` `failed` and `error.code`; the others "
        "go on. A page that cannot be read makes its document `partial`. In Python they are classes in `jixiao.errors`, all "
        "below `JixiaoError`, each with `code`, `exit_status`, `text(language)` and `page`.\n",
        "| code | class | exit status | meaning | what to do | 怎么办 |\n|---|---|---|---|---|---|",
    ]
    for kind in tree():
        meaning = (kind.__doc__ or "").strip().splitlines()[0]
        zh, en = kind.default_remedy
        rows.append(
            f"| `{kind.code}` | `{kind.__name__}` | {kind.exit_status} | {cell(meaning)} | {en or '(in the message)'} | "
            f"{zh or '（见消息）'} |"
        )
    rows.append(
        "\nExit status of `jixiao extract`: 0 all documents ok; 1 some failed or are partial (the rest is written); 2 wrong "
        "usage or a mistake in a lexicon; 3 nothing could be written; 70 a bug in jixiao (a traceback file is named); "
        "130 interrupted (run the same command again to continue)."
    )
    return "\n".join(rows) + "\n"


def reasons() -> str:
    """Every reason code and what it means."""
    from jixiao.confidence.reasons import REASONS

    rows = [
        "# Reasons · 原因代码\n",
        NOTE,
        "`reasons` of a record says why its confidence is not higher, the weightiest first. The list is closed.\n",
        "| code | meaning | 含义 |\n|---|---|---|",
    ]
    rows += [f"| `{code}` | {en} | {zh} |" for code, (zh, en) in REASONS.items()]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
