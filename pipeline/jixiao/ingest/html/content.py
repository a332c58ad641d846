"""Which part of a web page is the article: the smallest element that holds nearly all of its running text and tables.

Menus, breadcrumbs, lists of links, share buttons and foot lines are left out. Text in links hardly counts, so that
what is left over is the article, whatever the site calls its elements.
"""

from __future__ import annotations

import re

from jixiao.ingest.html.blocks import is_layout
from jixiao.ingest.html.dom import CONTROLS, Element, hidden, is_element, name_of

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "map"}
    | {"nav", "aside", "button", "select", "input", "textarea", "link", "meta", "head", "base", "menu"}
)
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumb|crumb|crumbs|sidebar|share|footer|foot|copyright|toolbar|pagination|search|"
    r"login|qrcode|weixin|related|recommend|hot|position|location|dqwz|bdsharebuttonbox|friendlink|siteinfo)(?:$|[\s_-])",
    re.I,
)
_CHROME_LINE = re.compile(
    r"(?:您(?:现在)?的?(?:当前)?位置|当前位置|所在位置)[:：].*|(?:字体|字号)?[:：]?\s*【?\[?\s*大\s*中\s*小.*|"
    r"[【\[]?(?:打印|关闭|打印本页|关闭窗口|打印页面|返回顶部|分享到?|扫一扫.{0,12}|收藏|我要纠错|返回首页)[】\]]?[:：]?|(?:上一篇|下一篇|上一条|下一条)[:：].*",
    re.S,
)
_ENOUGH = 0.9
_ARTICLE = 400
"""Characters of running text from which an element is no frame, whatever it is called."""


def drop_frame(root: Element) -> int:
    """Take out what is never content. Gives back how many characters of text went with it."""
    gone = 0
    weights = weigh(root)
    waiting = list(root)
    while waiting:
        element = waiting.pop()
        if not is_element(element):
            _remove(element)
        elif _is_frame(element, weights.get(element, 0.0)):
            gone += 0 if name_of(element) in ("script", "style", "head") else _text_length(element)
            _remove(element)
        else:
            waiting.extend(element)
    return gone


def _is_frame(element: Element, weight: float) -> bool:
    """Whether an element belongs to the page around the article. One that is named so may hold running text after all."""
    name = name_of(element)
    if name in ("html", "body"):
        return False
    if name in _DROPPED or hidden(element) or element.get("role") in ("navigation", "banner", "search"):
        return True
    named = name in ("header", "footer") or _FRAME.search(f"{element.get('id') or ''} {element.get('class') or ''}")
    return bool(named) and weight <= _ARTICLE


def _remove(element: Element) -> None:
    """Take an element out, keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = CONTROLS.sub(" ", element.tail or "")
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = CONTROLS.sub(" ", before.tail or "") + tail
        else:
            parent.text = CONTROLS.sub(" ", parent.text or "") + tail
    parent.remove(element)


def main_content(body: Element) -> Element:
    """The element to be read: go down while one child holds nearly everything that its parent does."""
    weights = weigh(body)
    total = weights.get(body, 0.0)
    here = body
    while total > 0:
        heaviest = max(
            (child for child in here if is_element(child)), key=lambda child: weights.get(child, 0.0), default=None
        )
        if heaviest is None or weights.get(heaviest, 0.0) < _ENOUGH * total or not _contains(heaviest):
            break
        here = heaviest
    return here


_CONTAINERS = frozenset(
    {"div", "section", "article", "main", "td", "tr", "tbody", "table", "center", "body", "form", "span", "font"}
    | {"ucapcontent"}  # of the State Council's publishing system
)


def _contains(element: Element) -> bool:
    """Whether an element may hold the article; a table of data is content itself."""
    name = name_of(element)
    return name in _CONTAINERS and (name != "table" or is_layout(element))


def weigh(root: Element) -> dict[Element, float]:
    """For each element: characters of running text in it; text in links counts a tenth."""
    weights: dict[Element, float] = {}
    for element in root.iter():
        if not is_element(element):
            continue
        weights[element] = weights.get(element, 0.0)
    for element in reversed(list(weights)):
        factor = 0.1 if name_of(element) == "a" else 1.0
        own = len((element.text or "").strip()) * factor
        for child in element:
            own += len((child.tail or "").strip()) * factor
            if is_element(child):
                own += weights.get(child, 0.0) * factor
        weights[element] = own
    return weights


def _text_length(element: Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def is_chrome_line(text: str) -> bool:
    """A line that belongs to the page, not to the article.

    >>> is_chrome_line("您的位置：首页 > 政务公开"), is_chrome_line("【打印】"), is_chrome_line("一、基本情况")
    (True, True, False)
    """
    return len(text) < 200 and _CHROME_LINE.fullmatch(text.strip()) is not None
