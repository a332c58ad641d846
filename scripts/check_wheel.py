#!/usr/bin/env python3
"""Installs the built wheel into an empty environment outside the repository and runs it there, as a user would.

    python scripts/check_wheel.py dist

An editable install finds lexicons and models in the repository; only this shows that they ride in the wheel.
Exit status 1 where something is missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Install, run, look at what came out. Returns the exit status."""
    wheels = sorted((ROOT / (sys.argv[1] if len(sys.argv) > 1 else "dist")).glob("jixiao-*.whl"), key=os.path.getmtime)
    if not wheels:
        print("No wheel there: run `make wheel` first.")
        return 1
    with tempfile.TemporaryDirectory(prefix="jixiao-wheel-") as name:
        folder = Path(name)
        scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        find = [sys.executable, str(ROOT / "scripts" / "bootstrap.py"), "--print-uv"]
        uv = subprocess.run(find, capture_output=True, text=True, check=True).stdout.strip()
        run([uv, "venv", "--quiet", "--python", sys.executable, str(folder / "env")], folder)
        # The locked versions, so that a release of somebody else's cannot fail this check.
        pins = folder / "locked.txt"
        export = ["export", "--frozen", "--no-emit-project", "--no-hashes", "--quiet", "--output-file", str(pins)]
        run([uv, *export], ROOT)
        install = [uv, "pip", "install", "--quiet", "--python", str(scripts / "python"), "--compile-bytecode"]
        run([*install, "--constraint", str(pins), str(wheels[-1])], folder)
        shutil.copytree(ROOT / "corpus" / "samples", folder / "reports")
        program = str(scripts / "jixiao")
        version = run([program, "--version"], folder).strip()
        run([program, "extract", "reports", "--out", "out"], folder)
        run([program, "show", "out"], folder)
        report = sorted((folder / "reports").glob("*.txt"))[0]
        run([program, "report", str(report), "-o", "report.html"], folder)
        json.loads(run([program, "schema"], folder))
        where = run([str(scripts / "python"), "-c", "import jixiao; print(jixiao.__file__)"], folder).strip()
        assert Path(where).is_relative_to(folder.resolve()), f"imported from {where}, not from the wheel"
        lines = (folder / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
        documents = [json.loads(line) for line in lines]
        records = sum(sum(document["records"].values()) for document in documents)
        assert documents, "no document came out"
        assert all(document["status"] == "ok" for document in documents), documents
        assert records > 100, f"only {records} records from {len(documents)} samples"
        print(f"{wheels[-1].name} works in an empty environment: {len(documents)} documents, {records} records.")
        print(version)
    return 0


def run(command: list[str], where: Path) -> str:
    """Run a command that must succeed, without the repository on any path; give its output."""
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        command, cwd=where, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
