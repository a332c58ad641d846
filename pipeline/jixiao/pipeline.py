"""The whole flow on one page: a document from a reader goes in, a document with records, gaps and confidence comes out.

read -> clean -> reread -> segment -> match -> extraction -> audit -> alternatives -> confidence -> coverage
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from jixiao.audit import Audit
from jixiao.clean import Clean
from jixiao.confidence import Confidence
from jixiao.confidence.misses import missed_in
from jixiao.confidence.model import Model, default_model, load
from jixiao.document.document import Document
from jixiao.document.stage import Stage
from jixiao.extraction.coverage import find_gaps
from jixiao.extraction.stage import Extract
from jixiao.lexicon import lexicon_hash
from jixiao.lexicon.overlays import using
from jixiao.match.names import SectionNames
from jixiao.match.stage import MatchSections
from jixiao.repair import AddAlternatives, Reread
from jixiao.segment.stage import Segment


@dataclass(frozen=True, slots=True)
class Cover:
    """Lists what no record quotes, and estimates how many values that leaves out."""

    model: Model
    name: str = "coverage"
    version: str = "1"

    def __call__(self, document: Document) -> Document:
        """The document with its gaps and its estimated misses."""
        document = document.having(gaps=find_gaps(document, document.records))
        return document.having(missed=missed_in(document, self.model))


class Pipeline:
    """The stages in order. Make one, use it for many documents: same document and lexicons, same result.

    ``lexicons``: folders whose tables overlay the packaged ones, later ones over earlier ones. Raises LexiconError
    where a table or the model has a mistake. ``max_error`` and ``model``: see ``confidence.Confidence``.

    >>> from jixiao import ingest
    >>> document = Pipeline()(ingest.read("样例.txt", data="全年完成税收约3.5亿元。".encode()))
    >>> [(record.kind, record.evidence[0].text) for record in document.records if record.kind == "quantity"]
    [('quantity', '约3.5亿元')]
    """

    def __init__(
        self, *, lexicons: Sequence[Path] = (), max_error: float | None = None, model: Path | None = None
    ) -> None:
        names = SectionNames.load(lexicons)
        sureness = default_model() if model is None else load(model)
        self.stages: tuple[Stage, ...] = (
            Clean(),
            Reread(),
            Segment(known=names.known),
            MatchSections(names=names),
            Extract(),
            Audit(lexicons=lexicons),
            AddAlternatives(),
            Confidence(model=sureness, max_error=max_error),
            Cover(sureness),
        )
        self._lexicons = tuple(lexicons)

    def __call__(self, document: Document) -> Document:
        """The document with every layer filled."""
        with using(self._lexicons):
            for stage in self.stages:
                document = stage(document)
        return document

    def timed(
        self, document: Document, *, clock: Callable[[], float] = perf_counter
    ) -> tuple[Document, dict[str, float]]:
        """As calling it, and the seconds that each stage took by the given clock."""
        seconds: dict[str, float] = {}
        with using(self._lexicons):
            for stage in self.stages:
                begin = clock()
                document = stage(document)
                seconds[stage.name] = clock() - begin
        return document, seconds

    @property
    def versions(self) -> dict[str, str]:
        """Stage name -> version, and the hash of the lexicons: what a result depends on besides the document."""
        return {**{stage.name: stage.version for stage in self.stages}, "lexicons": lexicon_hash(self._lexicons)}
