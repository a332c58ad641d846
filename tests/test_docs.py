"""The documentation is complete and true: nothing undocumented, no dead link, the examples run."""

from __future__ import annotations

import ast
import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import jixiao
from jixiao.confidence.reasons import REASONS
from jixiao.document.errors import tree
from jixiao.document.records import MODELS, CellRef, Change, DocumentEntry, Evidence, GapEntry, Link, QuantityValue
from jixiao.emit.entries import GAP_KINDS, PAGE_FAILURES
from tests.unit.cli.calls import SAMPLES
from tests.unit.cli.calls import jixiao as call

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "lexicons").glob("*.md"), *(ROOT / "models").glob("*.md")]
)
OUTPUT = (DOCS / "reference" / "output.md").read_text(encoding="utf-8")


def source_files() -> list[Path]:
    return sorted((ROOT / "pipeline" / "jixiao").rglob("*.py"))


def test_the_pages_that_follow_from_the_code_are_up_to_date() -> None:
    check = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "reference.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_every_error_and_reason_has_its_line() -> None:
    errors = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    assert all(f"| `{kind.code}` |" in errors for kind in tree())
    assert len({kind.code for kind in tree()}) == len(tree()), "codes are unique"
    reasons = (DOCS / "reference" / "reasons.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in reasons for code in REASONS)


@pytest.mark.parametrize(
    "model", [*MODELS.values(), DocumentEntry, GapEntry, Evidence, Link, CellRef, QuantityValue, Change]
)
def test_every_key_of_the_output_is_explained(model: type) -> None:
    keys = [field.alias or name for name, field in model.model_fields.items()]  # type: ignore[attr-defined]
    assert [key for key in keys if f"`{key}`" not in OUTPUT] == []


def test_every_kind_gap_and_choice_is_explained() -> None:
    schema = json.loads(call("schema").out)
    choices = set(re.findall(r'"(?:enum|const)": (\[[^]]*\]|"[^"]*")', json.dumps(schema, ensure_ascii=False)))
    words = {word for choice in choices for word in re.findall(r'"([^"]+)"', choice)}
    assert len(words) > 50
    assert sorted(word for word in words if f"`{word}`" not in OUTPUT) == []
    assert all(f"`{kind}`" in OUTPUT for kind in GAP_KINDS)


def test_every_key_of_the_manifest_is_explained(tmp_path: Path) -> None:
    call("extract", SAMPLES, "-o", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    keys = [*manifest, *manifest["program"], *manifest["documents"], *manifest["options"], *manifest["lexicons"]]
    assert [key for key in keys if f"`{key}`" not in OUTPUT] == []
    written = {path.name for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert [name for name in written if f"`{name}`" not in OUTPUT] == []


def test_every_warning_that_a_stage_can_give_is_explained() -> None:
    codes = set()
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("Notice", "warned") and node.args and isinstance(node.args[0], ast.Constant):
                codes.add(str(node.args[0].value))
    assert len(codes) > 5
    known = PAGE_FAILURES - {kind.code for kind in tree()}
    assert sorted(code for code in codes | known if f"`{code}`" not in OUTPUT) == []


def test_every_reason_and_warning_that_the_samples_meet_is_in_the_closed_lists(tmp_path: Path) -> None:
    call("extract", SAMPLES, "-o", tmp_path / "out")
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    seen = {reason for line in lines for reason in json.loads(line)["reasons"]}
    assert seen
    assert sorted(seen - set(REASONS)) == []


def test_every_public_name_is_explained_and_loads() -> None:
    page = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    for name in jixiao.__all__:
        assert f"jixiao.{name}" in page
        assert getattr(jixiao, name) is not None
    assert sorted(dir(jixiao)) == sorted(jixiao.__all__)
    with pytest.raises(AttributeError):
        jixiao.nothing  # noqa: B018  (the access is the test)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```python" in page.read_text(encoding="utf-8")], ids=lambda page: page.name
)
def test_python_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("extract", SAMPLES, "-o", tmp_path / "out", "--format", "csv,parquet")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "samples").symlink_to(SAMPLES, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL):
        exec(compile(block, page.name, "exec"), known)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_pages_exist_with_their_options(page: Path) -> None:
    reference = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    for line in re.findall(r"(?m)^(?:\$ )?jixiao ([^\n`|]+)", text):
        words = line.split()
        if words[0].startswith("-"):
            continue
        assert f"## `jixiao {words[0]}" in reference, line
        for word in words[1:]:
            if re.fullmatch(r"--[a-z-]+", word):
                assert f"`{word}`" in reference, line


@pytest.mark.parametrize("path", source_files(), ids=lambda path: path.relative_to(ROOT / "pipeline").as_posix())
def test_the_examples_in_the_code_are_true(path: Path) -> None:
    if ">>>" not in path.read_text(encoding="utf-8"):
        return
    from importlib import import_module

    name = ".".join(path.relative_to(ROOT / "pipeline").with_suffix("").parts).removesuffix(".__init__")
    result = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0
