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
    from jixiao.numbers import find_dates as dates
    from jixiao.numbers import find_quantities as quantities
    from jixiao.numbers import parse_number
    from jixiao.pipeline import Pipeline

    __version__: str

_HOME = {
    "Pipeline": ("jixiao.pipeline", "Pipeline"),
    "Report": ("jixiao.batch.report", "Report"),
    "__version__": ("jixiao.batch.versions", "VERSION"),
    "dates": ("jixiao.numbers", "find_dates"),
    "errors": ("jixiao.document", "errors"),
    "extract": ("jixiao.batch.report", "extract"),
    "load": ("jixiao.emit.reading", "load"),
    "parse_number": ("jixiao.numbers", "parse_number"),
    "quantities": ("jixiao.numbers", "find_quantities"),
    "read": ("jixiao.ingest", "read"),
}
"""Where each public name lives: module, and what it is called there."""

__all__ = [
    "Pipeline",
    "Report",
    "__version__",
    "dates",
    "errors",
    "extract",
    "load",
    "parse_number",
    "quantities",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'jixiao' has no attribute {name!r}")
    module, attribute = _HOME[name]
    home = import_module(module)
    # A submodule counts as an attribute only once somebody has imported it.
    return getattr(home, attribute) if hasattr(home, attribute) else import_module(f"{module}.{attribute}")


def __dir__() -> list[str]:
    return sorted(__all__)
