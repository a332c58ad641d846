"""Files that are damaged, disguised or made to harm: each gets one declared status, soon, and reaches nothing outside."""

from __future__ import annotations

import io
import random
import socket
import time
import zipfile
from pathlib import Path

import pytest

from jixiao.document.document import Document, LayoutParagraph
from jixiao.document.errors import (
    BinaryNoise,
    CorruptInput,
    EncryptedInput,
    InputError,
    TooLarge,
    UnsupportedFormat,
    tree,
)
from jixiao.document.limits import Limits
from jixiao.ingest import read
from tests.hostile.samples import SAMPLES, SENTENCE, docx, html, pdf_file, xlsx
from tests.unit.ingest.docx_builder import from_xml, p, tbl, tc, tr, with_members

CODES = {error.code for error in tree(InputError)}
LIMITS = Limits(bytes=64 * 2**20, unpacked_bytes=64 * 2**20, seconds=20)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def outcome(data: bytes) -> Document | InputError:
    """What reading these bytes gives: a document or a declared error, and nothing else."""
    began = time.monotonic()
    try:
        result: Document | InputError = read("x", data=data, limits=LIMITS, ocr="never")
    except InputError as error:
        result = error
    assert time.monotonic() - began < 20
    if isinstance(result, Document):
        check(result)
    else:
        assert result.code in CODES
        assert result.text("zh")
        assert result.text("en")
    return result


def check(document: Document) -> None:
    """Every offset of a document lies in its text."""
    size = len(document.source_text)
    for page in document.pages:
        assert 0 <= page.start <= page.end <= size
        assert page.glyphs is None or len(page.glyphs.boxes) == 4 * (page.end - page.start)
    for item in document.layout or ():
        spans = item.spans if isinstance(item, LayoutParagraph) else [s for cell in item.cells for s in cell.spans]
        assert all(0 <= start <= end <= size for start, end in spans)
        if not isinstance(item, LayoutParagraph):
            assert all(1 <= c.row <= item.rows and 1 <= c.column <= item.columns for c in item.cells)
            assert all(c.row + c.row_span - 1 <= item.rows for c in item.cells)
            assert all(c.column + c.column_span - 1 <= item.columns for c in item.cells)
    document.source_text.encode()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sound_file_is_read(name: str) -> None:
    document = outcome(SAMPLES[name]())
    assert isinstance(document, Document)
    assert "67.9" in document.source_text or "93.6%" in document.source_text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_off_anywhere_gets_one_declared_status(name: str) -> None:
    data = SAMPLES[name]()
    for share in range(24):
        outcome(data[: len(data) * share // 24])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_with_flipped_bits_gets_one_declared_status(name: str) -> None:
    data = SAMPLES[name]()
    chance = random.Random(name)
    for _ in range(40):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 4, 32))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        outcome(bytes(damaged))


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_damaged_xml_in_a_sound_container_gets_one_declared_status(name: str) -> None:
    data = SAMPLES[name]()
    chance = random.Random(name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {
            info.filename: archive.read(info)
            for info in archive.infolist()
            if info.filename.endswith((".xml", ".rels"))
        }
    for _ in range(40):
        member = chance.choice(sorted(members))
        content = bytearray(members[member])
        for _ in range(chance.choice((1, 3, 10))):
            at = chance.randrange(len(content))
            content[at : at + chance.choice((1, 1, 20))] = chance.choice(
                (b"", b"9", b"-1", b"<", b">", b'"', b"99999999999")
            )
        outcome(with_members(data, {member: bytes(content)}))


@pytest.mark.parametrize("name", ["report.docx", "report.txt", "report"])
def test_a_file_is_what_its_bytes_say_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(pdf_file())
    document = read(path, ocr="never")
    assert document.source.media_type == "application/pdf"


def test_a_zip_that_is_no_document_is_unsupported_and_says_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "x")
    result = outcome(file.getvalue())
    assert isinstance(result, UnsupportedFormat)
    assert "解压" in result.text()


def test_an_ofd_file_is_unsupported_with_its_remedy() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("OFD.xml", "<x/>")
    result = outcome(file.getvalue())
    assert isinstance(result, UnsupportedFormat)
    assert "PDF" in result.text()


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08\x00"])
def test_archives_are_named(magic: bytes) -> None:
    assert isinstance(outcome(magic + bytes(100)), UnsupportedFormat)


def test_programs_and_noise_are_no_documents() -> None:
    assert isinstance(outcome(b"\x7fELF" + bytes(100)), BinaryNoise)
    assert isinstance(outcome(random.Random(1).randbytes(5000)), BinaryNoise)


@pytest.mark.parametrize(("make", "member"), [(docx, "word/document.xml"), (xlsx, "xl/worksheets/sheet1.xml")])
def test_a_zip_bomb_is_not_unpacked(make, member: str) -> None:  # type: ignore[no-untyped-def]
    bomb = with_members(make(), {member: b"<x>" + b" " * (48 * 2**20) + b"</x>"})
    assert len(bomb) < 2**20
    began = time.monotonic()
    result = outcome(bomb)
    assert isinstance(result, TooLarge)
    assert time.monotonic() - began < 5


def test_a_container_that_unpacks_beyond_the_limit_is_too_large() -> None:
    noise = random.Random(2).randbytes(3 * 2**20).hex().encode()
    data = with_members(docx(), {"word/document.xml": b"<x>" + noise + b"</x>"})
    with pytest.raises(TooLarge):
        read("x", data=data, limits=Limits(unpacked_bytes=2**20))


def _declaring(declaration: str, make=docx, member: str = "word/document.xml") -> bytes:  # type: ignore[no-untyped-def]
    data = make()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(member)
    start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return with_members(data, {member: content[:start] + declaration.encode() + content[start:]})


@pytest.mark.parametrize(
    ("make", "member"), [(docx, "word/document.xml"), (xlsx, "xl/styles.xml"), (xlsx, "xl/workbook.xml")]
)
def test_entities_are_refused(make, member: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret"
    secret.write_text("机密")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for entities in (
        f'<!ENTITY l0 "ha">{laughs}',
        f'<!ENTITY l9 SYSTEM "{secret.as_uri()}">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;',
    ):
        result = outcome(_declaring(f"<!DOCTYPE x [{entities}]>", make, member))
        assert isinstance(result, CorruptInput)


def test_external_relationships_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<机密/>")
    data = docx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    extra = "".join(
        f'<Relationship Id="x{n}" Type="{kind}{name}" Target="{target}" TargetMode="External"/>'
        for n, (name, target) in enumerate(
            [
                ("attachedTemplate", "http://127.0.0.1/t.dotm"),
                ("header", secret.as_uri()),
                ("footnotes", secret.as_uri()),
            ]
        )
    )
    changed = relations.replace(b"</Relationships>", extra.encode() + b"</Relationships>")
    result = outcome(with_members(data, {"word/_rels/document.xml.rels": changed}))
    assert isinstance(result, Document)
    assert "机密" not in result.source_text


def test_a_relationship_that_climbs_out_of_the_package_stays_inside(tmp_path: Path) -> None:
    data = docx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    changed = relations.replace(b'Target="styles.xml"', b'Target="../../../../etc/passwd"')
    assert isinstance(outcome(with_members(data, {"word/_rels/document.xml.rels": changed})), Document)


def test_a_million_cell_sheet_is_too_large() -> None:
    row = "".join(f"<c><v>{n}</v></c>" for n in range(500))
    rows = "".join(f'<row r="{n}">{row}</row>' for n in range(1, 2100))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    data = with_members(xlsx(), {"xl/worksheets/sheet1.xml": sheet.encode()})
    with pytest.raises(TooLarge):
        read("x", data=data, limits=Limits(compression_ratio=10_000))


def many_pages(count: int) -> bytes:
    """A PDF of empty pages, written by hand because it has to be quick."""
    kids = " ".join(f"{n} 0 R" for n in range(3, 3 + count))
    parts = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"]
    parts.append(f"2 0 obj<</Type/Pages/Count {count}/Kids[{kids}]>>endobj\n".encode())
    parts.extend(
        f"{n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n".encode() for n in range(3, 3 + count)
    )
    parts.append(f"trailer<</Root 1 0 R/Size {3 + count}>>\n%%EOF".encode())
    return b"".join(parts)


def test_a_pdf_of_5000_pages_is_beyond_the_limit_which_is_said() -> None:
    result = outcome(many_pages(5000))
    assert isinstance(result, TooLarge)
    assert "3000" in result.text("zh")
    assert "5000" in result.text("en")


def test_a_page_count_that_lies_is_no_trap() -> None:
    lying = many_pages(3).replace(b"/Count 3/", b"/Count 999999999/")
    assert isinstance(outcome(lying), TooLarge | CorruptInput | Document)


def test_a_deep_page_tree_ends() -> None:
    depth = 3000
    parts = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"]
    parts.extend(f"{n} 0 obj<</Type/Pages/Count 1/Kids[{n + 1} 0 R]>>endobj\n".encode() for n in range(2, depth))
    parts.append(f"{depth} 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF".encode())
    outcome(b"".join(parts))


def test_a_page_hatched_with_lines_ends() -> None:
    from tests.unit.ingest.pdf_builder import Sheet, pdf

    chance = random.Random(3)

    def draw(sheet: Sheet) -> None:
        for _ in range(12_000):
            x, y, size = chance.uniform(0, 590), chance.uniform(0, 840), chance.uniform(6, 12)
            sheet.rule(x, y, x + size, y) if chance.random() < 0.5 else sheet.rule(x, y, x, y + size)
        sheet.text(72, 100, SENTENCE)

    assert isinstance(outcome(pdf(draw)), Document)


def test_forms_within_forms_end() -> None:
    stream = b"/X Do"
    body = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>stream\n"
        + stream
        + b"\nendstream"
    )
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Contents 5 0 R>>endobj\n"
        b"4 0 obj"
        + body
        + b"endobj\n5 0 obj<</Length 5>>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    outcome(data)


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote"])
def test_deep_nesting_in_a_page_ends(tag: str) -> None:
    for depth in (100, 250, 5000, 100_000):
        outcome(f"<html><body>{f'<{tag}>' * depth}{SENTENCE}".encode())


def test_frames_within_frames_end() -> None:
    outcome(("<html><body>" + "<div class='nav'>" * 200 + f"<p>{SENTENCE}</p>" * 20_000).encode())
    outcome(("<html><body>" + "<div hidden>" * 200 + f"<p>{SENTENCE}</p>" * 20_000).encode())


def test_deep_nesting_in_a_document_ends() -> None:
    inner = tbl(tr(SENTENCE))
    for _ in range(30):
        inner = tbl(tr(tc(inner, p())))
    assert isinstance(outcome(from_xml(inner)), TooLarge)
    data = docx()
    controls = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    main = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{controls}</w:body></w:document>'
    assert isinstance(outcome(with_members(data, {"word/document.xml": main.encode()})), CorruptInput)


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("Loop1", "Loop2"), ("Loop2", "Loop1"))
    )
    document = read("x", data=from_xml(p("正文", properties='<w:pStyle w:val="Loop1"/>'), styles=styles))
    assert document.source_text == "正文\n"


def test_an_office_file_with_a_password_is_encrypted() -> None:
    result = outcome(_compound("EncryptedPackage"))
    assert isinstance(result, EncryptedInput)


def test_a_zip_member_with_a_password_is_encrypted() -> None:
    data = bytearray(docx())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert isinstance(outcome(bytes(data)), EncryptedInput | CorruptInput)


def test_a_line_without_end_and_a_text_of_one_character_end() -> None:
    outcome(("九" * 3_000_000).encode())
    outcome(("<" * 200_000).encode())
    outcome(("<table" * 50_000).encode())
    outcome(html().replace(b"<p>", b"<p>" + b"a&" * 100_000))


def _compound(stream: str) -> bytes:
    """A minimal OLE compound file whose root holds one stream of this name ([MS-CFB])."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = header[68:72] = (0xFFFFFFFE).to_bytes(4, "little")
    for at in range(76, 512, 4):
        header[at : at + 4] = b"\xff" * 4
    header[76:80] = (0).to_bytes(4, "little")
    fat = bytearray(b"\xff" * sector)
    fat[0:4] = (0xFFFFFFFD).to_bytes(4, "little")
    fat[4:8] = (0xFFFFFFFE).to_bytes(4, "little")
    directory = bytearray(sector)
    for number, (name, kind, child) in enumerate((("Root Entry", 5, 1), (stream, 2, 0xFFFFFFFF))):
        entry = bytearray(128)
        raw = name.encode("utf-16-le")
        entry[: len(raw)] = raw
        entry[64:66] = (len(raw) + 2).to_bytes(2, "little")
        entry[66], entry[67] = kind, 1
        entry[68:76] = b"\xff" * 8
        entry[76:80] = child.to_bytes(4, "little")
        entry[116:120] = (0xFFFFFFFE).to_bytes(4, "little")
        directory[128 * number : 128 * (number + 1)] = entry
    return bytes(header + fat + directory)
