"""Finite limits: no input may take memory or time without bound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Raise a limit with ``dataclasses.replace(DEFAULT, pages=10_000)``."""

    bytes: int = 512 * 2**20
    """Size of the input file."""
    unpacked_bytes: int = 1024 * 2**20
    """Size of a zip container (DOCX, XLSX) after unpacking."""
    compression_ratio: int = 200
    """Unpacked to packed size of one zip member above 1 MiB: beyond it, a bomb."""
    characters: int = 20_000_000
    """Source text."""
    pages: int = 3_000
    """Pages of a PDF or a TIFF."""
    cells: int = 1_000_000
    """Cells of all tables of a document."""
    pixels: int = 178_000_000
    """One page image."""
    nesting: int = 20
    """Tables within tables, parts within parts."""
    seconds: float = 600.0
    """An external converter."""


DEFAULT = Limits()
