"""Words of the clean text: jieba with the lexicons as user words, behind one function, and a spaCy ``Doc`` around them.

One tokenizer of our own: jieba's global one shares its user words with whoever else uses jieba in the process, so that
results would depend on the order of calls; and it writes to stderr and to the temporary folder.
"""

from __future__ import annotations

import logging
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from jixiao.lexicon import read_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from jixiao.document.document import Document
    from jixiao.document.records import RecordBase

ENGINE = "jieba"
"""What cuts the words: part of the manifest, because engines differ in two tokens of a thousand."""


@cache
def _tokenizer() -> Any:
    """A private jieba tokenizer that knows the lexicons' names as words. Loads once, about a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own regular expressions warn about escapes
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    # the prefix dictionary is built in memory: no cache file appears in a shared temporary folder
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in _user_words():
        tokenizer.add_word(word)
    return tokenizer


def _user_words() -> list[str]:
    words: set[str] = set()
    for table, columns in (
        ("sections.csv", ("name", "aliases")),
        ("finance.csv", ("name", "aliases")),
        ("indicators.csv", ("name", "aliases")),
    ):
        for row in read_table(table, columns, key="name"):
            words.update(term for term in (row["name"], *row.many("aliases")) if 2 <= len(term) <= 8 and term.isalpha())
    return sorted(words)


def cut(text: str) -> list[tuple[int, int]]:
    """The words of a text as spans, covering it without gaps.

    >>> text = "完成规模工业总产值"
    >>> "".join(text[start:end] for start, end in cut(text)) == text
    True
    """
    return [(start, end) for _, start, end in _tokenizer().tokenize(text, HMM=True)]


def spacy_doc(document: Document) -> Doc:
    """The clean text as a spaCy ``Doc`` of the blank ``zh`` language: jieba's words as tokens, our sentences.

    ``doc.spans`` holds one group a kind of record (``fact``, ``claim`` …), each span labelled with the record's item,
    name or canonical section, its ``id_`` the record's id; spans are widened to whole words where a record ends inside
    one. ``doc.user_data["record"]`` maps record ids to records.
    """
    from spacy.tokens import Doc, Span

    text = document.text.text
    spans = cut(text)
    words = [text[start:end] for start, end in spans]
    begins = {sentence.start for sentence in document.sentences}
    doc = Doc(
        _vocabulary(),
        words=words,
        spaces=[False] * len(words),
        sent_starts=[start in begins for start, _ in spans] or None,
    )
    groups: dict[str, list[Span]] = {}
    for record in document.records:
        first = record.evidence[0]
        place = document.text.output_span(first.start, first.end)
        span = (
            None
            if place is None
            else doc.char_span(*place, alignment_mode="expand", label=_label(record), span_id=record.record_id)
        )
        if span is not None:
            groups.setdefault(record.kind, []).append(span)
    for kind, found in groups.items():
        doc.spans[kind] = found
    doc.user_data["record"] = {record.record_id: record for record in document.records}
    return doc


def _label(record: RecordBase) -> str:
    for key in ("item", "name", "canonical", "subject", "dimension", "rule", "precision"):
        value = getattr(record, key, None)
        if isinstance(value, str) and value:
            return value
    return record.kind


@cache
def _vocabulary() -> Any:
    import spacy

    return spacy.blank("zh").vocab
