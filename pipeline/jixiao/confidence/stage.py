"""The confidence stage: a probability, reasons and the review flag for every record."""

from __future__ import annotations

from jixiao.confidence.agreement import mark_restatements
from jixiao.confidence.features import features_of
from jixiao.confidence.model import Model, default_model
from jixiao.document.document import Document
from jixiao.document.records import FindingRecord, Record


class Confidence:
    """Fills ``confidence``, ``needs_review`` and ``reasons``.

    ``threshold``: below it a record goes to review; also where a finding of severity ``error`` touches it.
    """

    name = "confidence"

    def __init__(self, *, model: Model | None = None, threshold: float = 0.8) -> None:
        self._model = model or default_model()
        self._threshold = threshold

    @property
    def version(self) -> str:
        """Of the model."""
        return self._model.version

    def __call__(self, document: Document) -> Document:
        """The document whose records say how likely they are right."""
        mark_restatements(document.records)
        disputed = {
            (evidence.start, evidence.end)
            for record in document.records
            if isinstance(record, FindingRecord) and record.severity == "error"
            for evidence in record.evidence
        }
        records: list[Record] = []
        for record in document.records:
            probability, reasons = self._model.probability(record.kind, features_of(document, record))
            touched = (
                not isinstance(record, FindingRecord) and (record.evidence[0].start, record.evidence[0].end) in disputed
            )
            keys = {
                "confidence": probability,
                "reasons": reasons,
                "needs_review": probability < self._threshold or touched,
            }
            records.append(record.model_copy(update=keys))
        return document.having(records=tuple(records))
