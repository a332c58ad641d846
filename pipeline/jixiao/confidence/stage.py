"""The confidence stage: a probability, reasons and the review flag for every record."""

from __future__ import annotations

from jixiao.confidence.features import features_of
from jixiao.confidence.model import Model, default_model
from jixiao.confidence.neighbours import Neighbours
from jixiao.confidence.strata import UNSEEN, stratum_of
from jixiao.confidence.words import Words
from jixiao.document.document import Document
from jixiao.document.records import FindingRecord, Record

UNCALIBRATED_THRESHOLD = 0.8
"""In force where no promise is asked for."""


class Confidence:
    """Fills ``confidence``, ``needs_review`` and ``reasons``.

    ``max_error``: accept without a look only what keeps this error rate (0.01 is one in a hundred) with 95 %
    confidence, kind by kind and stratum by stratum; a stratum that was never measured is looked at whole, and the
    document carries a warning that says so. Without it a record goes to review below 0.8. In any case a record goes
    to review where a finding of severity ``error`` touches it.
    """

    name = "confidence"

    def __init__(self, *, model: Model | None = None, max_error: float | None = None) -> None:
        self._model = model or default_model()
        self._max_error = max_error

    @property
    def version(self) -> str:
        """Of the model."""
        return self._model.version

    def __call__(self, document: Document) -> Document:
        """The document whose records say how likely they are right."""
        stratum = stratum_of(document)
        novelty = Words(document.source_text).against(self._model.familiar) if self._model.familiar else None
        neighbours = Neighbours(document)
        disputed = {
            (evidence.start, evidence.end)
            for record in document.records
            if isinstance(record, FindingRecord) and record.severity == "error"
            for evidence in record.evidence
        }
        thresholds: dict[str, float | None] = {}
        records: list[Record] = []
        for record in document.records:
            kind = record.kind
            log_odds, reasons = self._model.score(kind, stratum, features_of(document, record, neighbours, novelty))
            probability = self._model.probability_of(kind, stratum, log_odds)
            if kind not in thresholds:
                thresholds[kind] = self._threshold(kind, stratum)
            least = thresholds[kind]
            sure = probability if self._max_error is None else log_odds
            span = (record.evidence[0].start, record.evidence[0].end)
            touched = not isinstance(record, FindingRecord) and span in disputed
            keys = {
                "confidence": probability,
                "reasons": reasons,
                "needs_review": touched or least is None or sure < least,
            }
            records.append(record.model_copy(update=keys))
        document = document.having(records=tuple(records), stratum=stratum)
        return self._warned(document, stratum)

    def _threshold(self, kind: str, stratum: str) -> float | None:
        """The least probability, or under a promise the least log-odds, that needs no look."""
        if stratum == UNSEEN:
            return None
        if self._max_error is None:
            return UNCALIBRATED_THRESHOLD
        return self._model.threshold(kind, stratum, self._max_error)

    def _warned(self, document: Document, stratum: str) -> Document:
        if stratum == UNSEEN:
            return document.warned(
                "unseen-layout",
                "多数标题和表格与词表不符，本文的记录全部需要复核。 "
                "Most headings and tables match nothing in the lexicons: every record of this document needs review.",
            )
        measured = any(stratum in model.strata for model in self._model.kinds.values())
        if self._max_error is not None and not measured:
            return document.warned(
                "unseen-stratum",
                f"来源类型“{stratum}”未经测量，无法承诺错误率，本文的记录全部需要复核。 "
                f'No error rate can be promised for the stratum "{stratum}", which was never measured: '
                "every record of this document needs review.",
            )
        return document
