"""Bytes to :class:`~jixiao.document.document.Document`: one reader a format, chosen by content and never by name."""

from __future__ import annotations

from jixiao.ingest.reader import OcrMode, read

__all__ = ["OcrMode", "read"]
