"""Where the browser gets plotly.js from: the file that the plotly package ships.

A browser keeps what it has fetched and compiled from an address that says for how long it holds:
1.3 s of a page's opening the first time, 0.15 s from the third. Streamlit says so of its own
scripts, but not of a component's, which it would also pack anew for each reader; so the dashboard's
server has an address of its own for it (`plotly_route`). Where Streamlit serves alone (``streamlit
run app.py``) it comes from a component's folder.
"""

import gzip
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.components.v1 import declare_component

from vertebroplasty.figures.standalone import plotly_js

_LEVEL = 4
"""Of compression: 0.1 s; the highest takes twice as long and saves 4 %."""
_FOR_GOOD = "public, immutable, max-age=31536000"
"""The address names the version, so what it leads to never changes."""

_routes: list[Route] = []
"""Those that the server of this process has."""


def plotly_route() -> Route:
    """Return the route that serves plotly.js, for the server of this process."""
    if not _routes:
        path = _path("plotly", f"plotly-{version('plotly')}.min.js")
        _routes.append(Route(path, _plotly, methods=["GET"]))
        _packed()  # now, rather than while the first reader waits
    return _routes[0]


def plotly_source() -> str:
    """Return the address of plotly.js on this server."""
    if _routes:
        return _routes[0].path
    folder = files("plotly").joinpath("package_data")
    served = declare_component("plotly", path=str(folder))
    return _path("component", served.name, "plotly.min.js")


def _path(*parts: str) -> str:
    base = st.get_option("server.baseUrlPath").strip("/")
    return "/".join(["", *filter(None, [base]), *parts])


async def _plotly(request: Request) -> Response:
    headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plotly_js(), media_type="text/javascript", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_packed(), media_type="text/javascript", headers=headers)


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return gzip.compress(plotly_js(), _LEVEL, mtime=0)
