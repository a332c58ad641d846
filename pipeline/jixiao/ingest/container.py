"""Zip containers (DOCX, XLSX) opened with care: nothing is unpacked beyond the limits, no XML reaches outside.

Office files come from anywhere. A member is read only after its declared size, its share of the whole and its
compression ratio were weighed; XML is parsed without entities, DTDs or network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jixiao.document.errors import CorruptInput, EncryptedInput, TooLarge
from jixiao.document.limits import DEFAULT, Limits

_RATIO_FROM = 2**20
"""Members below this size cannot do harm, whatever their ratio."""
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
)
"""Strict Open XML writes other namespaces for the same elements (ISO/IEC 29500-1 against -4)."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its type's last word (``header``, ``numbering``) and the member it leads to."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Container:
    """An opened Office container. ``read`` and ``xml`` raise CorruptInput, EncryptedInput or TooLarge, nothing else."""

    archive: zipfile.ZipFile
    limits: Limits
    members: dict[str, zipfile.ZipInfo]
    unpacked: int = 0
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes, *, limits: Limits = DEFAULT) -> Container:
        """Open the container of these bytes; its members keep their names, with ``/`` as separator."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            members = {info.filename.replace("\\", "/").lstrip("/"): info for info in archive.infolist()}
        except Exception as error:  # BadZipFile, struct.error, NotImplementedError, ValueError …
            raise damaged(error) from error
        return cls(archive, limits, members)

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def check(self, name: str) -> zipfile.ZipInfo:
        """Weigh a member without reading it. Raises TooLarge for a bomb, EncryptedInput for a member with password."""
        info = self.members[name]
        if info.flag_bits & 0x1:
            raise EncryptedInput("压缩容器设有密码。", "The zip container has a password.")
        ratio = info.file_size / max(1, info.compress_size)
        if info.file_size > _RATIO_FROM and ratio > self.limits.compression_ratio:
            raise TooLarge(
                f"文件内部的 {name} 压缩比达 {ratio:.0f}，像是压缩炸弹，未展开。",
                f"The member {name} would unpack to {ratio:.0f} times its size, like a zip bomb; it was not unpacked.",
                remedy=(
                    "请确认来源；若文件无误，请另存一份。",
                    "Check where it comes from; if it is genuine, save it anew.",
                ),
            )
        if info.file_size > self.limits.unpacked_bytes:
            raise _too_much(self.limits)
        return info

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        if name not in self.members:
            raise CorruptInput("文件内部缺少必要的部分。", f"The file lacks its part {name}.")
        info = self.check(name)
        self.unpacked += info.file_size
        if self.unpacked > self.limits.unpacked_bytes:
            raise _too_much(self.limits)
        try:
            return self.archive.read(info)
        except Exception as error:  # BadZipFile, zlib.error, EOFError, NotImplementedError (odd compression) …
            raise damaged(error) from error

    def xml(self, name: str) -> etree._Element:
        """The root element of a member."""
        return parse_xml(self.read(name), name)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; ``""`` is the package itself. A part without any has none."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            rels = posixpath.join(folder, "_rels", name + ".rels")
            self._relations[part] = dict(self._read_relations(rels, folder)) if rels in self.members else {}
        return self._relations[part]

    def _read_relations(self, rels: str, folder: str) -> Iterator[tuple[str, Relation]]:
        for element in self.xml(rels):
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            yield element.get("Id") or "", Relation((element.get("Type") or "").rsplit("/", 1)[-1], target, external)

    def related(self, part: str, kind: str) -> str | None:
        """The first member that ``part`` relates to in this way, if the container holds it."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target in self.members:
                return relation.target
        return None


def parse_xml(data: bytes, name: str = "XML") -> etree._Element:
    """The root element; entities stay unresolved, a DTD is refused, nothing is fetched.

    Raises CorruptInput where the XML is not well-formed, or has a DTD, which Office never writes.
    """
    if b"http://purl.oclc.org/ooxml/" in data[:4096]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptInput("文件内部的 XML 已损坏。", f"{name} is not well-formed: {error}.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise CorruptInput("文件内部的 XML 带有 DTD，拒绝读取。", f"{name} declares a DTD, which is refused.")
    return root


def damaged(error: Exception) -> CorruptInput:
    """The container cannot be read."""
    return CorruptInput("压缩容器已损坏，打不开。", f"The zip container is damaged: {error}.")


def _too_much(limits: Limits) -> TooLarge:
    return TooLarge(
        f"展开后超过 {limits.unpacked_bytes} 字节的限额。", f"It unpacks to more than {limits.unpacked_bytes} bytes."
    )
