"""What makes two runs the same: versions of program and stages, lexicons, models, options, and one hash of it all."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jixiao.batch.one import Options, pipeline_for
from jixiao.lexicon import data_folder, lexicon_hash


def versions(options: Options) -> dict[str, Any]:
    """The part of the manifest that names what records depend on, in a fixed order.

    Raises LexiconError where a lexicon has a mistake.
    """
    return {
        "program": {"name": "jixiao", "version": VERSION},
        "stages": [{"name": stage.name, "version": stage.version} for stage in pipeline_for(options).stages],
        "lexicons": {"sha256": lexicon_hash(tuple(map(Path, options.lexicons))), "overlays": len(options.lexicons)},
        "models": {**model_hashes(), **own_model_hash(options)},
        "options": {
            "ocr": options.ocr,
            "dpi": options.dpi,
            "split": options.split,
            "pages": options.pages,
            "max_error": options.max_error,
        },
    }


def fingerprint_of(made_by: dict[str, Any]) -> str:
    """16 hex digits that change whenever records may change."""
    text = json.dumps(made_by, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _installed() -> str:
    try:
        return version("jixiao")
    except PackageNotFoundError:  # run from a source folder that was never installed
        return "0+unknown"


VERSION = _installed()
"""The installed version of jixiao."""


def model_hashes() -> dict[str, str]:
    """SHA-256 of each model file, by its path below models/."""
    folder = data_folder("models")
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".json", ".onnx"}
    }


def own_model_hash(options: Options) -> dict[str, str]:
    """SHA-256 of the user's own confidence model, if one is given."""
    if options.model is None:
        return {}
    return {"own": hashlib.sha256(Path(options.model).read_bytes()).hexdigest()}
