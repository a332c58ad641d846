"""Writes what was found: JSON lines, CSV, Parquet, a one-file page; and reads it back (``load``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.emit.reading import Run, load

__all__ = ["Run", "load"]


def __getattr__(name: str) -> Any:
    """``load`` and ``Run`` on first use: they bring pydantic along, which ``jixiao --help`` must not wait for."""
    if name in __all__:
        from jixiao.emit import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'jixiao.emit' has no attribute {name!r}")
