"""Fuzz targets of the readers: whatever the bytes, a document whose offsets hold, or a declared error.

    pip install atheris
    python tests/fuzz/fuzz_ingest.py docx -max_total_time=60

Targets: text, html, mhtml, pdf, docx, xlsx, xls (raw bytes), and docx-xml, numbering-xml, xlsx-xml, where the input is
one member of a sound container, so that the fuzzer does not spend its time on the zip. Inputs that fail are written as
crash-* or timeout-* by libFuzzer; ``all`` runs every target in its own process.
"""

from __future__ import annotations

import contextlib
import copy
import io
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import atheris
from lxml import etree

with atheris.instrument_imports(include=["jixiao.ingest"]):
    from jixiao.document.document import Document, LayoutParagraph
    from jixiao.document.errors import InputError
    from jixiao.document.limits import Limits
    from jixiao.ingest import read
    from jixiao.ingest.html.reader import read_html
    from jixiao.ingest.pdf.reader import read_pdf
    from jixiao.ingest.sheets.xls import read_xls
    from jixiao.ingest.sheets.xlsx import read_xlsx
    from jixiao.ingest.word.reader import read_docx

from tests.hostile.samples import SAMPLES

LIMITS = Limits(bytes=2**24, unpacked_bytes=2**26, characters=2_000_000, cells=100_000, pages=200, seconds=20)
MEMBERS = {
    "docx-xml": ("docx", "word/document.xml"),
    "numbering-xml": ("docx", "word/numbering.xml"),
    "xlsx-xml": ("xlsx", "xl/worksheets/sheet1.xml"),
}
TARGETS = (*SAMPLES, *MEMBERS)
VALUES = (
    "",
    "0",
    "1",
    "-1",
    "9",
    "99999999999",
    "true",
    "restart",
    "continue",
    "begin",
    "separate",
    "end",
    "bullet",
    "%1.%9",
)
"""What attributes and texts are changed to."""


def check(document: Document) -> None:
    """All offsets hold, and the text can be written."""
    size = len(document.source_text)
    document.source_text.encode("utf-8")
    for page in document.pages:
        assert 0 <= page.start <= page.end <= size
        assert page.glyphs is None or len(page.glyphs.boxes) == 4 * (page.end - page.start)
    for item in document.layout or ():
        if isinstance(item, LayoutParagraph):
            assert all(0 <= start <= end <= size for start, end in item.spans)
            continue
        seen: set[tuple[int, int]] = set()
        for cell in item.cells:
            assert all(0 <= start <= end <= size for start, end in cell.spans)
            assert 1 <= cell.row <= cell.row + cell.row_span - 1 <= item.rows
            assert 1 <= cell.column <= cell.column + cell.column_span - 1 <= item.columns
            assert (cell.row, cell.column) not in seen
            seen.add((cell.row, cell.column))


def reader_of(target: str) -> Callable[[bytes], Document]:
    """The function that a target calls: the format's own reader, so that no input is wasted on another format."""
    from jixiao.document.document import Source

    source = Source("x", "0" * 64, "application/octet-stream", "text")
    if target in MEMBERS:
        kind, member = MEMBERS[target]
        packer = Packer(SAMPLES[kind](), member)
        return lambda data: read("x", data=packer(data), limits=LIMITS, ocr="never")
    own: dict[str, Callable[[bytes], Document]] = {
        "docx": lambda data: read_docx(source, data, limits=LIMITS),
        "xlsx": lambda data: read_xlsx(source, data, limits=LIMITS),
        "xls": lambda data: read_xls(source, data, limits=LIMITS),
        "pdf": lambda data: read_pdf(source, data, limits=LIMITS, ocr="never"),
        "html": lambda data: read_html(source, data, limits=LIMITS),
    }
    return own.get(target, lambda data: read("x", data=data, limits=LIMITS, ocr="never"))


class Packer:
    """Puts a member into a container of otherwise sound parts."""

    def __init__(self, container: bytes, member: str) -> None:
        self.member = member
        with zipfile.ZipFile(io.BytesIO(container)) as archive:
            self.others = {info.filename: archive.read(info) for info in archive.infolist() if info.filename != member}
            self.own = archive.read(member)

    def __call__(self, data: bytes) -> bytes:
        """The container's bytes."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.others.items():
                archive.writestr(name, content)
            archive.writestr(self.member, data)
        return file.getvalue()


def mutate_xml(data: bytes, most: int, seed: int) -> bytes:
    """Another well-formed document: an element copied, moved, dropped or nested, an attribute or a text changed."""
    chance = random.Random(seed)
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or chance.random() < 0.1:
        return bytes(atheris.Mutate(data, most))
    for _ in range(chance.choice((1, 1, 2, 5, 12))):
        nodes = [node for node in root.iter() if isinstance(node.tag, str)]
        if len(nodes) > 2000:
            break
        with contextlib.suppress(ValueError):  # names that only a recovering parser lets in
            _change(root, chance.choice(nodes), chance.choice(nodes), chance)
    mutated = etree.tostring(root)
    return mutated if len(mutated) <= most else data[:most]


def _change(root: etree._Element, one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    """One change to the tree."""
    kind = chance.randrange(6)
    if kind == 0 and one is not root:
        one.getparent().remove(one)
    elif kind == 1 and one is not root:
        other.insert(chance.randrange(len(other) + 1), copy.deepcopy(one))
    elif kind == 2 and one is not root and one is not other and one not in other.iterancestors():
        other.append(one)
    elif kind == 3 and one.attrib:
        one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
    elif kind == 4:
        one.text = chance.choice(VALUES)
    else:
        one.tag = other.tag


def seed_of(target: str) -> bytes:
    """A sound input."""
    if target in MEMBERS:
        kind, member = MEMBERS[target]
        return Packer(SAMPLES[kind](), member).own
    return SAMPLES[target]()


def main() -> None:
    """Run one target, or all of them one after the other."""
    target, *options = sys.argv[1:] or ["all", "-max_total_time=60"]
    if target == "all":
        for name in TARGETS:
            done = subprocess.run(
                [sys.executable, __file__, name, *options], check=False, capture_output=True, text=True
            )
            last = [line for line in done.stderr.splitlines() if line.startswith(("Done", "#", "==", "SUMMARY"))][-1:]
            print(
                f"{name}: {'ok' if done.returncode == 0 else f'FAILED ({done.returncode})'} {' '.join(last)}",
                flush=True,
            )
        return
    read_bytes = reader_of(target)

    def one(data: bytes) -> None:
        try:
            document = read_bytes(data)
        except InputError:
            return
        check(document)

    with tempfile.TemporaryDirectory() as corpus:
        (Path(corpus) / "seed").write_bytes(seed_of(target))
        mutator = {"custom_mutator": mutate_xml} if target in MEMBERS else {}
        atheris.Setup(
            [sys.argv[0], corpus, "-timeout=25", "-rss_limit_mb=3000", "-max_len=60000", *options], one, **mutator
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
