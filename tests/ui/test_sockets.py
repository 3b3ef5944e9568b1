"""Small answers do not wait for an acknowledgement of the one before."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from vertebroplasty.ui.sockets import send_at_once


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket as Streamlit makes it: its protocol is left to the system."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        yield found


def accepted_sends_at_once(listener: socket.socket) -> bool:
    """Serve the listener with asyncio, connect, and look at the connection's option."""

    async def look() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def note(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            option = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            found.set_result(bool(option))
            writer.close()

        async with await asyncio.start_server(note, sock=listener.dup()):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await found

    return asyncio.run(look())


def test_connections_accepted_from_now_on_send_at_once(listener: socket.socket) -> None:
    """Authority: the option itself (TCP_NODELAY, RFC 1122 4.2.3.4), as the system tells it.

    That asyncio sets it by itself, which would make the module idle, is looked at first.
    """
    if accepted_sends_at_once(listener):
        pytest.fail("asyncio turns the waiting off by itself now: ui/sockets.py can go")
    assert send_at_once() >= 1
    assert accepted_sends_at_once(listener)


def test_other_sockets_are_left_alone(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()) as client:
        send_at_once()
        assert not client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_closed_sockets_are_no_obstacle() -> None:
    socket.socket().close()
    send_at_once()
