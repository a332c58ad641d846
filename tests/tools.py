"""What tests ask of the machine: a missing tool skips a test on a laptop, and fails it in CI, where all are there."""

from __future__ import annotations

import os
import shutil

import pytest


def need(condition: object, reason: str) -> None:
    """Go on where ``condition`` holds; else skip with the reason, or fail where the environment says ``CI``."""
    if condition:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must have this: {reason}")
    pytest.skip(reason)


def need_program(*names: str) -> str:
    """The path of the first of these programs that is installed; skips or fails where none is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    need(found, f"needs {' or '.join(names)} on the PATH")
    assert found is not None
    return found
