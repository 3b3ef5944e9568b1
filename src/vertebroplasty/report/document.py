"""The report: one HTML file that shows every exhibit, asks no network, and prints to clean paper.

All that it needs is in it. Its policy lets the browser fetch nothing, and run only the two scripts
whose digests it names: our own, and plotly.js.
"""

import base64
import gzip
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from importlib.resources import files

from vertebroplasty.figures.standalone import plotly_js
from vertebroplasty.report.document_exhibit import exhibit_html
from vertebroplasty.report.document_pages import page_rules
from vertebroplasty.report.exhibits import SEPARATOR, Basket, Exhibit

_EMPTY = "There is nothing in this report yet: no figure or table was taken along."


def report_html(basket: Basket) -> bytes:
    """Return a basket as one HTML file, in UTF-8; the same basket, the same bytes.

    Parameters
    ----------
    basket : Basket
        What to show, in its order.

    Returns
    -------
    bytes
        It draws its figures by itself, wherever it is opened.

    Raises
    ------
    BasketError
        If a figure holds a number that is none.
    """
    numbered = list(enumerate(basket.exhibits, 1))
    parts = (
        *('<!doctype html><html lang="en">', _head(basket), "<body>"),
        *(_front(basket), _contents(numbered), "<main>"),
        *(exhibit_html(number, exhibit) for number, exhibit in numbered),
        *("</main>", _scripts(), "</body></html>"),
    )
    return "\n".join(parts).encode()


def _head(basket: Basket) -> str:
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in (_own_script(), plotly_js()))
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline';"
        " img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(basket.title)}</title><link rel="icon" href="data:,">'
        f"<style>{_resource('document.css')}{page_rules(basket)}</style></head>"
    )


def _front(basket: Basket) -> str:
    exhibits = basket.exhibits
    days = sorted({one.taken_on for one in exhibits})
    tags = "".join(f'<p class="tag">{escape(text)}</p>' for text in _each(exhibits, "warning"))
    if not exhibits:
        return f"<header><h1>{escape(basket.title)}</h1><p>{_EMPTY}</p></header>"
    facts = (
        ("Data", [_data(one) for one in exhibits]),
        ("Cohorts", [escape(sentence) for one in exhibits for sentence in one.cohorts]),
        ("Taken on", [escape(" to ".join(dict.fromkeys((days[0], days[-1]))))]),
    )
    rows = "".join(f"<dt>{name}</dt>{_described(values)}" for name, values in facts)
    return f"<header><h1>{escape(basket.title)}</h1>{tags}<dl>{rows}</dl></header>"


def _data(exhibit: Exhibit) -> str:
    return escape(SEPARATOR.join((exhibit.dataset, f"content {exhibit.content_hash}")))


def _described(values: Iterable[str]) -> str:
    return "".join(f"<dd>{value}</dd>" for value in dict.fromkeys(values))


def _each(exhibits: Iterable[Exhibit], name: str) -> list[str]:
    """Return the different texts that exhibits have under a name, in their order."""
    return [text for text in dict.fromkeys(getattr(one, name) for one in exhibits) if text]


def _contents(numbered: Iterable[tuple[int, Exhibit]]) -> str:
    lines = "".join(
        f'<li><a href="#exhibit-{number}">{escape(one.title)}</a>'
        f" <span>{escape(one.page)}</span></li>"
        for number, one in numbered
    )
    if not lines:
        return ""
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{lines}</ol></nav>'


def _scripts() -> str:
    return (
        f'<script type="text/plain" id="plotly">{_packed_plotly()}</script>'
        f"<script>{_own_script().decode()}</script>"
    )


@lru_cache(maxsize=1)
def _packed_plotly() -> str:
    """Return plotly.js packed, a third of its size; Base64 has no sign that HTML would read."""
    return base64.b64encode(gzip.compress(plotly_js(), 9, mtime=0)).decode()


def _own_script() -> bytes:
    return _resource("document.js").encode()


def _resource(name: str) -> str:
    return files("vertebroplasty.report").joinpath(name).read_text(encoding="utf-8")


def _digest(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()
