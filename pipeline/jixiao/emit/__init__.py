"""Writes what was found: JSON lines, CSV, Parquet, a one-file page; and reads it back (``load``)."""

from jixiao.emit.reading import Run, load

__all__ = ["Run", "load"]
