"""Parquet: one file a kind, nested keys as lists and structs, so that DuckDB and pandas read evidence unparsed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, get_args, get_origin

from pydantic import BaseModel

from jixiao.emit.json_text import number_text
from jixiao.emit.tables import alternatives_of, columns_of, type_of

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 20_000
"""Rows a row group: some ten megabytes of memory."""


class ParquetTable:
    """Writes one kind's table into a binary file, a row group at a time."""

    def __init__(self, kind: str, file: BinaryIO) -> None:
        import pyarrow.parquet as pq

        self._schema = schema_of(kind)
        self._annotations = {column.name: column.annotation for column in columns_of(kind)}
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row."""
        self._rows.append({name: arrow_value(value, self._annotations[name]) for name, value in row.items()})
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the footer; the file stays open, it belongs to the caller."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


def schema_of(kind: str) -> pa.Schema:
    """The Arrow schema of a kind's table. Numbers are doubles: 15 digits, more than any printed amount has."""
    import pyarrow as pa

    return pa.schema([pa.field(column.name, _arrow_type(column.annotation)) for column in columns_of(kind)])


def arrow_value(value: object, annotation: Any) -> object:
    """A value as Arrow takes it: decimals as floats, and as text where the column is text."""
    if value is None:
        return None
    if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
        if type_of(annotation) == "text":
            return number_text(value) if isinstance(value, Decimal | float) else str(value)
        return float(value) if isinstance(value, Decimal) else value
    member = next(iter(alternatives_of(annotation)))
    if isinstance(value, Mapping):
        fields = member.model_fields
        return {name: arrow_value(item, fields[name].annotation) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [arrow_value(item, get_args(member)[0]) for item in value]
    return value


def _arrow_type(annotation: Any) -> pa.DataType:
    import pyarrow as pa

    kind = type_of(annotation)
    if kind != "nested":
        simple: dict[str, pa.DataType] = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
        return simple.get(kind, pa.bool_())
    member = next(iter(alternatives_of(annotation)))
    if get_origin(member) is tuple:
        return pa.list_(_arrow_type(get_args(member)[0]))
    if isinstance(member, type) and issubclass(member, BaseModel):
        return pa.struct([pa.field(name, _arrow_type(field.annotation)) for name, field in member.model_fields.items()])
    raise TypeError(f"{annotation} has no Arrow type")
