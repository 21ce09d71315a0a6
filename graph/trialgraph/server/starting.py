"""What a service needs of its machine, had before it says that it serves: or what is wrong."""

import errno
import os
import socket
from pathlib import Path

from trialgraph.errors import AddressInUse, BadParameter
from trialgraph.server.access_log import AccessLog

_PRIVATE = 0o700


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: a name or an address of this machine.
        port: 0 for any that is free.

    Raises:
        AddressInUse: somebody listens there.
        BadParameter: this machine has no such address, or this user may not listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not host:  # the system would take it for all addresses
        raise BadParameter(_no_address(host, "no address"))
    try:
        return socket.create_server((host, port), family=family)
    except UnicodeError as error:
        raise BadParameter(_no_address(host, str(error))) from error
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno == errno.EADDRINUSE:
            raise AddressInUse(
                f"found that somebody listens at {host}:{port} already, wanted a free port; "
                "choose another with --port"
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise BadParameter(
                f"found that this user may not listen at {host}:{port} ({why}), wanted a port "
                "that it may; choose one from 1024 with --port, and let a proxy have the others"
            ) from error
        raise BadParameter(_no_address(host, why)) from error


def _no_address(host: str, why: str) -> str:
    return (
        f"found the host {host!r} ({why}), wanted an address that this machine has; choose with "
        "--host one as 127.0.0.1, ::1, or 0.0.0.0 for all of IPv4"
    )


def address_of(listening: socket.socket) -> str:
    """Return the URL of what listens, with the port that it got."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def open_log(place: str) -> AccessLog | None:
    """Return the access log, ``None`` where none is wanted.

    Raises:
        BadParameter: it cannot be written.
    """
    if not place:
        return None
    try:
        return AccessLog.to(place)
    except OSError as error:
        raise BadParameter(
            f"found {error.strerror!r} for the access log {place}, wanted a file in a directory "
            "that is there, which this user may write to; make it, or name another with "
            "--access-log"
        ) from error


def place_for_backups(place: Path | None, store: Path) -> Path | None:
    """Return the directory for backups, made when the one above it is there.

    Raises:
        BadParameter: it is no directory, may not be written to, or lies in the store.
    """
    if place is None:
        return None
    if place.resolve().is_relative_to(store.resolve()):
        raise BadParameter(
            f"found the place for backups {place} inside the store {store}, wanted one outside; "
            "name another with --backups"
        )
    try:
        place.mkdir(mode=_PRIVATE, exist_ok=True)
        why = "" if os.access(place, os.W_OK | os.X_OK) else "it may not be written to"
    except OSError as error:
        why = error.strerror or str(error)
    if why:
        raise BadParameter(
            f"found {why!r} for the place for backups {place}, wanted a directory that may be "
            "written to, or a new one in a directory that is there; name another with --backups"
        )
    return place
