"""The command line: one thin module a command. ``main`` is what ``jixiao`` calls."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with the arguments of this process, and exit with its status."""
    from jixiao.cli.failures import guarded
    from jixiao.cli.language import choose

    arguments = sys.argv[1:]
    choose(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in GBK has no ≦ or ²: better a question mark than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    from jixiao.cli.app import app

    sys.exit(guarded(lambda: app()(args=arguments, prog_name="jixiao")))
