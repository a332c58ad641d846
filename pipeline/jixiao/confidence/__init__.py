"""Features of a record -> the probability that it is right in all its parts, with reasons."""

from jixiao.confidence.stage import Confidence

__all__ = ["Confidence"]
