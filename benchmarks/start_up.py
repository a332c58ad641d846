#!/usr/bin/env python3
"""How long a user waits before anything happens: ``jixiao --help`` and ``import jixiao``, best of several, against bare Python.

python benchmarks/start_up.py [--runs 7]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import jixiao": [sys.executable, "-c", "import jixiao"],
    "jixiao --help": [sys.executable, "-m", "jixiao", "--help"],
    "jixiao extract --help": [sys.executable, "-m", "jixiao", "extract", "--help"],
    "first extraction ready": [sys.executable, "-c", "import jixiao; jixiao.Pipeline()"],
}


def main() -> None:
    """Time each case in turn, so that a busy moment falls on all alike; print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    best = dict.fromkeys(CASES, float("inf"))
    for _ in range(runs):
        for name, command in CASES.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            best[name] = min(best[name], time.perf_counter() - began)
    bare = best["python -c pass"]
    print(f"{'':<24} {'seconds':>8} {'× bare':>7}")
    for name, seconds in best.items():
        print(f"{name:<24} {seconds:>8.3f} {seconds / bare:>7.1f}")


if __name__ == "__main__":
    main()
