"""Every frame of the screen while a filter changes, and how much of each chart it shows."""

import base64
import io
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page

PAPER = 40
"""From which difference to the paper, summed over red, green and blue, a pixel is ink."""

WHOLE = {"format": "png", "everyNthFrame": 1, "maxWidth": 4000, "maxHeight": 4000}


class Film:
    """The frames of a page, taken while a block runs."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.on("Page.screencastFrame", self._take)
        self._taken: list[str] = []
        self.frames = 0
        self.least_ink = 1.0

    def __enter__(self) -> None:
        self._taken.clear()
        self._session.send("Page.startScreencast", WHOLE)

    def __exit__(self, *_: object) -> None:
        self._session.send("Page.stopScreencast")
        ink = np.array([self._ink(frame) for frame in self._taken])
        self.frames += len(ink)
        if len(ink):
            usual = np.minimum(ink[0], ink[-1])
            self.least_ink = min(self.least_ink, float((ink / usual).min()))

    def _take(self, event: dict[str, Any]) -> None:
        self._taken.append(event["data"])
        self._session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    def _ink(self, frame: str) -> list[int]:
        """Return how many pixels of each chart differ from the paper."""
        picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(frame))).convert("RGB"))
        found = []
        for chart in self._page.locator(".js-plotly-plot").all():
            box = chart.bounding_box()
            assert box
            left, top = int(box["x"]), int(box["y"])
            part = picture[top : top + int(box["height"]), left : left + int(box["width"])]
            away = np.abs(part.astype(int) - part[1, 1].astype(int)).sum(axis=2)
            found.append(int((away > PAPER).sum()))
        return found
