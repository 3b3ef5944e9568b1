"""A visitor without a browser: speaks Streamlit's own protocol over the web socket.

Like a browser it sends the state of every widget with each rerun and waits until the run has ended.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
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
        self._remember_widgets(self.rerun())

    def set_range(self, key: str, low: int, high: int) -> None:
        """Move both ends of a slider; the next rerun tells the server."""
        for identity, state in self._widgets.items():
            if identity.endswith(f"-{key}"):
                state.double_array_value.data[:] = [low, high]

    def rerun(self) -> list[ForwardMsg]:
        """Have the script run once, and return what the server sent."""
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.widget_states.widgets.extend(self._widgets.values())
        self._socket.send(request.SerializeToString())
        messages: list[ForwardMsg] = []
        while not messages or not _has_ended(messages[-1]):
            message = ForwardMsg()
            message.ParseFromString(self._socket.recv(timeout=RUN_SECONDS))
            messages.append(message)
        return messages

    def _remember_widgets(self, messages: list[ForwardMsg]) -> None:
        for message in messages:
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind == "checkbox":
                state = WidgetState(id=element.checkbox.id, bool_value=element.checkbox.default)
            elif kind == "slider":
                state = WidgetState(id=element.slider.id)
                state.double_array_value.data.extend(element.slider.default)
            else:
                continue
            self._widgets[state.id] = state


@contextmanager
def visiting(port: int, query: str = "") -> Iterator[Visitor]:
    """Open a session as soon as the server answers."""
    with _connected(port) as socket:
        yield Visitor(socket, query)


def texts(messages: list[ForwardMsg]) -> str:
    """Return the HTML that a run sent."""
    return "\n".join(message.delta.new_element.html.body for message in messages)


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
