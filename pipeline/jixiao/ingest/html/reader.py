"""``read_html`` and ``read_mhtml``: title, publication data, article and tables of a saved page."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from jixiao.document.document import Document, LayoutItem, LayoutParagraph, Notice, Source
from jixiao.document.errors import BinaryNoise, CorruptInput, EmptyInput, TooLarge
from jixiao.document.limits import DEFAULT, Limits
from jixiao.ingest.flow import FlowParagraph, FlowTable, FlowWriter
from jixiao.ingest.html.blocks import BlockReader
from jixiao.ingest.html.content import drop_frame, is_chrome_line, main_content
from jixiao.ingest.html.decoding import decode_page
from jixiao.ingest.html.dom import CONTROLS, Element, short_text
from jixiao.ingest.text import decoding_notices

_TITLE_NAMES = ("ArticleTitle", "article-title", "og:title", "contentTitle")
_PUBLICATION = re.compile(
    r"(?:发布|发稿|公开|更新|成文|发文|印发)?(?:时间|日期)\s*[:：]|(?:信息|文章|稿件)?来\s*源\s*[:：]|浏览(?:次数|量)?\s*[:：]|点击(?:次数|数|量)\s*[:：]|阅读(?:次数|量)\s*[:：]|发布机构\s*[:：]|索\s*引\s*号\s*[:：]|责任编辑\s*[:：]|作者\s*[:：]"
)
_SITE = re.compile(r"\s*[-_—|–]{1,2}\s*[^-_—|–]*$")
_PUBLICATION_METAS = (("PubDate", "发布时间"), ("ContentSource", "来源"))


def read_html(source: Source, data: bytes, *, limits: Limits = DEFAULT, declared: str | None = None) -> Document:
    """The article of a web page. Nothing that the page refers to is fetched.

    Raises BinaryNoise, CorruptInput, EmptyInput or TooLarge.
    """
    decoded = decode_page(data, declared)
    if decoded is None:
        raise BinaryNoise("网页内容无法解码。", "The page is not text in any encoding that we know.")
    if len(decoded.text) > 4 * limits.characters:
        raise TooLarge(
            f"网页超过 {4 * limits.characters} 个字符的限额。",
            f"The page has more than {4 * limits.characters} characters.",
        )
    root = _parsed(decoded.text)
    writer = FlowWriter(limits)
    left_out = _write(root, writer, limits)
    text = writer.text()
    if not text.strip():
        raise EmptyInput("网页里没有正文。", "The page holds no text.")
    notices = list(decoding_notices(decoded))
    if left_out:
        notices.append(
            Notice(
                "page-frame-left-out",
                f"网页的导航、页脚等约 {left_out} 字未读。 About {left_out} characters of navigation and page frame were left out.",
            )
        )
    described = replace(source, origin="digital", encoding=decoded.encoding)
    return Document(described, text, (), layout=writer.layout(), warnings=tuple(notices))


def read_mhtml(source: Source, data: bytes, *, limits: Limits = DEFAULT) -> Document:
    """A page saved as one file (MIME); its HTML parts in order."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    pages: list[Document] = []
    for count, part in enumerate(message.walk()):
        if count > 2000:
            break
        if part.get_content_type() != "text/html":
            continue
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
        if isinstance(payload, bytes) and payload.strip():
            try:
                pages.append(read_html(source, payload, limits=limits, declared=charset))
            except EmptyInput:
                continue
    if not pages:
        raise EmptyInput("网页里没有正文。", "The saved page holds no text.")
    return pages[0] if len(pages) == 1 else _together(pages)


def _together(pages: list[Document]) -> Document:
    """Several pages of one file, one after the other."""
    first = pages[0]
    text, layout = first.source_text, list(first.layout or ())
    for page in pages[1:]:
        by = len(text)
        tables = sum(not isinstance(item, LayoutParagraph) for item in layout)
        text += page.source_text
        layout.extend(_shifted(item, by, tables) for item in page.layout or ())
    return first.having(source_text=text, layout=tuple(layout))


def _shifted(item: LayoutItem, by: int, tables: int) -> LayoutItem:
    if isinstance(item, LayoutParagraph):
        number = item.number and (item.number[0] + by, item.number[1] + by)
        return replace(item, spans=tuple((a + by, b + by) for a, b in item.spans), number=number)
    nested = item.nested_in and (item.nested_in[0] + tables, *item.nested_in[1:])
    cells = tuple(replace(cell, spans=tuple((a + by, b + by) for a, b in cell.spans)) for cell in item.cells)
    return replace(item, cells=cells, nested_in=nested)


def _parsed(text: str) -> Element:
    text = CONTROLS.sub(" ", text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptInput("网页已损坏，无法解析。", f"The page cannot be parsed: {error}.") from error
    if root is None:
        raise EmptyInput("网页里没有内容。", "The page holds nothing.")
    return root


def _write(root: Element, writer: FlowWriter, limits: Limits) -> int:
    """Title, publication data, then the article. Gives back how many characters were left out."""
    metas = {
        meta.get("name") or meta.get("property") or "": (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    page_title = "".join(str(text) for title in root.iter("title") for text in title.itertext()).strip()
    body = root.find(".//body")
    body = root if body is None else body
    left_out = drop_frame(body)
    heads = ["".join(map(str, head.itertext())).strip() for head in body.iter("h1")]
    dates = _publication(body)
    content = main_content(body)
    blocks = [block for block in BlockReader(limits).blocks(content) if not _chrome(block)]
    left_out += max(0, _size(body) - _size(content))
    title = _title(metas, heads, page_title, blocks)
    if title and not _begins_with(blocks, title):
        writer.paragraph(FlowParagraph(title, "title"))
    printed = {_squeezed(block.text) for block in blocks if isinstance(block, FlowParagraph)}
    for line in dates:
        if _squeezed(line) not in printed:
            writer.paragraph(FlowParagraph(line, "meta"))
    known = _squeezed("".join(dates)) + "".join(printed)
    for name, label in _PUBLICATION_METAS:
        if metas.get(name) and _squeezed(metas[name]) not in known and _squeezed(metas[name])[:10] not in known:
            writer.paragraph(FlowParagraph(f"{label}：{metas[name]}", "meta"))
    for at, block in enumerate(blocks):
        if isinstance(block, FlowTable):
            writer.table(block)
        elif title and at < 4 and _squeezed(block.text) == _squeezed(title):
            writer.paragraph(replace(block, role="title", level=None))
        elif len(block.text) < 160 and at < 8 and _PUBLICATION.match(block.text.strip()):
            writer.paragraph(replace(block, role="meta", level=None))
        else:
            writer.paragraph(block)
    return left_out


def _title(metas: dict[str, str], heads: list[str], page_title: str, blocks: list[FlowParagraph | FlowTable]) -> str:
    """The article's title: declared, or the first heading, or the page's title without the site's name.

    The page's title counts only where the article prints it, or where the page has no other.
    """
    for name in _TITLE_NAMES:
        if metas.get(name):
            return metas[name]
    for head in heads:
        if 4 <= len(head) <= 120:
            return head
    if not page_title:
        return ""
    candidates = [page_title]
    while (shorter := _SITE.sub("", candidates[-1])) != candidates[-1]:
        candidates.append(shorter)
    for candidate in candidates:
        if _begins_with(blocks, candidate):
            return candidate
    return candidates[-1].strip() if 6 <= len(candidates[-1].strip()) <= 120 else ""


def _begins_with(blocks: list[FlowParagraph | FlowTable], title: str) -> bool:
    return any(isinstance(block, FlowParagraph) and _squeezed(block.text) == _squeezed(title) for block in blocks[:4])


def _publication(body: Element) -> list[str]:
    """Short lines of the page that give time, source and the like, as they stand."""
    found: list[str] = []
    for element in body.iter():
        if len(found) >= 4 or not isinstance(element.tag, str):
            continue
        own = " ".join(short_text(element, 200).split())
        if 6 <= len(own) <= 160 and _PUBLICATION.match(own) and not any(own in line for line in found):
            found.append(own)
    return found


def _chrome(block: FlowParagraph | FlowTable) -> bool:
    return isinstance(block, FlowParagraph) and is_chrome_line(block.text)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _size(element: Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())
