"""What a file is, by its bytes: magic numbers, then what a container holds. The file's name is never asked.

Names lie: statements arrive as ``.doc`` that are HTML or RTF, and as ``.docx`` that are PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jixiao.document.errors import BinaryNoise, CorruptInput, EncryptedInput, UnsupportedFormat

FormatName = Literal["text", "pdf", "docx", "xlsx", "xls", "html", "mhtml", "image", "office"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that some reader takes. ``office``: LibreOffice converts it to ``target`` first."""

    name: FormatName
    media_type: str
    suffix: str = ""
    target: Literal["", "docx", "xlsx"] = ""


_OOXML = "application/vnd.openxmlformats-officedocument."
TEXT = Format("text", "text/plain")
PDF = Format("pdf", "application/pdf", "pdf")
DOCX = Format("docx", _OOXML + "wordprocessingml.document", "docx")
XLSX = Format("xlsx", _OOXML + "spreadsheetml.sheet", "xlsx")
XLS = Format("xls", "application/vnd.ms-excel", "xls")
HTML = Format("html", "text/html", "html")
MHTML = Format("mhtml", "multipart/related", "mht")
DOC = Format("office", "application/msword", "doc", "docx")
RTF = Format("office", "application/rtf", "rtf", "docx")
ODT = Format("office", "application/vnd.oasis.opendocument.text", "odt", "docx")
ODS = Format("office", "application/vnd.oasis.opendocument.spreadsheet", "ods", "xlsx")
WORD_XML = Format("office", "application/vnd.ms-word.document.xml", "xml", "docx")
EXCEL_XML = Format("office", "application/vnd.ms-excel.xml", "xml", "xlsx")
UOF_TEXT = Format("office", "application/vnd.uof.text", "uot", "docx")

_IMAGES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"II*\x00", "image/tiff", "tif"),
    (b"MM\x00*", "image/tiff", "tif"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2", "jp2"),
)
_PACKED: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)
_PROGRAMS = (b"\x7fELF", b"MZ\x90\x00", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"SQLite format 3\x00")
_XML: tuple[tuple[Format, str, str], ...] = (
    (WORD_XML, "<?mso-application", "Word.Document"),
    (WORD_XML, "<", "schemas.microsoft.com/office/word/2003/wordml"),
    (WORD_XML, "<", "http://schemas.microsoft.com/office/2006/xmlPackage"),
    (EXCEL_XML, "<?mso-application", "Excel.Sheet"),
    (EXCEL_XML, "<Workbook", "urn:schemas-microsoft-com:office:spreadsheet"),
    (ODS, "urn:oasis:names:tc:opendocument:xmlns:office", "opendocument.spreadsheet"),
    (ODT, "<", "urn:oasis:names:tc:opendocument:xmlns:office"),
    (UOF_TEXT, "<", "schemas.uof.org"),
    (UOF_TEXT, "<", "<uof:UOF"),
)
"""Office formats in one XML file: all signs stand in its first 30,000 characters."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HTML_START = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p)\b", re.I | re.S)  # fmt: skip  # noqa: E501
_HTML_LATER = re.compile(r"<html[\s>].{0,20000}?<(?:head|body)[\s>]", re.I | re.S)
_MHTML_START = re.compile(r"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?Content-Type:\s*(?:multipart/related|text/html)", re.I)  # fmt: skip  # noqa: E501


def sniff(data: bytes) -> Format:
    """The format of these bytes.

    Raises UnsupportedFormat for a known format that no reader takes, EncryptedInput for an Office file with a
    password, CorruptInput for a container that cannot be opened, BinaryNoise for programs and databases.

    >>> sniff(b"%PDF-1.7").name
    'pdf'
    >>> sniff("附件1".encode()).name
    'text'
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(data)
    if data.startswith(_OLE):
        return _ole_format(data)
    if data[:6].lstrip().startswith(b"{\\rt"):
        return RTF
    image = _image(data)
    if image is not None:
        return image
    for magic, name in _PACKED:
        if data.startswith(magic):
            raise UnsupportedFormat(
                f"这是 {name} 压缩包。", f"This is a {name} archive.", remedy=("请先解压。", "Unpack it first.")
            )
    if data.startswith(_PROGRAMS):
        raise BinaryNoise("这是程序或数据库文件，不是报告。", "This is a program or a database, not a report.")
    return _markup(data)


def _image(data: bytes) -> Format | None:
    for magic, media_type, suffix in _IMAGES:
        if data.startswith(magic):
            return Format("image", media_type, suffix)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format("image", "image/webp", "webp")
    if data[:2] == b"BM" and len(data) > 26 and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return Format("image", "image/bmp", "bmp")
    return None


def _markup(data: bytes) -> Format:
    """Text, or one of the formats that are written as text."""
    head = _head(data)
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        for form, first, second in _XML:
            if first in head and second in head:
                return form
        if _HTML_START.match(start) or _HTML_LATER.search(head):
            return HTML
        if start.startswith("<?xml"):
            raise UnsupportedFormat(
                "这是不认识的 XML 文件。",
                "This is an XML file of an unknown kind.",
                remedy=("请另存为 DOCX、PDF 或文本。", "Save it as DOCX, PDF or text."),
            )
    if _MHTML_START.match(head):
        return MHTML
    if _HTML_LATER.search(head):
        return HTML
    return TEXT


def _head(data: bytes, size: int = 30_000) -> str:
    """The beginning as text, good enough to see ASCII mark-up in any encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: 2 * size].decode("utf-16", "replace")
    if data[1:2] == b"\x00" and data[3:4] == b"\x00":
        return data[: 2 * size].decode("utf-16-le", "replace")
    head = data[:size]
    return (head[3:] if head.startswith(b"\xef\xbb\xbf") else head).decode("latin-1")


def _zip_format(data: bytes) -> Format:
    """What a zip container holds, by the names of its members and the declared main part."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.replace("\\", "/"): info for info in archive.infolist()}
            declared = names.get("mimetype")
            kind = archive.read(declared).decode("latin-1").strip() if declared and declared.file_size < 200 else ""
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise CorruptInput("压缩容器已损坏，打不开。", f"The zip container is damaged: {error}.") from error
    except Exception as error:  # zlib.error and struct.error leak from damaged archives
        raise CorruptInput("压缩容器已损坏，打不开。", f"The zip container is damaged: {error}.") from error
    lower = {name.lower() for name in names}
    if "[content_types].xml" in lower:
        if any(name.startswith("word/") for name in lower):
            return DOCX
        if any(name.startswith("xl/") for name in lower):
            if "xl/workbook.bin" in lower:
                return Format("office", "application/vnd.ms-excel.sheet.binary.macroenabled.12", "xlsb", "xlsx")
            return XLSX
        if any(name.startswith("ppt/") for name in lower):
            raise UnsupportedFormat("这是演示文稿（PPTX）。", "This is a presentation (PPTX).", remedy=_SAVE_AS_PDF)
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return ODT
    if kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return ODS
    if "ofd.xml" in lower:
        raise UnsupportedFormat(
            "这是 OFD 版式文件，本程序还不能读。",
            "This is an OFD document, which this program cannot read.",
            remedy=(
                "请用 OFD 阅读器“另存为 PDF”或打印为 PDF，再处理所得的 PDF。",
                "Open it in an OFD reader, save or print it as PDF, and process that PDF.",
            ),
        )
    raise UnsupportedFormat(
        "这是压缩包，不是 DOCX 或 XLSX 文档。",
        "This is a zip archive, not a DOCX or XLSX document.",
        remedy=("若里面是报告，请先解压。", "If reports are inside, unpack it first."),
    )


_SAVE_AS_PDF = ("请另存为 PDF 再试。", "Save it as PDF and try again.")


def _ole_format(data: bytes) -> Format:
    """What an OLE compound file holds, by the streams of its root."""
    import io

    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as ole:
            roots = {entry[0].lower() for entry in ole.listdir(streams=True, storages=True)}
            if "worddocument" in roots:
                flags = ole.openstream("WordDocument").read(12)
                if len(flags) == 12 and flags[11] & 0x01:  # FibBase.fEncrypted, [MS-DOC] 2.5.2
                    raise EncryptedInput("这份 DOC 文件设有密码。", "This DOC file has a password.")
                return DOC
    except EncryptedInput:
        raise
    except Exception as error:  # olefile lets IndexError, struct.error and RecursionError out of damaged files
        raise CorruptInput("复合文档已损坏，打不开。", f"The compound file is damaged: {error}.") from error
    if "encryptedpackage" in roots:
        raise EncryptedInput("这份 Office 文件设有密码。", "This Office file has a password.")
    if roots & {"workbook", "book"}:
        return XLS
    if "powerpoint document" in roots:
        raise UnsupportedFormat("这是演示文稿（PPT）。", "This is a presentation (PPT).", remedy=_SAVE_AS_PDF)
    raise UnsupportedFormat(
        "这是不认识的复合文档。",
        "This is a compound file of an unknown kind.",
        remedy=("请另存为 DOCX 或 PDF 再试。", "Save it as DOCX or PDF and try again."),
    )
