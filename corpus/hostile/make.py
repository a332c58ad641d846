"""Make inputs that mean harm or are simply broken, for trying out readers, limits and pages. Nothing here is run.

    python corpus/hostile/make.py OUT

Every file is made anew from code, small on disk, and named after what it does. ``expected.json`` says what a run may answer:
the statuses that are right for each file (a failure must carry an error code, never a traceback).
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

SENTENCE = "全年完成产值166亿元，同比增长67.9%。"
FAILED, ANY = ("failed",), ("ok", "partial", "failed")
DOCX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, prolog: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """The smallest Word file with this body; ``prolog`` stands before the root element."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {
            "[Content_Types].xml": DOCX_TYPES.encode(), "_rels/.rels": DOCX_RELATIONS.encode(), "word/document.xml": document.encode(),
            **(extra or {}),
        }.items():  # fmt: skip
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of raw objects with a right cross-reference table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        table,
    )


def one_page(content: bytes, box: bytes = b"[0 0 595 842]", filters: bytes = b"") -> bytes:
    """A PDF of one page with a content stream."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R >>",
        b"<< /Length %d %s >>\nstream\n" % (len(content), filters) + content + b"\nendstream",
    )


def laughs() -> str:
    """Entities that expand to a billion characters."""
    lines = ['<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE w:document [{''.join(lines)}]>"


def bomb(megabytes: int) -> bytes:
    """A Word file whose text part is this many megabytes of one character."""
    return docx(paragraph("零" * (megabytes * 1_000_000 // 3)))


def nested_zip(depth: int) -> bytes:
    """An archive in an archive in an archive …."""
    data = SENTENCE.encode()
    for n in range(depth):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(f"{n}.zip", (2020, 1, 1, 0, 0, 0)), data)
        data = raw.getvalue()
    return data


def deep_tables(depth: int) -> bytes:
    """Tables in tables."""
    inner = paragraph("底")
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return docx(inner + paragraph(SENTENCE))


def wide_span() -> bytes:
    """A cell that says it spans two billion columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>' + paragraph("宽") + "</w:tc>"
    return docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")


def looping_pages() -> bytes:
    """A page tree that contains itself."""
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


def many_pages(count: int) -> bytes:
    """Empty pages without end."""
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
        *([page] * count),
    )


def encrypted_pdf() -> bytes:
    """A PDF that says it is encrypted with a key nobody has."""
    body = one_page(b"BT ET")
    mark = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <"
        + b"00" * 32
        + b"> /U <"
        + b"11" * 32
        + b"> /P -4 >> /ID [<00><00>]"
    )
    return body.replace(b"/Root 1 0 R ", b"/Root 1 0 R " + mark)


def huge_image() -> bytes:
    """A PNG of four kilobytes that says it has sixty thousand by sixty thousand points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    size = (60_000).to_bytes(4, "big")
    head = chunk(b"IHDR", size + size + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 4000)) + chunk(b"IEND", b"")


def noise(size: int) -> bytes:
    """Bytes without meaning, always the same."""
    return random.Random(7).randbytes(size)  # noqa: S311 - always the same, no secrets


def lines(*texts: str) -> bytes:
    """A text file."""
    return ("\n".join(texts) + "\n").encode()


FORMULAS = lines(
    '部门名称：=HYPERLINK("http://example.invalid","点")',
    "联系人：@SUM(A1)",
    "联系电话：+86-10-1",
    "项目名称：-2+3+cmd|' /C calc'!A0",
    SENTENCE,
)
MARKUP = lines(
    "部门名称：<img src=x onerror=alert(1)>",
    "联系人：</script><script>alert(2)</script>",
    f"<b>{SENTENCE}</b>",
    "javascript:alert(3)",
)

FILES: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "empty.txt": (lambda: b"", FAILED),
    "blank.txt": (lambda: b" \t\n" * 2000, ANY),
    "nul-bytes.txt": (lambda: (SENTENCE + "\0" * 50).encode(), ANY),
    "noise.txt": (lambda: noise(20_000), ANY),
    "noise.docx": (lambda: b"PK\x03\x04" + noise(20_000), FAILED),
    "noise.pdf": (lambda: b"%PDF-1.7\n" + noise(20_000), FAILED),
    "half-a-character.txt": (lambda: SENTENCE.encode()[:-2], ANY),
    "wrong-encoding.txt": (lambda: SENTENCE.encode("utf-16-be") + SENTENCE.encode("gb18030"), ANY),
    "surrogates.txt": (lambda: b"\xed\xa0\x80" * 50 + SENTENCE.encode(), ANY),
    "right-to-left.txt": (lambda: lines("部门名称：\u202e门部假\u202c局", "金额：\u2066166\u2069亿元", SENTENCE), ANY),
    "combining-marks.txt": (lambda: ("产值1" + "\u0301" * 20_000 + "66亿元").encode(), ANY),
    "one-long-line.txt": (lambda: ("产值166亿元，" * 60_000).encode(), ANY),
    "endless-digits.txt": (lambda: ("产值" + "9" * 200_000 + "亿元。").encode(), ANY),
    "endless-numerals.txt": (lambda: ("产值" + "一亿" * 50_000 + "元。").encode(), ANY),
    "open-brackets.txt": (lambda: ("（" * 50_000 + SENTENCE).encode(), ANY),
    "headings-only.txt": (lambda: ("一、\n" * 20_000).encode(), ANY),
    "tabs-only.txt": (lambda: ("\t" * 400 + "\n").encode() * 200, ANY),
    "formulas.txt": (lambda: FORMULAS, ANY),
    "markup.txt": (lambda: MARKUP, ANY),
    "control-codes.txt": (lambda: ("部门名称：\x1b[2J\x1b]0;标题\x07甲局\n" + SENTENCE).encode(), ANY),
    "billion-laughs.docx": (lambda: docx(paragraph("&a9;"), laughs()), ANY),
    "outside-entity.docx": (
        lambda: docx(paragraph("&x;"), '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        ANY,
    ),
    "zip-bomb.docx": (lambda: bomb(600), FAILED),
    "many-members.docx": (
        lambda: docx(paragraph(SENTENCE), extra={f"word/media/{n}.bin": b"" for n in range(20_000)}),
        ANY,
    ),
    "climbing-names.docx": (lambda: docx(paragraph(SENTENCE), extra={"../../../etc/evil": b"x", "/abs": b"x"}), ANY),
    "archive-in-archive.zip": (lambda: nested_zip(40), FAILED),
    "no-document-part.docx": (lambda: docx("").replace(b"word/document.xml", b"word/dokument.xml"), FAILED),
    "cut-short.docx": (lambda: docx(paragraph(SENTENCE * 400))[:700], FAILED),
    "deep-tables.docx": (lambda: deep_tables(400), ANY),
    "wide-span.docx": (wide_span, ANY),
    "cut-short.pdf": (lambda: one_page(b"BT ET")[:200], ANY),
    "looping-pages.pdf": (looping_pages, ANY),
    "many-pages.pdf": (lambda: many_pages(30_000), ANY),
    "encrypted.pdf": (encrypted_pdf, FAILED),
    "huge-page.pdf": (lambda: one_page(b"BT ET", b"[0 0 2000000000 2000000000]"), ANY),
    "stream-bomb.pdf": (
        lambda: one_page(zlib.compress(b"0 0 m " * 20_000_000, 9), filters=b"/Filter /FlateDecode"),
        ANY,
    ),
    "huge-image.png": (huge_image, FAILED),
    "not-what-it-says.pdf": (lambda: SENTENCE.encode(), ANY),
    "not-what-it-says.xlsx": (lambda: docx(paragraph(SENTENCE)), ANY),
    "gzip.txt": (lambda: gzip.compress(SENTENCE.encode(), mtime=0), FAILED),
}
"""Name to maker and to the statuses that are right."""


def main() -> int:
    """Write all files and what to expect of them."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (maker, _) in FILES.items():
        (folder / name).write_bytes(maker())
    expected = {name: list(statuses) for name, (_, statuses) in FILES.items()}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(FILES)} files in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
