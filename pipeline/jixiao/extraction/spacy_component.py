"""A spaCy component: ``nlp.add_pipe("jixiao_quantities")`` puts quantities into ``doc.spans["quantities"]``.

Registered by entry point: spaCy imports this module when the name is asked for. Nothing else in the package imports it,
which is why spaCy may stand at its top.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from jixiao.numbers import find_quantities


class QuantityComponent:
    """Finds the quantities of a Doc; spaCy calls it with each document.

    The spans stand in ``doc.spans[key]``, labelled with their dimension, widened to whole tokens where a quantity ends
    inside one. ``span._.quantity`` is the reading, whose ``start`` and ``end`` are characters of ``doc.text``.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        if not Span.has_extension("quantity"):
            Span.set_extension("quantity", getter=_quantity)
        if not Doc.has_extension("quantities"):
            Doc.set_extension("quantities", default=())

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its spans set."""
        found = find_quantities(doc.text)
        spans = []
        for number, quantity in enumerate(found):
            span = doc.char_span(
                quantity.start, quantity.end, label=quantity.dimension, span_id=number, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc._.quantities = found
        doc.spans[self.key] = spans
        return doc


def _quantity(span: Span) -> object:
    """The reading behind a span of the group: the first quantity of its Doc that lies in it; None where there is none."""
    return next((q for q in span.doc._.quantities if q.start < span.end_char and span.start_char < q.end), None)


@Language.factory("jixiao_quantities", default_config={"key": "quantities"})
def create_component(nlp: Language, name: str, key: str) -> QuantityComponent:
    """What spaCy calls for ``nlp.add_pipe("jixiao_quantities", config={"key": …})``.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> component = nlp.add_pipe("jixiao_quantities")
    >>> doc = nlp("拨付300万元")
    >>> [(span.text, span.label_, span._.quantity.low) for span in doc.spans["quantities"]]
    [('300万元', 'money', Decimal('300'))]
    """
    return QuantityComponent(key)
