"""The published JSON Schema of a run's lines: one definition a kind of record, the document line, the coverage line."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from jixiao.document.records import MODELS, DocumentEntry, GapEntry

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def output_schema() -> dict[str, Any]:
    """One schema with everything under ``$defs``; the root accepts any line of records.jsonl.

    ``$defs/DocumentEntry`` describes documents.jsonl, ``$defs/GapEntry`` coverage.jsonl. Every key is always written:
    all are required.
    """
    models: list[type[BaseModel]] = [*MODELS.values(), DocumentEntry, GapEntry]
    _, schema = models_json_schema([(model, "serialization") for model in models], by_alias=True)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            for value in definition["properties"].values():
                value.pop("default", None)
    return {
        "$schema": DIALECT,
        "title": "jixiao",
        "description": "What `jixiao extract` writes: a line of records.jsonl is one of these records.",
        "discriminator": {"propertyName": "kind"},
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in MODELS.values()],
        "$defs": dict(sorted(schema["$defs"].items())),
    }
