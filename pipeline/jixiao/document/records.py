"""The records that a run writes: one pydantic model a kind. Their JSON Schema is the published contract.

Money and measures are ``Decimal`` here and plain JSON numbers outside. A record without evidence cannot be made.
What a record was made of (:class:`Signals`) travels with it to the confidence stage and is never written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, WithJsonSchema

from jixiao.document.document import Box, Origin
from jixiao.document.measures import Bound, Dimension, Precision

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""A decimal inside, a plain JSON number outside."""

Kind = Literal["field", "section", "fact", "indicator", "quantity", "date", "claim", "finding"]
EvidenceRole = Literal["value", "name", "unit", "period", "context"]
LinkType = Literal[
    "growth-of", "baseline-of", "from-of", "part-of", "share-of", "difference-of", "same-as", "restates", "conflicts-with",
]  # fmt: skip


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


class CellRef(_Model):
    """A place in a table, all from 1."""

    table: int
    row: int
    column: int


class Evidence(_Model):
    """A quotation: ``source_text[start:end] == text``, always."""

    role: EvidenceRole
    page: int | None
    start: int
    end: int
    text: str
    boxes: tuple[Box, ...] = ()
    cell: CellRef | None = None


class Link(_Model):
    """A relation to another record of the same run."""

    type: LinkType
    record_id: str


class Alternative(_Model):
    """Another reading of the value, best first."""

    value: Number | str | None
    text: str
    reason: str


class Signals(_Model):
    """How a record came about, for the confidence stage: None means that the feature does not exist here."""

    match_score: float | None = None
    """Likeness of a name and its canonical name, 0 to 1."""
    match_margin: float | None = None
    """Distance to the runner-up of another meaning."""
    confusion_cost: float | None = None
    """What look-alike substitutions cost in the match."""
    unit_inherited: bool | None = None
    """The unit stands in a header or a caption, not beside the number."""
    structure_inferred: bool | None = None
    """The table's merges were inferred, not read from the format."""
    ambiguities: int = 0
    """How many other readings the grammar left open."""
    agreements: int | None = None
    """Restatements and identities that agree with the value, and that contradict it."""
    conflicts: int | None = None
    notes: tuple[str, ...] = ()
    """Reason codes that the maker of the record already knows."""


_NO_SIGNALS = Signals()


class RecordBase(_Model):
    """What every record has."""

    record_id: str
    doc_id: str
    kind: Kind
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)
    needs_review: bool = True
    reasons: tuple[str, ...] = ()
    part: str | None = None
    section: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    links: tuple[Link, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    _signals: Signals | None = PrivateAttr(default=None)

    identity: ClassVar[tuple[str, ...]] = ()
    """The keys that, with kind and evidence, make a record what it is."""

    @property
    def signals(self) -> Signals:
        """How the record came about."""
        return self._signals or _NO_SIGNALS

    def with_signals(self, signals: Signals) -> RecordBase:
        """The same record, remembering how it came about."""
        self._signals = signals
        return self

    def having(self, **keys: Any) -> RecordBase:
        """A copy with some keys replaced; signals are kept."""
        return self.model_copy(update=keys)


class FieldRecord(RecordBase):
    """A document-level key and its value."""

    kind: Literal["field"] = "field"
    name: str
    value: Number | str
    raw: str
    identity: ClassVar[tuple[str, ...]] = ("name",)


class SectionRecord(RecordBase):
    """A heading in the tree."""

    kind: Literal["section"] = "section"
    title: str
    number: str
    level: int
    canonical: str | None
    parent: str | None
    identity: ClassVar[tuple[str, ...]] = ("title",)


class FactRecord(RecordBase):
    """One amount of the unit's accounts."""

    kind: Literal["fact"] = "fact"
    item: str
    raw_item: str
    measure: str | None
    year: int | None
    entity: str | None
    project: str | None
    value: Number
    unit: str | None
    value_yuan: Number | None
    basis: Literal["table", "narrative"]
    identity: ClassVar[tuple[str, ...]] = ("item",)


class QuantityValue(_Model):
    """A reading of a quantity; see "Readings" in the contract."""

    low: Number | None
    high: Number | None
    unit: str | None
    dimension: Dimension
    bound: Bound
    base_low: Number | None
    base_high: Number | None
    base_unit: str | None


class IndicatorRecord(RecordBase):
    """One row of an indicator or scoring table."""

    kind: Literal["indicator"] = "indicator"
    table: str | None
    level1: str | None
    level2: str | None
    level3: str | None
    canonical: str | None
    project: str | None
    target: str | None
    actual: str | None
    weight: Number | None
    score: Number | None
    note: str | None
    operator: str | None
    unit: str | None
    target_quantities: tuple[QuantityValue, ...] = ()
    actual_quantities: tuple[QuantityValue, ...] = ()
    direction: Literal["up", "down"] | None = None
    attained: bool | None = None
    identity: ClassVar[tuple[str, ...]] = ("level1", "level2", "level3")


class QuantityRecord(QuantityValue, RecordBase):  # in this order the keys of every record come first
    """A quantity in prose, or in a cell that holds prose or number with unit."""

    kind: Literal["quantity"] = "quantity"


class DateRecord(RecordBase):
    """A date or period."""

    kind: Literal["date"] = "date"
    iso: str | None
    resolved: str | None
    precision: Precision


class Change(_Model):
    """Growth or decline that a claim states."""

    kind: str
    direction: Literal["up", "down", "flat"]
    value: Number | None
    unit: str | None
    baseline: Number | None


class ClaimRecord(RecordBase):
    """Who or what is said to be how much."""

    kind: Literal["claim"] = "claim"
    subject: str
    indicator: str | None
    entity: str | None = None
    type: Literal["value", "rank", "completion", "vague"]
    value: Number | None
    unit: str | None
    bound: Bound | None
    role: Literal["actual", "target", "plan", "baseline"]
    year: int | None
    change: Change | None
    identity: ClassVar[tuple[str, ...]] = ("subject",)


class FindingRecord(RecordBase):
    """Something in the report that cannot be right, or that a reviewer would ask about."""

    kind: Literal["finding"] = "finding"
    rule: str
    class_: Literal["impossible", "breaks-rule", "ask", "hygiene"] = Field(alias="class")
    severity: Literal["error", "warning", "info"]
    message: str
    expected: Number | str | None
    observed: Number | str | None
    tolerance: Number | None
    group: str | None
    identity: ClassVar[tuple[str, ...]] = ("rule",)


Record = (
    FieldRecord
    | SectionRecord
    | FactRecord
    | IndicatorRecord
    | QuantityRecord
    | DateRecord
    | ClaimRecord
    | FindingRecord
)
"""Any record that a run writes."""

MODELS: dict[str, type[RecordBase]] = {
    "field": FieldRecord,
    "section": SectionRecord,
    "fact": FactRecord,
    "indicator": IndicatorRecord,
    "quantity": QuantityRecord,
    "date": DateRecord,
    "claim": ClaimRecord,
    "finding": FindingRecord,
}
"""Kind to model, in the order of the output contract."""


class PartEntry(_Model):
    """A component document in a line of documents.jsonl; ``start`` and ``end`` are source offsets."""

    kind: Literal["letter", "form", "report", "annex"]
    title: str | None
    start: int
    end: int


class ErrorEntry(_Model):
    """Why a document failed or is partial."""

    code: str
    message: str
    page: int | None = None


class WarningEntry(_Model):
    """Something a person should know about the run of a document."""

    code: str
    message: str
    page: int | None = None


class DocumentEntry(_Model):
    """A line of documents.jsonl."""

    doc_id: str
    source: str
    also_at: tuple[str, ...] = ()
    sha256: str
    """Empty for a file that could not be opened; ``doc_id`` is then made from its path."""
    media_type: str | None
    origin: Origin | None
    pages: int
    characters: int
    title: str | None
    unit: str | None
    fiscal_year: int | None
    parts: tuple[PartEntry, ...] = ()
    status: Literal["ok", "partial", "failed"]
    error: ErrorEntry | None = None
    records: dict[str, int] = Field(default_factory=dict)
    needs_review: int = 0
    gaps: dict[str, int] = Field(default_factory=dict)
    warnings: tuple[WarningEntry, ...] = ()
    stratum: str | None = None
    missed: float | None = None
    """Estimated number of values (facts, indicators, quantities) that were not read; null where it was never measured."""
    fingerprint: str = ""
    """Hash of the versions, lexicons, models and options that made this: a later run with the same keeps the document."""


class GapEntry(_Model):
    """A line of coverage.jsonl, in source offsets."""

    doc_id: str
    kind: Literal["unread-number", "unread-table", "unmatched-heading", "empty-page", "garbled-page"]
    page: int | None
    start: int
    end: int
    text: str
    boxes: tuple[Box, ...] = ()


class RecordIds:
    """Gives each record of a document its stable id: equal content gives equal ids, equals are told apart by ordinal.

    >>> ids = RecordIds("0123456789abcdef")
    >>> ids.next("date", (), [(0, 5)]) == RecordIds("0123456789abcdef").next("date", (), [(0, 5)])
    True
    """

    def __init__(self, doc_id: str) -> None:
        self.doc_id = doc_id
        self._seen: dict[str, int] = {}

    def next(self, kind: str, names: Sequence[object], spans: Sequence[tuple[int, int]]) -> str:
        """16 hex digits of a hash over doc_id, kind, names, evidence offsets, and the ordinal among equals."""
        key = "\x1f".join([self.doc_id, kind, *map(str, names), *(f"{start}-{end}" for start, end in spans)])
        ordinal = self._seen.get(key, 0)
        self._seen[key] = ordinal + 1
        return hashlib.sha256(f"{key}\x1f{ordinal}".encode()).hexdigest()[:16]
