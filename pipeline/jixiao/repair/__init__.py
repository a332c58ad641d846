"""What lexicon and grammar say about doubtful readings of a scan: some leave no other reading, most only add one.

Two stages. :class:`Reread` stands between cleaning and segmenting and replaces what cannot be meant (12.5方元); it edits
the clean text with its trace, so evidence still quotes what was read. :class:`AddAlternatives` stands after the audit
and gives records of doubtful characters their other readings. What arithmetic suggests, the audit adds itself
(``audit/misread.py``), because it holds the sums. Digital text passes through both untouched.
"""

from jixiao.repair.alternatives import AddAlternatives
from jixiao.repair.reread import Reread

__all__ = ["AddAlternatives", "Reread"]
