"""A process for the tests of children: it does what it is asked for."""

import os
import signal
import sys
from pathlib import Path

from trialgraph.store.frames import PipeClosed, receive, send


def main() -> None:
    """Echo frames, or end, or hang, or pour out bytes, as they say."""
    send(sys.stdout.buffer, {"status": sys.argv[1] if sys.argv[1:] else "ready"})
    while True:
        try:
            head, content = receive(sys.stdin.buffer)
        except PipeClosed:
            Path(sys.argv[2]).write_text("ended") if sys.argv[2:] else None
            return
        match head.get("ask"):
            case "end":
                os._exit(3)
            case "hang":
                signal.pause()
            case "pour":
                for number in range(int(str(head["pieces"]))):
                    send(sys.stdout.buffer, {"number": number}, bytes(1 << 16))
                    Path(sys.argv[2]).write_text(str(number))
            case _:
                send(sys.stdout.buffer, head, content)


if __name__ == "__main__":
    main()
