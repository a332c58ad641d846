"""All quantities of a text, with the links that its sentences state."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.numbers import grammar
from jixiao.numbers.ground import Ground
from jixiao.numbers.links import linked
from jixiao.numbers.quantity import Quantity


def find_quantities(text: str, *, edges: Sequence[int] = ()) -> tuple[Quantity, ...]:
    """The quantities of any text, in order, without overlap; ``text[q.start:q.end] == q.text``.

    ``edges`` are places that no quantity may cross, such as ends of cells. Years, ordinals, codes, document numbers and
    bare numbers are not quantities. Linear in the text; never raises for a string.

    >>> [(q.text, q.base_low, q.base_unit) for q in find_quantities("投资3.5亿元，新增1.2至1.5万亩")]
    [('3.5亿元', Decimal('350000000'), '元'), ('1.2至1.5万亩', Decimal('8000000'), '平方米')]
    """
    ground = Ground.of(text, edges)
    return linked(ground, grammar.find(ground))
