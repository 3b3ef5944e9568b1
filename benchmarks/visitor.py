"""A visitor without a browser: speaks Streamlit's own protocol over the web socket.

Like a browser it sends the state of every filter with each rerun and waits until the run has ended.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

START_SECONDS = 60
RUN_SECONDS = 60


class Visitor:
    """One session of a server."""

    def __init__(self, socket: ClientConnection, query: str) -> None:
        self._socket = socket
        self._query = query
        self._widgets: dict[str, WidgetState] = {}
        self._buttons: dict[str, str] = {}
        self._pressed: list[str] = []
        self._pages: dict[str, str] = {}
        self._page = ""
        self.arrivals: list[float] = []
        self.first = self.rerun()

    def has(self, key: str) -> bool:
        """Whether a filter with this key was ever on the page."""
        return key in self._widgets

    def set_range(self, key: str, low: int, high: int) -> None:
        """Move both ends of a slider; the next rerun tells the server."""
        self._widget(key).double_array_value.data[:] = [low, high]

    def set_tick(self, key: str, on: bool) -> None:
        """Set a checkbox; the next rerun tells the server."""
        self._widget(key).bool_value = on

    def set_choice(self, key: str, chosen: Sequence[str]) -> None:
        """Choose from a list of which several may be chosen; the next rerun tells the server."""
        self._widget(key).string_array_value.data[:] = chosen

    def press(self, key: str) -> None:
        """Press a button; the next rerun, and no other, tells the server."""
        self._pressed.append(self._buttons[key])

    def turn_to(self, address: str) -> None:
        """Choose a page of the menu by its address; the next rerun tells the server."""
        self._page = self._pages[address]

    def rerun(self) -> list[ForwardMsg]:
        """Have the script run once, and return what the server sent."""
        self.ask()
        return self.answer()

    def ask(self) -> None:
        """Have the script run, and do not wait for the answer."""
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.page_script_hash = self._page
        pressed = [WidgetState(id=button, trigger_value=True) for button in self._pressed]
        self._pressed.clear()
        request.rerun_script.widget_states.widgets.extend([*self._widgets.values(), *pressed])
        self._socket.send(request.SerializeToString())

    def answer(self) -> list[ForwardMsg]:
        """Return what the server sends until a run has ended; `arrivals` has the time of each."""
        messages: list[ForwardMsg] = []
        self.arrivals = []
        while not messages or not _has_ended(messages[-1]):
            messages.append(self._message(RUN_SECONDS))
        self._remember(messages)
        return messages

    def late(self, seconds: float) -> list[ForwardMsg]:
        """Return what the server still sends until it is silent for so long."""
        messages = []
        with suppress(TimeoutError):
            while True:
                messages.append(self._message(seconds))
        return messages

    def _message(self, patience: float) -> ForwardMsg:
        message = ForwardMsg()
        received = self._socket.recv(timeout=patience)
        self.arrivals.append(time.perf_counter())
        message.ParseFromString(received)
        return message

    def _widget(self, key: str) -> WidgetState:
        """Return the state of the widget with a key; it has to be on the page."""
        return self._widgets[key]

    def _remember(self, messages: list[ForwardMsg]) -> None:
        for message in messages:
            if message.WhichOneof("type") == "navigation":
                pages = message.navigation.app_pages
                self._pages = {page.url_pathname: page.page_script_hash for page in pages}
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "button":
                self._buttons[_key(element.button.id)] = element.button.id
            elif kind in _FIRST_STATE:
                self._remember_widget(getattr(element, kind), _FIRST_STATE[kind])

    def _remember_widget(self, widget: Any, first_state: Callable[[Any], dict[str, Any]]) -> None:
        key = _key(widget.id)
        if key not in self._widgets or self._widgets[key].id != widget.id:
            self._widgets[key] = WidgetState(id=widget.id, **first_state(widget))


@contextmanager
def visiting(port: int, query: str = "") -> Iterator[Visitor]:
    """Open a session as soon as the server answers."""
    with _connected(port) as socket:
        yield Visitor(socket, query)


def texts(messages: list[ForwardMsg]) -> str:
    """Return the HTML that a run sent, in elements and in pieces of the page."""
    return "\n".join(_html(message.delta.new_element) for message in messages)


def _html(element: Element) -> str:
    if element.WhichOneof("type") != "bidi_component":
        return element.html.body
    parts = json.loads(element.bidi_component.json or "{}").get("parts", ())
    return "\n".join(part.get("markup", "") for part in parts)


def _key(identity: str) -> str:
    """Return the key that the app gave a widget."""
    return identity.rpartition("-")[2]


def _slider(widget: Any) -> dict[str, Any]:
    chosen = widget.value if widget.set_value else widget.default
    return {"double_array_value": {"data": chosen}}


def _checkbox(widget: Any) -> dict[str, Any]:
    return {"bool_value": widget.value if widget.set_value else widget.default}


def _multiselect(widget: Any) -> dict[str, Any]:
    options = [widget.options[place] for place in widget.default]
    return {"string_array_value": {"data": widget.raw_values if widget.set_value else options}}


_FIRST_STATE: dict[str | None, Callable[[Any], dict[str, Any]]] = {
    "checkbox": _checkbox,
    "multiselect": _multiselect,
    "slider": _slider,
}
"""Kinds of widgets that a visitor sets, and how a browser finds the first state of one."""


def _connected(port: int) -> ClientConnection:
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            return connect(address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


def _has_ended(message: ForwardMsg) -> bool:
    kind = message.WhichOneof("type")
    if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        raise RuntimeError(message.delta.new_element.exception.message)
    return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
