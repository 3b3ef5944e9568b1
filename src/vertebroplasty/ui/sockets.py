"""What the server sends goes out at once.

A connection that waits with a small message until the one before was acknowledged (Nagle's
algorithm) meets a reader's side that puts the acknowledgement off: some 40 ms for almost every
message of a run and every small file of a page. asyncio turns that off for sockets that name their
protocol; the one that Streamlit 1.67 listens on does not.
"""

import gc
import socket

_INTERNET = (socket.AF_INET, socket.AF_INET6)


def send_at_once() -> int:
    """Turn the waiting off for every connection that is accepted from now on.

    A connection inherits it from the socket that listened.

    Returns
    -------
    int
        How many sockets of this process listen.
    """
    # By type, and not with isinstance, which asks proxies for what they stand for.
    sockets = [found for found in gc.get_objects() if issubclass(type(found), socket.socket)]
    listening = [found for found in sockets if _listens(found)]
    for found in listening:
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _listens(found: socket.socket) -> bool:
    if found.family not in _INTERNET or found.type != socket.SOCK_STREAM:
        return False
    try:
        return bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:  # closed meanwhile
        return False
