"""The report, read by Python's own HTML and JSON readers; the tests of the browser open it."""

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest

from tests.report.exhibits import (
    COHORT,
    COLUMNS,
    HASH,
    METHODS,
    ROWS,
    WARNING,
    basket,
    exhibit,
    gallery,
)
from tests.report.test_slides import SPINE, SPINE_COLUMNS
from tests.spec.reproduced import Drawn
from vertebroplasty.errors import BasketError
from vertebroplasty.report import document_pdf
from vertebroplasty.report.document import report_html
from vertebroplasty.report.document_pdf import report_pdf
from vertebroplasty.report.exhibits import Basket
from vertebroplasty.report.tables import Table

MARKUP = "</script></style>--><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'\u2028\\"
EMPTY_TAGS = {"meta", "link", "br"}


class Page(HTMLParser):
    """Elements with their attributes, their own text, and what stands open above them."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.open: list[dict[str, Any]] = []
        self.elements: list[dict[str, Any]] = []
        self.feed(html.decode())
        assert self.open == [], "a tag was not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in EMPTY_TAGS:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, Any]]:
        return [
            one
            for one in self.elements
            if one["tag"] == tag and all(one.get(name) == text for name, text in wanted.items())
        ]


def page(of: Basket) -> Page:
    return Page(report_html(of))


def test_it_has_a_title_a_list_and_an_article_for_each_exhibit() -> None:
    read = page(basket(exhibit("Relief"), exhibit("Leak"), title="A talk"))
    assert [one["text"] for one in read.all("h1")] == ["A talk"]
    assert [one["text"] for one in read.all("h2")] == ["Contents", "1. Relief", "2. Leak"]
    links = [(one["href"], one["text"]) for one in read.all("a")]
    assert links == [("#exhibit-1", "Relief"), ("#exhibit-2", "Leak")]
    assert [one["id"] for one in read.all("article")] == ["exhibit-1", "exhibit-2"]
    assert read.all("html")[0]["lang"] == "en"


def test_each_exhibit_says_whom_it_covers_and_where_it_comes_from() -> None:
    one = exhibit("Relief", note="Ask at the meeting", cohorts=(COHORT, "Men; 3 procedures"))
    read = page(basket(one))
    (article,) = read.all("article")
    for text in (*one.cohorts, WARNING, one.caption, one.note, one.footer, *METHODS.splitlines()):
        assert text in article["text"]
    front = read.all("header")[0]["text"]
    assert all(text in front for text in (*one.cohorts, WARNING, HASH, one.taken_on))


def test_patients_carry_no_tag() -> None:
    assert page(basket(exhibit(warning=""))).all("p", **{"class": "tag"}) == []


def test_the_figure_is_the_exhibit_s_own() -> None:
    """Authority: the JSON reader; a chart has words of its own."""
    shown = list(gallery())
    read = page(basket(*shown))
    found = [json.loads(one["text"]) for one in read.all("script", type="application/json")]
    kept = json.loads(json.dumps([one.figure for one in shown]))
    assert found == kept
    charts = read.all("div", role="figure")
    assert [one["aria-label"] for one in charts] == [one.alt for one in shown]


def test_the_numbers_stand_exact_behind_rounded_ones() -> None:
    """Authority: the exhibit's own table; rounding by hand."""
    read = page(basket(exhibit()))
    exact = [float(one["value"]) for one in read.all("data")]
    assert exact == [cell for row in ROWS for cell in row if isinstance(cell, int | float)]
    assert [one["text"] for one in read.all("data")][:3] == ["96.67", "30", "\N{MINUS SIGN}6.89"]
    assert [one["text"] for one in read.all("th", scope="col")] == list(COLUMNS)
    assert [one["text"] for one in read.all("th", scope="row")] == [str(row[0]) for row in ROWS]


def test_every_number_that_is_drawn_is_in_the_report_s_tables() -> None:
    """Authority: what tests/spec/reproduced.py reads off the figure."""
    for one in gallery():
        read = page(basket(one))
        cells = [float(cell["value"]) for cell in read.all("data")]
        drawn = [value for _, value, _ in Drawn(one.key, one.figure or {}).numbers]
        assert cells == pytest.approx(drawn)


SHOWN = [
    ((0.0028, 0.00001, -0.00002, 0.0), ["0.0028", "< 0.0001", "> −0.0001", "0.0000"]),
    ((1512, -3, 0), ["1,512", "\N{MINUS SIGN}3", "0"]),
    ((12.345, 0.004, 0.1), ["12.35", "< 0.01", "0.10"]),
    ((3.0, 4.0), ["3", "4"]),
]


@pytest.mark.parametrize(("values", "texts"), SHOWN)
def test_a_column_is_rounded_as_one(values: tuple[float, ...], texts: list[str]) -> None:
    """By hand: half up; nothing but a zero is printed as one."""
    one = exhibit(columns=("Row", "x"), rows=tuple((str(at), v) for at, v in enumerate(values)))
    assert [cell["text"] for cell in page(basket(one)).all("data")] == texts


def test_a_wide_table_comes_in_parts_with_the_names_of_its_rows() -> None:
    columns = ("Kind", "Group", *(f"x{at}" for at in range(30)))
    rows = tuple((f"k{row}", f"g{row}", *range(30)) for row in range(3))
    read = page(basket(exhibit(columns=columns, rows=rows)))
    heads = [one["text"] for one in read.all("th", scope="col")]
    parts = len(read.all("table"))
    assert parts == 3
    assert heads.count("Kind") == heads.count("Group") == parts
    assert [head for head in heads if head.startswith("x")] == list(columns[2:])
    assert len(read.all("data")) == 3 * 30


def test_no_text_is_markup_wherever_it_lands() -> None:
    """Authority: Python's HTML reader finds no element more, and each text as it was."""
    words = ("title", "caption", "alt", "note", "methods", "page", "link")
    facts = ("dataset", "content_hash", "warning", "taken_on")
    figure = next(gallery()).figure or {}
    figure = {"data": figure["data"], "layout": figure["layout"] | {"meta": MARKUP}}
    numbers = {"columns": (MARKUP, "n"), "rows": ((MARKUP, 1),), "cohorts": (MARKUP,)}
    nasty = dict.fromkeys((*words, *facts), MARKUP) | numbers
    read = page(basket(exhibit(**nasty, figure=figure), title=MARKUP))
    calm = page(basket(exhibit(note="y", figure=figure, columns=("a", "n"), rows=(("b", 1),))))
    assert tags_of(read) == tags_of(calm)
    assert read.all("h1")[0]["text"] == MARKUP
    assert read.all("h2")[1]["text"] == f"1. {MARKUP}"
    assert read.all("div", role="figure")[0]["aria-label"] == MARKUP
    (kept,) = read.all("script", type="application/json")
    assert json.loads(kept["text"])["layout"]["meta"] == MARKUP
    assert not re.search("[<>&\u2028]", kept["text"])


def tags_of(read: Page) -> list[str]:
    """Without those of which a text has one for each line or long word."""
    return [one["tag"] for one in read.elements if one["tag"] not in {"p", "span"}]


def test_a_number_that_is_none_is_refused() -> None:
    figure = {"data": [{"type": "scatter", "y": [float("nan")]}], "layout": {"height": 300}}
    with pytest.raises(BasketError, match=r"'Relief' holds a number that is none"):
        report_html(basket(exhibit("Relief", figure=figure)))


@pytest.mark.parametrize("figure", [{}, {"layout": 5}, {"data": [], "layout": {"title": "Relief"}}])
def test_a_figure_that_is_hardly_one_stops_nothing(figure: dict[str, Any]) -> None:
    read = page(basket(exhibit("Relief", figure=figure)))
    assert read.all("div", role="figure")[0]["data-height"] == "450"


def test_an_empty_basket_is_a_calm_sentence() -> None:
    read = page(basket())
    assert "nothing in this report yet" in read.all("header")[0]["text"]
    assert read.all("article") == read.all("nav") == []


def test_nothing_can_be_fetched_and_only_two_scripts_run() -> None:
    """W3C, CSP 3: the digests of the two scripts, as hashlib finds them; plotly.js as it ships."""
    read = page(basket(exhibit()))
    (policy,) = read.all("meta", **{"http-equiv": "Content-Security-Policy"})
    rules = dict(part.strip().split(" ", 1) for part in policy["content"].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe-eval", policy["content"])
    (packed,) = read.all("script", id="plotly")
    plotly = gzip.decompress(base64.b64decode(packed["text"]))
    assert plotly == files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    own = next(one for one in read.all("script") if "type" not in one)
    digests = [hashlib.sha256(text).digest() for text in (own["text"].encode(), plotly)]
    allowed = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    assert rules["script-src"].split() == allowed


def test_the_same_basket_gives_the_same_bytes() -> None:
    shown = list(gallery())
    assert report_html(basket(*shown)) == report_html(basket(*gallery()))


def test_paper_says_on_each_page_whom_it_covers() -> None:
    """Authority: the strings of the page rules, their escapes undone as CSS does."""
    one, other = exhibit("a"), exhibit("b", cohorts=('Men "over" 60\\<80; 4 procedures',))
    (style,) = page(basket(one, other)).all("style")
    strings = re.findall(r'@bottom-left \{ content: "([^"]*)"', style["text"])
    undone = [re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), s) for s in strings]
    assert undone[1:] == [one.footer, other.footer]
    assert all(text in undone[0] for text in (*one.cohorts, *other.cohorts, WARNING))


def test_a_long_footer_gets_the_room_that_it_needs() -> None:
    margins = []
    for words in (9, 300):
        (style,) = page(basket(exhibit(cohorts=("word " * words,)))).all("style")
        margins.append(float(re.findall(r"15mm ([\d.]+)mm;", style["text"])[-1]))
    assert margins[1] > margins[0] + 40


def test_a_footer_without_end_leaves_room_for_the_page() -> None:
    """A4 is 297 mm high; the sentence stands whole below the heading."""
    endless = exhibit(cohorts=("word " * 20_000,))
    read = page(basket(endless))
    (style,) = read.all("style")
    margins = [float(found) for found in re.findall(r"15mm ([\d.]+)mm;", style["text"])]
    assert len(margins) == style["text"].count(WARNING) == 2
    assert max(margins) < 297 / 2
    assert endless.cohorts[0].strip() in read.all("article")[0]["text"]


def test_no_browser_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(document_pdf, "_ELSEWHERE", ())
    assert report_pdf(report_html(basket(exhibit()))) is None


def stand_in(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a browser: a program."""
    program = folder / "chromium"
    program.write_text(text)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_a_browser_that_prints_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One that ends at once, and one that never does."""
    for text in ("#!/bin/sh\nexit 3\n", "#!/bin/sh\nexec sleep 60\n"):
        stand_in(tmp_path, text, monkeypatch)
        monkeypatch.setattr(document_pdf, "SECONDS", 0.5)
        assert report_pdf(b"<!doctype html>") is None


def test_no_more_browsers_are_started_than_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By hand: as many as may print are started, the next is told; when they end, another is."""
    log = tmp_path / "log"
    stand_in(tmp_path, f"#!/bin/sh\necho started >> {log}\nexec sleep 2\n", monkeypatch)
    printing = [Thread(target=report_pdf, args=(b"",)) for _ in range(document_pdf.AT_ONCE)]
    for one in printing:
        one.start()
    while not log.exists() or log.read_text().count("started") < document_pdf.AT_ONCE:
        sleep(0.05)
    monkeypatch.setattr(document_pdf, "WAIT_SECONDS", 0.1)
    with pytest.raises(BasketError, match="trying again would do"):
        report_pdf(b"")
    for one in printing:
        one.join()
    assert report_pdf(b"") is None
    assert log.read_text().count("started") == document_pdf.AT_ONCE + 1


def test_a_table_is_shown_as_it_was_printed_with_its_numbers_in_a_box() -> None:
    """Authority: the exhibit's printed cells, a line of one in a line; its exact numbers."""
    printed = Table(("Sex", "Relief"), (("Women <b>", "97 %\n29 of 30"),))
    html = report_html(basket(exhibit(printed=printed)))
    read = Page(html)
    first, box = read.all("table")[0]["text"], read.all("details")[0]
    assert first == "SexReliefWomen <b>97 %29 of 30"
    assert b"97 %<br>29 of 30" in html
    assert box["class"] == "long"
    exact = [json.loads(cell["value"]) for cell in read.all("data")]
    assert exact == [cell for row in ROWS for cell in row if isinstance(cell, int | float)]


def test_a_spine_is_drawn_with_what_was_printed() -> None:
    """By hand: three levels were found and one lies between them; the words are the exhibit's."""
    printed = Table(("Level", "Estimate"), (("T12", "40 % <i>"), ("L1", "20 %"), ("L3", "25 %")))
    made = exhibit("Leaks", columns=SPINE_COLUMNS, rows=SPINE, printed=printed)
    read = page(basket(made))
    assert [one["text"] for one in read.all("text")] == [
        *("T12", "40 % <i>", "L1", "20 %", "L2", "L3", "25 %")
    ]
    fills = [one["fill"] for one in read.all("rect")]
    assert len(fills) == 4
    assert len(set(fills)) == 4  # more, the least, none, less than the mean
    assert not page(basket(exhibit())).all("svg")
