"""The text reader: plain text, tab-separated rows, the flattened form-text that converters write.

The text is decoded and otherwise left as it is, ``\\r`` and all; its structure is found by the segmenter.
"""

from __future__ import annotations

from jixiao.document.document import Document, Notice, Page, Source
from jixiao.document.errors import BinaryNoise, EmptyInput, TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.decoding import Decoded, decode


def read_text(source: Source, data: bytes, *, limits: Limits = DEFAULT) -> Document:
    """A document of one page without layout.

    Raises EmptyInput for nothing but blanks, BinaryNoise where no encoding makes text of the bytes, TooLarge beyond
    ``limits.characters``.
    """
    decoded = decode(data)
    if decoded is None:
        raise BinaryNoise("内容不是可识别的文字。", "The content is not text in any encoding that we know.")
    return text_document(source, decoded, limits=limits)


def text_document(source: Source, decoded: Decoded, *, limits: Limits = DEFAULT) -> Document:
    """A document of text that is decoded already."""
    text = decoded.text
    if not text.strip("\ufeff\x00 \t\r\n\f\v\u3000\u200b"):
        raise EmptyInput("文件里没有文字。", "The file holds no text.")
    if len(text) > limits.characters:
        raise TooLarge(
            f"文字 {len(text)} 个，超过 {limits.characters} 个的限额。",
            f"The text has {len(text)} characters; the limit is {limits.characters}.",
        )
    described = Source(source.path, source.sha256, source.media_type, "text", decoded.encoding)
    return Document(described, text, (Page(1, 0, len(text)),), warnings=decoding_notices(decoded))


def decoding_notices(decoded: Decoded) -> tuple[Notice, ...]:
    """What a person should know about how the text was decoded."""
    notices: list[Notice] = []
    if not decoded.certain:
        notices.append(
            Notice(
                "encoding-guessed",
                f"编码按 {decoded.encoding} 猜测，可能有误；请另存为 UTF-8 再试。"
                f" The encoding was guessed as {decoded.encoding}; save the file as UTF-8 if the text looks wrong.",
                1,
            )
        )
    if decoded.broken:
        notices.append(
            Notice(
                "undecodable-characters",
                f"有 {decoded.broken} 处无法解码，以 U+FFFD 代替。"
                f" {decoded.broken} places could not be decoded and stand as U+FFFD.",
                1,
            )
        )
    return tuple(notices)
