"""Structured, evidenced records from Chinese government report text.

>>> import jixiao
>>> jixiao.parse_number("三千五百万")
Decimal('35000000')

``read`` gives a document's text, ``extract`` everything that is in it; ``quantities``, ``dates`` and ``parse_number``
work on plain strings. Names are loaded when they are first used, so that importing jixiao costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.batch.report import Report, extract
    from jixiao.document import errors
    from jixiao.emit.reading import load
    from jixiao.ingest import read
    from jixiao.pipeline import Pipeline

_HOME = {
    "Pipeline": "jixiao.pipeline",
    "Report": "jixiao.batch.report",
    "extract": "jixiao.batch.report",
    "load": "jixiao.emit.reading",
    "read": "jixiao.ingest",
}
"""Where each public name lives."""

__all__ = ["Pipeline", "Report", "__version__", "errors", "extract", "load", "read"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from jixiao.batch.versions import program_version

        return program_version()
    if name == "errors":
        return import_module("jixiao.document.errors")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'jixiao' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
