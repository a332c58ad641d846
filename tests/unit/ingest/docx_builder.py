"""Builds real DOCX files for tests: python-docx for the package, raw XML for what it has no words for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def from_xml(*blocks: str, numbering: str = "", styles: str = "") -> bytes:
    """A DOCX whose body holds these ``w:p``/``w:tbl`` elements; ``numbering`` and ``styles`` are added to its parts."""

    def build(document: WordDocument) -> None:
        body = document.element.body
        for block in blocks:
            body.insert(len(body) - 1, parse_xml(_with_namespaces(block)))
        if numbering:
            part = document.part.numbering_part.element
            for child in list(part):
                part.remove(child)
            for child in parse_xml(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"):
                part.append(child)
        if styles:
            for child in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
                document.styles.element.append(child)

    return built(build)


def built(build: Callable[[WordDocument], None]) -> bytes:
    """The bytes of a new document after ``build`` worked on it."""
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_members(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """The same package with members added or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            if info.filename not in members:
                after.writestr(info.filename, before.read(info))
        for name, content in members.items():
            after.writestr(name, content)
    return file.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a run that does not begin with ``<`` is plain text."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph with an automatic number."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, style: str, text: str, *, start: int = 1, suffix: str = "nothing", extra: str = "") -> str:
    """A ``w:lvl``."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identity: int, *levels: str) -> str:
    """A ``w:abstractNum``."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def instance(identity: int, abstract_identity: int, overrides: str = "") -> str:
    """A ``w:num``."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract_identity}"/>{overrides}</w:num>'


def tc(*blocks: str, properties: str = "") -> str:
    """A table cell; a block that does not begin with ``<`` is a paragraph."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row; a cell that does not begin with ``<`` is plain text."""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """A table with all its lines ruled."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{''.join(rows)}</w:tbl>"


def field(code: str, result: str = "", data: str = "") -> str:
    """A complex field."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _with_namespaces(block: str) -> str:
    name = block[1:].split(">", 1)[0].split()[0].rstrip("/")
    return f"<{name} {NAMESPACES}{block[1 + len(name) :]}"
