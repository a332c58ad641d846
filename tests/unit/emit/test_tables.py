"""CSV and Parquet tables: the same rows as the JSON lines, safe and readable in a spreadsheet."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document.records import MODELS
from jixiao.emit.csv_file import cell_text, harmless
from jixiao.emit.exports import write_tables
from jixiao.emit.folder import OutputFolder
from jixiao.emit.tables import columns_of, row_of
from tests.unit.emit.made import made_document
from tests.unit.emit.test_folder import written


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> OutputFolder:
    folder = written(tmp_path_factory.mktemp("out"))
    write_tables(folder, ["csv", "parquet"])
    return folder


def rows(folder: OutputFolder, kind: str) -> list[dict[str, str]]:
    with (folder.root / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", MODELS)
def test_a_table_has_a_row_for_each_record_of_its_kind(folder: OutputFolder, kind: str) -> None:
    import pyarrow.parquet as pq

    wanted = [record.record_id for record in made_document().records if record.kind == kind]
    assert [row["record_id"] for row in rows(folder, kind)] == wanted
    assert pq.read_table(folder.root / f"{kind}.parquet").column("record_id").to_pylist() == wanted


def test_csv_begins_with_a_byte_order_mark_so_that_excel_reads_chinese(folder: OutputFolder) -> None:
    assert (folder.root / "fact.csv").read_bytes().startswith(b"\xef\xbb\xbfrecord_id,")


def test_an_amount_is_a_plain_number_in_csv_and_a_double_in_parquet(folder: OutputFolder) -> None:
    import pyarrow.parquet as pq

    assert rows(folder, "fact")[0]["value"] == "1250.50"
    table = pq.read_table(folder.root / "fact.parquet")
    assert str(table.schema.field("value").type) == "double"
    assert table.column("value").to_pylist() == [1250.5]


def test_a_value_that_may_be_number_or_text_is_text(folder: OutputFolder) -> None:
    import pyarrow.parquet as pq

    assert "12" in pq.read_table(folder.root / "field.parquet").column("value").to_pylist()


def test_evidence_is_a_list_of_structures_in_parquet(folder: OutputFolder) -> None:
    import pyarrow.parquet as pq

    claim = pq.read_table(folder.root / "claim.parquet").to_pylist()[0]
    assert [quote["role"] for quote in claim["evidence"]] == ["value", "context"]
    assert claim["change"]["kind"] == "较上年"
    indicator = pq.read_table(folder.root / "indicator.parquet").to_pylist()[0]
    assert indicator["target_quantities"][0]["base_low"] == 0.95
    assert indicator["attained"] is True


def test_evidence_is_json_in_csv(folder: OutputFolder) -> None:
    assert json.loads(rows(folder, "claim")[0]["evidence"])[0]["text"] == "38座"


def test_a_cell_that_looks_like_a_formula_is_made_harmless(folder: OutputFolder) -> None:
    titles = [row["value"] for row in rows(folder, "field") if row["name"] == "标题"]
    assert titles == ['\'=HYPERLINK("x")']


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n＝＋－＠ \u3000\ufeffab1"), min_size=1))
def test_no_text_cell_begins_like_a_formula(text: str) -> None:
    shown = harmless(text)
    assert shown.lstrip(" \u3000\ufeff")[:1] not in set("=+-@\t\r\n＝＋－＠") or not shown.strip(" \u3000\ufeff")
    assert shown.removeprefix("'") == text or shown == text


def test_a_negative_number_stays_a_number() -> None:
    assert cell_text(-3.5) == "-3.5"


@pytest.mark.parametrize("kind", MODELS)
def test_every_key_of_a_record_is_a_column(kind: str) -> None:
    record = next(record for record in made_document().records if record.kind == kind)
    keys = set(record.model_dump(by_alias=True)) - {"kind"}
    assert keys <= set(row_of(record, "a.txt"))
    assert list(row_of(record, "a.txt")) == [column.name for column in columns_of(kind)]
