"""Finds the data that rides beside the code: lexicons, models, phrase tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jixiao.document.errors import LexiconError


@cache
def data_folder(name: str) -> Path:
    """The folder ``lexicons``, ``models`` or ``phrases``: package data first (wheel), then the repository (editable).

    Raises LexiconError where neither exists: the installation is damaged.
    """
    package = Path(__file__).resolve().parents[1]
    repository = package.parents[1]
    inside = {"phrases": repository / "corpus" / "phrases"}.get(name, repository / name)
    for folder in (package / "data" / name, inside):
        if folder.is_dir():
            return folder
    raise LexiconError(
        f"找不到数据文件夹“{name}”。",
        f'The data folder "{name}" is missing.',
        remedy=("安装已损坏，请重新安装 jixiao。", "The installation is damaged: install jixiao again."),
    )
