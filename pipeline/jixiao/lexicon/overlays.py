"""Which overlay folders are in force, so that every table and every cache follows them.

A pipeline reads each document inside :func:`using`; whatever is loaded or looked up there goes through
:func:`remembered`, whose memory is kept apart for each choice of overlays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_ACTIVE: ContextVar[tuple[Path, ...]] = ContextVar("lexicon overlays", default=())


def active() -> tuple[Path, ...]:
    """The overlay folders in force, later ones over earlier ones; empty where only the packaged lexicons are."""
    return _ACTIVE.get()


@contextmanager
def using(overlays: Sequence[Path]) -> Iterator[None]:
    """Put overlay folders in force for the block.

    >>> with using([Path("mine")]):
    ...     active()
    (PosixPath('mine'),)
    """
    token = _ACTIVE.set(tuple(overlays))
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def remembered(size: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Like ``functools.lru_cache`` (positional, hashable arguments), with a memory of its own for each choice of overlays.

    >>> @remembered()
    ... def loaded() -> list[str]:
    ...     return [str(path) for path in active()]
    >>> with using([Path("mine")]):
    ...     inside = loaded()
    >>> inside, loaded(), loaded() is loaded()
    (['mine'], [], True)
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        called: Callable[..., R] = function

        @lru_cache(maxsize=size)
        def kept(_overlays: tuple[Path, ...], *args: Any) -> R:
            return called(*args)

        @wraps(function)
        def look(*args: P.args, **keys: P.kwargs) -> R:
            found: R = kept(_ACTIVE.get(), *args)
            return found

        return look

    return wrap
