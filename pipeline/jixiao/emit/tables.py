"""One flat table a kind of record, for spreadsheets, data frames and Parquet: which columns, and a record's row.

The columns follow from the record models, so a key that a model gains is a column here without further ado.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from jixiao.document.records import MODELS, Record, RecordBase
from jixiao.emit.entries import record_keys

ColumnType = Literal["text", "number", "integer", "boolean", "nested"]

_FIRST = ("record_id", "doc_id")
_QUOTE = {"text": str, "page": int, "start": int, "end": int}
_LAST = ("part", "section", "confidence", "needs_review", "reasons", "evidence", "links", "alternatives")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and the annotation that says what its cells hold."""

    name: str
    annotation: Any

    @property
    def type(self) -> ColumnType:
        """What a cell is."""
        return type_of(self.annotation)


@cache
def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a kind's table: ids, the kind's own keys, the quotation of its value, then what every record has.

    ``source`` is the path of the document; ``text``, ``page``, ``start`` and ``end`` are those of the first evidence.

    >>> [column.name for column in columns_of("date")][:8]
    ['record_id', 'doc_id', 'source', 'iso', 'resolved', 'precision', 'text', 'page']
    """
    model = MODELS[kind]
    own = [name for name in model.model_fields if name not in RecordBase.model_fields]
    return (
        *(_column(model, name) for name in _FIRST),
        Column("source", str),
        *(_column(model, name) for name in own),
        *(Column(name, annotation) for name, annotation in _QUOTE.items()),
        *(_column(model, name) for name in _LAST),
    )


def row_of(record: Record | Mapping[str, Any], source: str) -> dict[str, Any]:
    """A record's cells by column name; ``record`` may also be the keys of a line of records.jsonl."""
    keys = record_keys(record) if isinstance(record, RecordBase) else record
    value = keys["evidence"][0]
    cells = {**keys, "source": source, **{name: value[name] for name in _QUOTE}}
    return {column.name: cells[column.name] for column in columns_of(keys["kind"])}


def alternatives_of(annotation: Any) -> tuple[Any, ...]:
    """The members of a union without None; any other annotation alone, ``Annotated`` unpacked."""
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(
            part for member in get_args(annotation) if member is not type(None) for part in alternatives_of(member)
        )
    if hasattr(annotation, "__metadata__"):
        return alternatives_of(annotation.__origin__)
    return (annotation,)


def type_of(annotation: Any) -> ColumnType:
    """What a cell of this annotation is. A value that may be number or text is text, so that a column has one type."""
    members = set(map(_plain, alternatives_of(annotation)))
    return members.pop() if len(members) == 1 else "text"


def _column(model: type[BaseModel], name: str) -> Column:
    field = model.model_fields[name]
    return Column(field.alias or name, field.annotation)


def _plain(annotation: Any) -> ColumnType:
    if annotation is bool:
        return "boolean"
    if annotation is int:
        return "integer"
    if annotation in (float, Decimal):
        return "number"
    if annotation is str or get_origin(annotation) is Literal:
        return "text"
    return "nested"
