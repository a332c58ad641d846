"""The report page in a real browser: jumping both ways, filtering, keyboard, languages, hostile text, print."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from jixiao.batch.report import extract
from jixiao.confidence.reasons import REASONS
from jixiao.document.records import DateRecord, Evidence, GapEntry
from jixiao.emit.finished import Finished
from jixiao.emit.page import page_of
from tests.tools import need
from tests.unit.emit.made import TEXT, made_document

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOSTILE = (
    "</script><script>window.owned = 1</script><img src=x onerror='window.owned = 2'>"
    '<a href=\'javascript:window.owned=3\'>甲</a>" onload="window.owned = 4" \u202e支出12万元\x00\x1b[2J<!-- '
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    need(chromium, "a chromium browser on the PATH")
    need(find_spec("playwright"), "the Python package playwright (extra dev)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    quote = Evidence(role="value", page=1, start=0, end=len(HOSTILE), text=HOSTILE)
    hostile_record = DateRecord(
        record_id="0" * 16, doc_id="d", evidence=(quote,), iso=HOSTILE, resolved=None, precision="day",
        reasons=(HOSTILE,), part=HOSTILE, section=(HOSTILE,), needs_review=False,
    )  # fmt: skip
    hostile_gap = GapEntry(doc_id="d", kind="unread-number", page=1, start=0, end=4, text=HOSTILE)
    entry = Finished.of(made_document(HOSTILE)).entry
    entry = entry.model_copy(update={"title": HOSTILE, "unit": HOSTILE, "source": HOSTILE, "records": {"date": 1}})
    contents = {
        "made": Finished.of(made_document()),
        "hostile": Finished(entry, (hostile_record,), (hostile_gap,), HOSTILE),
        "sample": Finished.of(extract(sorted(SAMPLES.glob("*.txt"))[-1]).document),
    }
    for name, finished in contents.items():
        (folder / f"{name}.html").write_text(page_of(finished, reasons=REASONS), encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in contents}


class Watched:
    """A page, and everything that it complained about or asked the network for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path], request: pytest.FixtureRequest) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1300, "height": 800}, offline=True)
    watched = Watched(context.new_page())
    watched.page.goto(pages[getattr(request, "param", "made")].as_uri())
    yield watched
    if folder := os.environ.get("JIXIAO_SCREENSHOTS"):
        name = re.sub(r"\W+", "-", request.node.name)
        watched.page.screenshot(path=str(Path(folder) / f"{name}.png"))
    context.close()
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith("file:")] == []


def current(page: Any) -> str:
    return str(page.locator('.card[aria-current="true"] .content').inner_text())


def test_a_click_on_a_card_marks_its_quotation_in_the_text(opened: Watched) -> None:
    page = opened.page
    page.locator(".card", has_text="维修桥梁").locator(".content").click()
    assert page.locator("#text .on").all_inner_texts() == ["38座"]
    assert "全年" in page.locator("#text .around").first.inner_text()
    assert page.locator("#text .on").first.is_visible()


def test_a_click_on_the_text_shows_the_card_and_a_further_click_the_next_one(opened: Watched) -> None:
    page = opened.page
    place = page.locator("#text .h", has_text="15.2%")
    place.click()
    first = current(page)
    place.click()
    second = current(page)
    assert {first.split(" ")[0], second.split(" ")[0]} == {"15.2", "维修桥梁"}
    assert first.startswith("15.2"), "the shortest quotation comes first"


def test_kinds_confidence_review_and_words_filter_cards_and_highlights(opened: Watched) -> None:
    page = opened.page
    cards = page.locator(".card:visible")
    everything = cards.count()
    assert everything == 11
    page.locator('input[value="date"]').uncheck()
    assert cards.count() == everything - 1
    assert "quiet" in (page.locator("#text .h", has_text="2022年").get_attribute("class") or "")
    page.locator('input[value="date"]').check()
    page.locator("#review").check()
    assert cards.count() == 3
    page.locator("#review").uncheck()
    page.locator("#confidence").fill("0.5")
    assert cards.count() == 2
    page.locator("#confidence").fill("1")
    page.locator("#find").fill("维修")
    assert cards.count() == 1
    page.locator("#find").fill("没有这样的词")
    assert page.locator("#none").is_visible()
    assert page.locator("#shown").inner_text() == "0"


def test_the_least_certain_come_first_when_asked(opened: Watched) -> None:
    page = opened.page
    page.locator("#sort").check()
    cards = page.locator(".card").all()
    values = [float(card.get_attribute("data-confidence") or "") for card in cards[:-1]]
    assert values == sorted(values)
    assert cards[-1].get_attribute("data-kind") == "gap", "what was not read has no certainty: it comes last"
    page.locator("#sort").uncheck()
    numbers = [int(card.get_attribute("data-n") or "") for card in page.locator(".card").all()]
    assert numbers == sorted(numbers)


def test_the_keyboard_suffices(opened: Watched) -> None:
    page = opened.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".card:focus").get_attribute("data-n") == "1"
    page.keyboard.press("k")
    assert page.locator(".card:focus").get_attribute("data-n") == "0"
    page.keyboard.press("/")
    page.keyboard.type("jr")
    assert page.locator("#find").input_value() == "jr", "letters typed into the search are no commands"
    page.keyboard.press("Escape")
    assert page.locator("#find").input_value() == ""
    assert page.locator(".on").count() == 0
    page.keyboard.press("r")
    assert page.locator("#review").is_checked()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_a_link_leads_to_the_other_record(opened: Watched) -> None:
    opened.page.locator("a[data-go]").click()
    assert current(opened.page).startswith("一、基本情况")


def test_both_languages_and_both_lights(opened: Watched) -> None:
    page = opened.page
    assert page.get_by_text("需复核", exact=True).first.is_visible()
    page.locator("#ui").click()
    assert not page.get_by_text("需复核", exact=True).first.is_visible()
    assert page.locator("#find").get_attribute("placeholder") == "Find in records (/)"
    assert page.evaluate("document.documentElement.lang") == "en"
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_the_text_on_the_page_is_the_source_text(opened: Watched) -> None:
    assert opened.page.locator("#text").evaluate("element => element.textContent") == TEXT


@pytest.mark.parametrize("opened", ["hostile"], indirect=True)
def test_hostile_text_stays_text(opened: Watched) -> None:
    page = opened.page
    page.locator(".card").first.locator(".content").click()
    assert page.evaluate("window.owned") is None
    assert page.locator("img, a[href^='javascript']").count() == 0
    assert page.locator("script").count() == 1
    assert "window.owned = 1" in page.locator("#text").inner_text()


@pytest.mark.parametrize("opened", ["hostile"], indirect=True)
def test_even_a_script_that_got_in_would_not_run(opened: Watched) -> None:
    page = opened.page
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.owned = 5'; document.body.append(s); }"
    )
    assert page.evaluate("window.owned") is None
    assert any("Content Security Policy" in text for text in opened.complaints)
    opened.complaints.clear()


@pytest.mark.parametrize("opened", ["sample"], indirect=True)
def test_every_quotation_of_a_real_report_leads_to_its_place(opened: Watched) -> None:
    wrong = opened.page.evaluate(
        """() => [...document.querySelectorAll('.quotes button')].filter(button =>
             !document.querySelector(`#text .h[data-n~="${button.dataset.n}"][data-s="${button.dataset.s}"]`)).length"""
    )
    assert wrong == 0
    assert opened.page.locator(".card").count() > 100


@pytest.mark.parametrize("opened", ["sample"], indirect=True)
@pytest.mark.parametrize("light", ["light", "dark"])
def test_nothing_stands_in_the_way_of_assistive_technology(opened: Watched, light: str) -> None:
    need(find_spec("axe_playwright_python"), "the Python package axe-playwright-python (extra dev)")
    from axe_playwright_python.sync_playwright import Axe

    opened.page.emulate_media(color_scheme=light)
    found = Axe().run(opened.page)
    serious = [item for item in found.response["violations"] if item["impact"] in ("serious", "critical")]
    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in serious] == []


@pytest.mark.parametrize("opened", ["sample"], indirect=True)
def test_it_prints_text_and_records_without_the_controls(opened: Watched) -> None:
    page = opened.page
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert page.locator("#text").is_visible()
    assert page.locator(".card").last.is_visible()
    assert len(page.pdf()) > 20_000


@pytest.mark.parametrize("opened", ["sample"], indirect=True)
def test_on_a_narrow_screen_nothing_sticks_out(opened: Watched) -> None:
    page = opened.page
    page.set_viewport_size({"width": 380, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
