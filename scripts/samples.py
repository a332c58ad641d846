"""Write the committed sample set: generated reports of every family over all formats, with gold and the true text of scans.

    python scripts/samples.py            write the sample set
    python scripts/samples.py --check    say whether gold and text would change; exit 1 where they would

``corpus/samples`` has what can be read without OCR (and hand-written reports, which are left alone), ``corpus/scans`` the
scans, ``corpus/gold`` the gold of both, ``corpus/pages`` the true text of the scanned pages,
``corpus/index.jsonl`` the
list. PDFs and scans are set by the pure renderer, so that they do not hang on an office program.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from jixiao.synthesis.write import write_corpus

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SET: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("txt", 1, ("F1", "F3", "F6", "F8", "F11", "F16")),
    ("docx", 2, ("F2", "F5", "F9", "F12")),
    ("pdf", 3, ("F3", "F5", "F7", "F16W")),
    ("html", 4, ("F11", "F16")),
    ("xlsx", 5, ("F5", "F12")),
    ("scan-clean", 6, ("F12",)),
    ("scan-office", 7, ("F5", "F12")),
    ("scan-bad", 9, ("F12",)),
    ("scan-bad", 10, ("F5",)),
)
"""Format, seed and families: twenty-three files beside the hand-written ones. Scans are of short forms."""


def write(folder: Path) -> None:
    """All formats into one folder, gold together."""
    os.environ["JIXIAO_SOFFICE"] = "none"  # the pure renderer
    lines: list[str] = []
    for form, seed, families in SET:
        with tempfile.TemporaryDirectory() as scratch:
            made = Path(scratch)
            write_corpus(made, "train", len(families), (form,), seed, families)
            lines += (made / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
            for part in ("gold", form, "pages"):
                if (made / part).is_dir():
                    shutil.copytree(made / part, folder / _place(part), dirs_exist_ok=True)
    (folder / "index.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _place(part: str) -> str:
    """Where in ``corpus`` a part stands."""
    return part if part in ("gold", "pages") else f"scans/{part}" if part.startswith("scan") else f"samples/{part}"


def main() -> int:
    """Write, or compare with what is there."""
    parser = argparse.ArgumentParser(description="Write the committed sample reports.")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if not args.check:
        for part in ("gold", "pages", *(form for form, _, _ in SET)):
            shutil.rmtree(CORPUS / _place(part), ignore_errors=True)
        write(CORPUS)
        size = sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file())
        print(f"{size / 1e6:.1f} MB in {CORPUS}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        write(Path(scratch))
        changed = [
            path.relative_to(scratch).as_posix()
            for path in sorted(Path(scratch).rglob("*"))
            if path.suffix in {".json", ".txt"}
            and "pages" not in path.parts
            and path.read_bytes() != _now(path, Path(scratch))
        ]
    print("\n".join(changed) or "nothing would change")
    return 1 if changed else 0


def _now(path: Path, scratch: Path) -> bytes | None:
    there = CORPUS / path.relative_to(scratch)
    return there.read_bytes() if there.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
