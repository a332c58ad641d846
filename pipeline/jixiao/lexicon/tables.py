"""Reads lexicon tables: CSV files that a finance officer edits in a spreadsheet. A mistake names file, line and remedy."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.document.errors import LexiconError
from jixiao.lexicon.paths import data_folder


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a lexicon table: its cells by column name, and where it stands."""

    cells: dict[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several values with ``|`` between them."""
        return tuple(part for part in (p.strip() for p in self.cells[column].split("|")) if part)

    def mistake(self, zh: str, en: str) -> LexiconError:
        """An error that points at this line."""
        return LexiconError(
            f"词表 {self.file} 第 {self.line} 行：{zh}",
            f"Lexicon {self.file}, line {self.line}: {en}",
            remedy=(
                "请用表格软件或文本编辑器改正后再试。",
                "Correct it in a spreadsheet or an editor, then try again.",
            ),
        )


def read_table(name: str, columns: Sequence[str], *, overlays: Iterable[Path] = (), key: str = "id") -> list[Row]:
    """The rows of ``lexicons/<name>``, with overlay folders merged over them by ``key``, in order of first appearance.

    An overlay row replaces the packaged row of the same key; a row whose second column is ``-`` removes it.

    Raises LexiconError for a missing file or column, a line with too many cells, or a key that appears twice in a file.
    """
    rows: dict[str, Row] = {}
    packaged = data_folder("lexicons") / name
    paths = [packaged, *(folder / name for folder in overlays if (folder / name).is_file())]
    for path in paths:
        seen: set[str] = set()
        for row in _rows(path, columns):
            if row[key] in seen:
                raise row.mistake(f"“{row[key]}”重复", f'"{row[key]}" appears twice')
            seen.add(row[key])
            if path is not packaged and len(columns) > 1 and row[columns[1]] == "-":
                rows.pop(row[key], None)
            else:
                rows[row[key]] = row
    return list(rows.values())


def _rows(path: Path, columns: Sequence[str]) -> Iterable[Row]:
    shown = path.name if path.parent.name == "lexicons" else f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"读不到词表 {path}。", f"Cannot read the lexicon {path}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:  # spreadsheets on Chinese Windows save CSV in GB18030
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise LexiconError(
                f"词表 {shown} 的编码不是 UTF-8 或 GB18030。", f"Lexicon {shown} is neither UTF-8 nor GB18030."
            ) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        raise LexiconError(
            f"词表 {shown} 缺少列：{'、'.join(missing)}。", f"Lexicon {shown} lacks the columns {', '.join(missing)}."
        )
    for cells in reader:
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        row = Row(
            dict(zip(header, [*(c.strip() for c in cells), *[""] * (len(header) - len(cells))], strict=False)),
            shown,
            reader.line_num,
        )
        if len(cells) > len(header):
            raise row.mistake("单元格比表头多", "more cells than the header has columns")
        yield row


def lexicon_hash(overlays: Iterable[Path] = ()) -> str:
    """SHA-256 over all lexicon files and overlays, in name order: what the manifest records."""
    digest = hashlib.sha256()
    for folder in (data_folder("lexicons"), *overlays):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".csv", ".toml"}):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
