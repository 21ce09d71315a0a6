"""What a process may take is counted from when it begins its work."""

import signal
import subprocess
import sys

_PROGRAM = """
import time
from trialgraph.store.bounds import bound_seconds

def spend(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

spend(1.2)
bound_seconds(0.5)
spend(0.3)
print("done", flush=True)
spend(60)
"""


def test_seconds_spent_on_starting_do_not_count_and_those_after_do() -> None:
    ended = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, check=False)
    assert ended.stdout == b"done\n"
    assert ended.returncode == -signal.SIGXCPU
