"""One self-contained web page a document: the source text with highlights, and beside it everything found in it."""

from jixiao.emit.page.build import page_of

__all__ = ["page_of"]
