"""The published schema describes what is really written."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from jixiao.emit.schema import output_schema
from tests.unit.emit.test_folder import written


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    root: Path = written(tmp_path_factory.mktemp("out")).root
    return {
        path.name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in root.glob("*.jsonl")
    }


def test_the_schema_is_a_valid_one() -> None:
    jsonschema.Draft202012Validator.check_schema(output_schema())


@pytest.mark.parametrize(
    ("file", "definition"),
    [("records.jsonl", None), ("documents.jsonl", "DocumentEntry"), ("coverage.jsonl", "GapEntry")],
)
def test_every_line_fits_the_schema(
    lines: dict[str, list[dict[str, object]]], file: str, definition: str | None
) -> None:
    schema = output_schema()
    if definition:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"}
    validator = jsonschema.Draft202012Validator(schema)
    assert lines[file]
    for line in lines[file]:
        validator.validate(line)


def test_a_line_without_one_of_its_keys_does_not_fit(lines: dict[str, list[dict[str, object]]]) -> None:
    validator = jsonschema.Draft202012Validator(output_schema())
    record = dict(lines["records.jsonl"][0])
    del record["alternatives"]
    assert not validator.is_valid(record)


def test_a_number_that_became_a_string_does_not_fit(lines: dict[str, list[dict[str, object]]]) -> None:
    validator = jsonschema.Draft202012Validator(output_schema())
    fact = next(line for line in lines["records.jsonl"] if line["kind"] == "fact")
    assert not validator.is_valid({**fact, "value": "1250.50"})
