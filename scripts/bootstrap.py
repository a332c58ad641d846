#!/usr/bin/env python3
"""Makes the project's environment on a machine that has nothing but Python: finds or fetches uv, then syncs the lock.

    python scripts/bootstrap.py [--extra dev] [--extra ocr]    create or update .venv
    python scripts/bootstrap.py --print-uv                     only say where uv is, fetching it if need be

Standard library only; runs on Windows, Linux and macOS. uv comes from the PATH, else it is installed into .venv-tools
(with venv and pip; where a distribution left those out, from the package index's own wheel, its checksum verified).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".venv-tools"
UV_VERSION = "0.13.9"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXE = "uv.exe" if os.name == "nt" else "uv"


def main() -> int:
    """Parse the command line, find uv, and sync. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", action="append", default=[], help="an optional dependency group of pyproject.toml")
    parser.add_argument("--print-uv", action="store_true", help="print the path of uv and stop")
    options = parser.parse_args()
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        print(f"jixiao needs Python 3.11, 3.12 or 3.13; this is {platform.python_version()}.", file=sys.stderr)
        print("Name another interpreter:  make PYTHON=/path/to/python3.11 …", file=sys.stderr)
        return 2
    uv = find_uv() or fetch_uv()
    if options.print_uv:
        print(uv)
        return 0
    extras = [part for extra in options.extra for part in ("--extra", extra)]
    # --inexact: `make demo` after `make test` must not tear the development tools out again.
    # --compile-bytecode: some images set PYTHONDONTWRITEBYTECODE, and every start would then compile 50 MB of Python.
    command = [uv, "sync", "--frozen", "--inexact", "--compile-bytecode", "--quiet", *extras]
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable}
    environment.setdefault("UV_SYSTEM_CERTS", "1")  # offices inspect TLS with a certificate of their own
    environment.pop("VIRTUAL_ENV", None)
    if not (ROOT / ".venv").exists():
        print("Setting up .venv (once) …", file=sys.stderr)
    if (ROOT / ".venv" / "pyvenv.cfg").exists():
        environment.pop("UV_PYTHON")  # an environment that stands keeps the Python it was made with
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def find_uv() -> str | None:
    """uv on the PATH if it runs (a version manager's stub may not), else the one fetched before."""
    for candidate in (shutil.which("uv"), str(TOOLS / SCRIPTS / EXE)):
        if candidate and Path(candidate).exists():
            run = subprocess.run([candidate, "--version"], capture_output=True, check=False, cwd=ROOT)
            if run.returncode == 0:
                return candidate
    return None


def fetch_uv() -> str:
    """Install uv into .venv-tools and return its path."""
    print(f"Fetching uv {UV_VERSION} into {TOOLS.name} …", file=sys.stderr)
    uv = TOOLS / SCRIPTS / EXE
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(TOOLS)], capture_output=True, check=False)
    if made.returncode == 0:
        pip = [str(TOOLS / SCRIPTS / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        installed = subprocess.run([*pip, f"uv=={UV_VERSION}"], check=False)
        if installed.returncode == 0 and uv.exists():
            return str(uv)
    unpack_wheel(uv)
    return str(uv)


def unpack_wheel(uv: Path) -> None:
    """Take uv's executable out of its wheel on the package index. Raises SystemExit where there is none for us."""
    base = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or locked_index()
    page = f"{base.rstrip('/')}/uv/"
    with urllib.request.urlopen(page, timeout=60) as answer:
        html = answer.read().decode()
    links = re.findall(rf'href="([^"]*uv-{re.escape(UV_VERSION)}-[^"]*\.whl)#sha256=([0-9a-f]{{64}})"', html)
    wanted = wheel_tag()
    for link, digest in links:
        if re.search(wanted, link):
            with urllib.request.urlopen(urllib.parse.urljoin(page, link), timeout=300) as answer:
                data = answer.read()
            if hashlib.sha256(data).hexdigest() != digest:
                raise SystemExit(f"The wheel of uv from {page} does not have the checksum that its index states.")
            uv.parent.mkdir(parents=True, exist_ok=True)
            packed = uv.with_suffix(".whl")
            packed.write_bytes(data)
            with zipfile.ZipFile(packed) as wheel:
                name = next(name for name in wheel.namelist() if name.endswith(f"/scripts/{EXE}"))
                uv.write_bytes(wheel.read(name))
            packed.unlink()
            uv.chmod(0o755)
            return
    raise SystemExit(
        f"No wheel of uv {UV_VERSION} for this machine ({platform.system()} {platform.machine()}) on {page}.\n"
        "Install uv yourself (https://docs.astral.sh/uv/), or use the pip lines of the README."
    )


def locked_index() -> str:
    """The package index that uv.lock names."""
    found = re.search(r'registry = "([^"]+)"', (ROOT / "uv.lock").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("uv.lock names no package index: it is damaged, take it from the repository again.")
    return found[1]


def wheel_tag() -> str:
    """A pattern for the platform tag of this machine's wheel."""
    machine = {"AMD64": "x86_64", "ARM64": "aarch64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    if os.name == "nt":
        return {"x86_64": r"win_amd64", "aarch64": r"win_arm64"}.get(machine, "win32")
    if sys.platform == "darwin":
        return {"x86_64": r"macosx_\w+_x86_64", "aarch64": r"macosx_\w+_arm64"}[machine]
    family = "musllinux" if platform.libc_ver()[0] != "glibc" else "manylinux"
    return rf"{family}\w*_{machine}"


if __name__ == "__main__":
    raise SystemExit(main())
