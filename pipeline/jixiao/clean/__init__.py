"""Characters repaired, page furniture removed, broken lines joined: traced edits only."""

from jixiao.clean.stage import Clean

__all__ = ["Clean"]
