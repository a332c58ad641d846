"""Rules that agree or disagree with what was extracted: findings, and agreement and conflict for confidence."""

from jixiao.audit.stage import Audit

__all__ = ["Audit"]
