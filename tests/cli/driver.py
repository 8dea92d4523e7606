"""The `checker` command in a process of its own: `python -m tests.cli.driver ARGUMENTS`.

It has stand-ins for the models, and judges two pairs at a time. The environment asks for more:
CHECKER_TEST_REAL for the real models, CHECKER_TEST_NO_NETWORK for a run in which every use of
the network fails and is told, CHECKER_TEST_KILL=N to be killed once N pairs are judged.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

from checker.cli import main
from checker.messages.settings import CheckSettings
from checker.scoring import assess, embedding, judge, method
from tests.stand_ins import FakeEmbedder, FakeJudge

NETWORK = "the network was used"


def _killed(done: int) -> None:
    at = os.environ.get("CHECKER_TEST_KILL")
    if at and done >= int(at):
        os.kill(os.getpid(), signal.SIGKILL)


def _embedder(name: str = "", *, allow_download: bool = False) -> FakeEmbedder:
    return FakeEmbedder()


def _judge(name: str = "", *, allow_download: bool = False) -> FakeJudge:
    return FakeJudge(after=_killed)


def _method(settings: CheckSettings) -> assess.Method:
    return assess.Method()


def _refuse(*_: object, **__: object) -> None:
    print(NETWORK, file=sys.stderr)
    raise OSError(NETWORK)


def _block_network() -> None:
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        setattr(socket, name, _refuse)


if __name__ == "__main__":
    if "CHECKER_TEST_REAL" not in os.environ:
        embedding.load_embedder = _embedder
        judge.load_judge = _judge
        method.load_method = _method
        assess.PAIRS_AT_ONCE = 2
    if "CHECKER_TEST_NO_NETWORK" in os.environ:
        _block_network()
    main()
