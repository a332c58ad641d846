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


def spacy_doc(text: str) -> Doc:
    """The text as a spaCy ``Doc`` of the blank ``zh`` language with jieba's words as tokens; blanks are tokens of their own."""
    from spacy.tokens import Doc

    words = [text[start:end] for start, end in cut(text)]
    return Doc(_vocabulary(), words=words, spaces=[False] * len(words))


@cache
def _vocabulary() -> Any:
    import spacy

    return spacy.blank("zh").vocab
