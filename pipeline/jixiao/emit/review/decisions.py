"""Reads reviewers' decisions back from a workbook, checks them, and applies them with their provenance."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from jixiao.document.errors import CorruptInput, MissingInput, UsageError
from jixiao.document.records import (
    ClaimRecord,
    DateRecord,
    FactRecord,
    FieldRecord,
    IndicatorRecord,
    QuantityRecord,
    Record,
    SectionRecord,
)
from jixiao.emit.entries import record_keys
from jixiao.emit.json_text import dumps
from jixiao.emit.reading import Run
from jixiao.emit.review.sheets import DECISIONS, REVIEW_COLUMNS, fingerprint
from jixiao.emit.whole_files import make_folder, write_whole

FILE = "decisions.jsonl"
"""Where the decisions of a run are kept, in its folder."""
_VERDICTS: dict[str, Literal["right", "corrected", "delete", "doubt"]] = {
    "正确": "right", "更正": "corrected", "删除": "delete", "存疑": "doubt",
}  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about one record, and where that stands."""

    record_id: str
    doc_id: str
    verdict: Literal["right", "corrected", "delete", "doubt"]
    value: str | None
    note: str | None
    reviewer: str | None
    fingerprint: str
    file: str
    file_sha256: str
    row: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of the workbook that cannot be applied, and why, in Chinese and English."""

    row: int
    zh: str
    en: str


def read_decisions(path: Path) -> tuple[list[Decision], list[Problem]]:
    """The decisions of a 待复核清单, in row order, and the rows that cannot be understood; undecided rows are skipped.

    Raises MissingInput, CorruptInput where the file is no workbook, UsageError where it has no such sheet.
    """
    import openpyxl

    if not path.is_file():
        raise MissingInput(f"找不到 {path}。", f"{path} does not exist.")
    data = path.read_bytes()
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for what is no workbook
        raise CorruptInput(f"{path} 不是可读的 XLSX 文件。", f"{path} is not a readable XLSX file.") from error
    if "待复核清单" not in book.sheetnames:
        raise UsageError(f"{path} 中没有“待复核清单”。", f'{path} has no sheet "待复核清单".')
    rows = book["待复核清单"].iter_rows(values_only=True)
    header = [str(cell or "") for cell in next(rows, ())]
    missing = [name for name in REVIEW_COLUMNS if name not in header]
    if missing:
        raise UsageError(
            f"“待复核清单”缺少列：{'、'.join(missing)}。", f'"待复核清单" lacks the columns {", ".join(missing)}.'
        )
    at = {name: header.index(name) for name in REVIEW_COLUMNS}
    digest = hashlib.sha256(data).hexdigest()
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for number, cells in enumerate(rows, 2):
        cell = {name: cells[place] if place < len(cells) else None for name, place in at.items()}
        made = _decision(cell, number, path.name, digest)
        if isinstance(made, Decision):
            decisions.append(made)
        elif made is not None:
            problems.append(made)
    book.close()
    return decisions, problems


def _decision(cell: dict[str, Any], row: int, file: str, digest: str) -> Decision | Problem | None:
    printed = _text(cell["决定"])
    if printed is None:
        return None
    if printed not in _VERDICTS:
        return Problem(
            row, f"决定“{printed}”不在列表中（{'、'.join(DECISIONS)}）", f'the decision "{printed}" is not in the list'
        )
    value = _text(cell["更正值"])
    if printed == "更正" and value is None:
        return Problem(row, "决定为“更正”，但没有填更正值", "corrected, but without a corrected value")
    if not cell["记录编号"] or not cell["文档编号"]:
        return Problem(row, "隐藏列“记录编号”“文档编号”为空", "the hidden columns that name the record are empty")
    return Decision(
        str(cell["记录编号"]), str(cell["文档编号"]), _VERDICTS[printed], value, _text(cell["备注"]), _text(cell["复核人"]),
        str(cell["原文校验"] or ""), file, digest, row,
    )  # fmt: skip


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def check(run: Run, decisions: Iterable[Decision]) -> tuple[list[Decision], list[Problem]]:
    """The decisions that fit the run's records, and why the others do not: unknown, changed since, or of another kind.

    Where a record is decided twice, the later row counts and the earlier is a problem.
    """
    records = {(record.doc_id, record.record_id): record for record in run.records}
    fitting: dict[tuple[str, str], Decision] = {}
    problems: list[Problem] = []
    for decision in decisions:
        key = (decision.doc_id, decision.record_id)
        record = records.get(key)
        if record is None:
            problems.append(Problem(decision.row, "输出文件夹中没有这条记录", "the folder has no such record"))
        elif fingerprint(record) != decision.fingerprint:
            problems.append(
                Problem(decision.row, "这条记录在复核之后已经改变", "the record has changed since it was reviewed")
            )
        elif decision.verdict == "corrected" and (why := _misfit(record, decision.value or "")) is not None:
            problems.append(Problem(decision.row, *why))
        else:
            if key in fitting:
                problems.append(
                    Problem(
                        fitting[key].row,
                        f"第 {decision.row} 行又作了决定，以后者为准",
                        f"row {decision.row} decides again",
                    )
                )
            fitting[key] = decision
    return list(fitting.values()), sorted(problems, key=lambda problem: problem.row)


def _misfit(record: Record, value: str) -> tuple[str, str] | None:
    try:
        corrected(record, value)
    except (ValueError, InvalidOperation) as error:
        return f"更正值“{value}”不适用：{error}", f'the corrected value "{value}" does not fit: {error}'
    return None


def corrected(record: Record, value: str) -> Record:
    """The record with the reviewer's value in place of the one that was read.

    A fact keeps its unit; a quantity or an indicator's text cells are given as printed. Raises ValueError where the
    value is not of the record's kind.
    """
    match record:
        case FactRecord():
            number = _number(value)
            scale = record.value_yuan / record.value if record.value and record.value_yuan is not None else None
            return record.model_copy(update={"value": number, "value_yuan": None if scale is None else number * scale})
        case FieldRecord():
            return record.model_copy(update={"value": _number(value) if isinstance(record.value, Decimal) else value})
        case DateRecord():
            if not _DATE.fullmatch(value):
                raise ValueError("日期应写作 2021、2021-08、2021-08-24 或 2021/2023")
            return record.model_copy(update={"iso": value})
        case SectionRecord():
            return record.model_copy(update={"title": value})
        case QuantityRecord():
            from jixiao.numbers import read_quantity

            read = read_quantity(value)
            if read is None:
                raise ValueError("应写作数量，如 95%以上、1200余人")
            keys = ("low", "high", "unit", "dimension", "bound", "base_low", "base_high", "base_unit")
            return record.model_copy(update={key: getattr(read, key) for key in keys})
        case ClaimRecord():
            return record.model_copy(update={"value": _number(value)})
        case IndicatorRecord():
            return record.model_copy(update={"actual": value})
    raise ValueError("这类记录不能更正")


def _number(value: str) -> Decimal:
    try:
        return Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise ValueError("应为数字") from error


def keep(run: Run, decisions: Sequence[Decision]) -> Path:
    """Adds decisions to the run's decisions.jsonl; a later decision about a record replaces the earlier."""
    path = run.folder.root / FILE
    kept = {(d.doc_id, d.record_id): d for d in kept_decisions(run.folder.root)}
    kept.update({(d.doc_id, d.record_id): d for d in decisions})
    ordered = sorted(kept.values(), key=lambda d: (d.doc_id, d.record_id))
    write_whole(path, "".join(f"{dumps(asdict(d))}\n" for d in ordered))
    return path


def kept_decisions(root: Path) -> list[Decision]:
    """The decisions that a run's folder holds."""
    path = root / FILE
    if not path.is_file():
        return []
    return [Decision(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def apply(run: Run, decisions: Sequence[Decision], out: Path) -> Counter[str]:
    """Writes the reviewed records into the folder ``out``: documents.jsonl and records.jsonl with a key ``review``.

    ``review`` tells verdict, reviewer, note, the value as it was read, and the workbook's name, hash and row. A record
    that was judged right or corrected has confidence 1 and needs no review; a deleted one is left out. Gives how many
    of each verdict were applied. Raises OutputError.
    """
    by_record = {(d.doc_id, d.record_id): d for d in decisions}
    counts: Counter[str] = Counter()
    lines: list[str] = []
    left: dict[str, Counter[str]] = {}
    waiting: Counter[str] = Counter()
    for record in run.records:
        decision = by_record.get((record.doc_id, record.record_id))
        keys = record_keys(record)
        if decision is not None:
            counts[decision.verdict] += 1
            if decision.verdict == "delete":
                continue
            keys = _reviewed(record, decision)
        left.setdefault(record.doc_id, Counter())[record.kind] += 1
        waiting[record.doc_id] += bool(keys["needs_review"])
        lines.append(f"{dumps(keys)}\n")
    make_folder(out)
    entries = [
        entry.model_copy(
            update={
                "records": {kind: left.get(entry.doc_id, Counter())[kind] for kind in entry.records},
                "needs_review": waiting[entry.doc_id],
            }
        )
        for entry in run.documents
    ]
    write_whole(out / "documents.jsonl", "".join(f"{dumps(entry.model_dump())}\n" for entry in entries))
    write_whole(out / "records.jsonl", "".join(lines))
    write_whole(out / FILE, "".join(f"{dumps(asdict(d))}\n" for d in decisions))
    return counts


def _reviewed(record: Record, decision: Decision) -> dict[str, Any]:
    now = record
    was: str | None = None
    if decision.verdict == "corrected":
        now = corrected(record, decision.value or "")
        was = record.evidence[0].text
    if decision.verdict in {"right", "corrected"}:
        now = now.model_copy(update={"confidence": 1.0, "needs_review": False})
    review = asdict(replace(decision, fingerprint=""))
    for key in ("record_id", "doc_id", "fingerprint"):
        review.pop(key)
    return {**record_keys(now), "review": {**review, "was": was}}
