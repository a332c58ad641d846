"""The tables of a run: ``<kind>.csv`` and ``<kind>.parquet`` made from the joined files, in one pass."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import ExitStack
from decimal import Decimal
from typing import Literal

from jixiao.document.records import MODELS
from jixiao.emit.csv_file import CsvTable
from jixiao.emit.folder import OutputFolder
from jixiao.emit.parquet_file import ParquetTable
from jixiao.emit.tables import row_of
from jixiao.emit.whole_files import whole_file

Format = Literal["jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = ("jsonl", "csv", "parquet")
"""What ``--format`` takes. JSON lines are always written: they are what the others are made from."""


def write_tables(folder: OutputFolder, formats: Collection[str]) -> None:
    """Write a table a kind in each of these formats; kinds without a record get a header alone. Raises OutputError."""
    makers: dict[str, type[CsvTable | ParquetTable]] = {"csv": CsvTable, "parquet": ParquetTable}
    wanted = [name for name in FORMATS if name in formats and name in makers]
    if not wanted:
        return
    sources: dict[str, str] = {}
    with (folder.root / "documents.jsonl").open(encoding="utf-8", newline="\n") as file:
        for line in file:
            entry = json.loads(line)
            sources[entry["doc_id"]] = entry["source"]
    with ExitStack() as stack:
        tables: dict[str, list[CsvTable | ParquetTable]] = {kind: [] for kind in MODELS}
        for kind in MODELS:
            for name in wanted:
                output = stack.enter_context(whole_file(folder.root / f"{kind}.{name}"))
                tables[kind].append(makers[name](kind, output))
        with (folder.root / "records.jsonl").open(encoding="utf-8", newline="\n") as file:
            for line in file:
                keys = json.loads(line, parse_float=Decimal)
                row = row_of(keys, sources[keys["doc_id"]])
                for table in tables[keys["kind"]]:
                    table.add(row)
        for of_kind in tables.values():
            for table in of_kind:
                table.close()
