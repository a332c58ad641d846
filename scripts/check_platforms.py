#!/usr/bin/env python3
"""Checks, without a machine of each kind, that an office can install this: the lock is current, and every dependency
that the lock names has a wheel for CPython 3.11, 3.12 and 3.13 on Windows x64, Linux x86-64 and Linux aarch64.

    python scripts/check_platforms.py [--extra ocr]… [--glibc 2.28]

Linux wheels must run on glibc 2.28 (Kylin V10, UOS 20, RHEL 8, Debian 10). Exit status 1 where one is missing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = [(3, 11), (3, 12), (3, 13)]
PLATFORMS = {
    "Windows x64": ("win32", "Windows", "nt", "AMD64"),
    "Linux x86-64": ("linux", "Linux", "posix", "x86_64"),
    "Linux aarch64": ("linux", "Linux", "posix", "aarch64"),
}
"""Name: sys_platform, platform_system, os_name, platform_machine as markers call them."""
PURE_SOURCE = {"jieba"}
"""Published as a source archive only, pure Python without a build step: pip makes the wheel on any machine."""


def main() -> int:
    """Parse the command line, check, print one line an environment. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", action="append", default=None, help="also check this extra (default: ocr)")
    parser.add_argument("--glibc", default="2.28", help="oldest glibc that must do (default: 2.28)")
    options = parser.parse_args()
    extras = options.extra if options.extra is not None else ["ocr"]
    good = lock_is_current()
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    glibc = int(options.glibc.split(".")[1])
    for extra in [None, *extras]:
        for platform, markers in PLATFORMS.items():
            for python in PYTHONS:
                needed = closure(lock, extra, environment(markers, python))
                tags = set(supported(platform, python, glibc))
                missing = sorted(name for name in needed if not installable(needed[name], tags))
                what = "core" if extra is None else f"extra {extra}"
                verdict = f"no wheel: {', '.join(missing)}" if missing else "ok"
                print(f"{what:<10} {platform:<14} Python {python[0]}.{python[1]}  {len(needed):>3} packages  {verdict}")
                good = good and not missing
    return 0 if good else 1


def lock_is_current() -> bool:
    """Whether uv.lock resolves and agrees with pyproject.toml, and names nothing but the public index."""
    find = [sys.executable, str(ROOT / "scripts" / "bootstrap.py"), "--print-uv"]
    uv = subprocess.run(find, capture_output=True, text=True, check=True).stdout.strip()
    # A cache of their own choice aside, developers' indexes and settings must not change what is checked.
    command = [uv, "lock", "--check", "--no-config"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    current = run.returncode == 0
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    sources = {line.split('"')[1] for line in text.splitlines() if line.strip().startswith("source = { registry")}
    public = len(sources) == 1 and not any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX"))
    print(f"uv.lock resolves and agrees with pyproject.toml: {'yes' if current else 'NO: run `make lock`'}")
    if not current:
        print(run.stderr.strip())
    print(f"uv.lock names only the public index: {'yes' if public else f'NO: {sorted(sources)}'}")
    return current and public


def environment(markers: tuple[str, str, str, str], python: tuple[int, int]) -> dict[str, str]:
    """The marker environment of one platform and Python."""
    version = f"{python[0]}.{python[1]}"
    names = ("sys_platform", "platform_system", "os_name", "platform_machine")
    return dict(zip(names, markers, strict=True)) | {
        "python_version": version,
        "python_full_version": f"{version}.1",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def closure(lock: dict, extra: str | None, where: dict[str, str]) -> dict[str, dict]:
    """The packages that an installation there would hold, by name, from the lock (one fork a name and environment)."""
    packages: dict[str, list[dict]] = {}
    for package in lock["package"]:
        packages.setdefault(package["name"], []).append(package)
    root = packages["jixiao"][0]
    wanted = [*root.get("dependencies", [])]
    if extra is not None:
        wanted += root.get("optional-dependencies", {}).get(extra, [])
    found: dict[str, dict] = {}
    while wanted:
        link = wanted.pop()
        if "marker" in link and not Marker(link["marker"]).evaluate(where):
            continue
        package = pick(packages[link["name"]], link, where)
        for name in link.get("extra", []):
            asked = package.get("optional-dependencies", {}).get(name, [])
            wanted += [part for part in asked if part["name"] not in found]
        if link["name"] not in found and link["name"] != "jixiao":
            found[link["name"]] = package
            wanted += package.get("dependencies", [])
    return found


def pick(forks: list[dict], link: dict, where: dict[str, str]) -> dict:
    """Of several locked versions of a package, the one for this environment."""
    for package in forks:
        if link.get("version") not in (None, package.get("version")):
            continue
        markers = package.get("resolution-markers")
        if not markers or any(Marker(marker).evaluate(where) for marker in markers):
            return package
    raise LookupError(f"the lock has no {link['name']} for {where}")


def supported(platform: str, python: tuple[int, int], glibc: int) -> list[Tag]:
    """Wheel tags that this platform and Python install."""
    if platform.startswith("Windows"):
        names = ["win_amd64"]
    else:
        machine = "x86_64" if platform.endswith("x86-64") else "aarch64"
        names = [f"manylinux_2_{minor}_{machine}" for minor in range(glibc, 4, -1)]
        names += [f"{old}_{machine}" for old in ("manylinux2014", "manylinux2010", "manylinux1", "linux")]
    interpreter = f"cp{python[0]}{python[1]}"
    return [*cpython_tags(python, platforms=names), *compatible_tags(python, interpreter=interpreter, platforms=names)]


def installable(package: dict, tags: set[Tag]) -> bool:
    """Whether one of the package's wheels fits."""
    if canonicalize_name(package["name"]) in PURE_SOURCE:
        return True
    names = [wheel["url"].rsplit("/", 1)[1] for wheel in package.get("wheels", [])]
    return any(parse_wheel_filename(name.replace("%2B", "+"))[3] & tags for name in names)


if __name__ == "__main__":
    raise SystemExit(main())
