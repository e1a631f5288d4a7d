"""Networks that can be cut: a node lives in a namespace of its own, joined to ours by a pair of virtual interfaces.

All of it is made inside a namespace that ends with the suite (see `isolation`), so that nothing need be undone.
"""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

SERVICES = "10.77.0.1"
"""Where the database and Redis are for every node."""


def prepare() -> None:
    """Give this machine the address of the services."""
    _run("ip", "link", "set", "lo", "up")
    _run("ip", "address", "add", f"{SERVICES}/32", "dev", "lo")


class Link:
    """The network of one node."""

    def __init__(self, number: int) -> None:
        self._name = f"node{number}"
        ours, self.address = f"10.77.{number}.1", f"10.77.{number}.2"
        _run("ip", "netns", "add", self._name)
        _run("ip", "link", "add", self._name, "type", "veth", "peer", "name", "uplink", "netns", self._name)
        _run("ip", "address", "add", f"{ours}/24", "dev", self._name)
        _run("ip", "link", "set", self._name, "up")
        self._inside("ip", "link", "set", "lo", "up")
        self._inside("ip", "address", "add", f"{self.address}/24", "dev", "uplink")
        self._inside("ip", "link", "set", "uplink", "up")
        self._inside("ip", "route", "add", "default", "via", ours)

    @property
    def enter(self) -> Sequence[str]:
        """What stands before a command that is to run in it."""
        return ["ip", "netns", "exec", self._name]

    @contextmanager
    def losing(self, *packets: Sequence[str], share: float = 1.0) -> Iterator[None]:
        """Lose packets until the block ends.

        Args:
            packets: each a chain and a condition of iptables.
            share: how many of them.
        """
        chance = ["-m", "statistic", "--mode", "random", "--probability", str(share)] if share < 1 else []
        rules = [(chain, *condition, *chance, "-j", "DROP") for chain, *condition in packets]
        for rule in rules:
            self._inside("iptables", "-A", *rule)
        try:
            yield
        finally:
            for rule in rules:
                self._inside("iptables", "-D", *rule)

    def _inside(self, *command: str) -> None:
        _run(*self.enter, *command)


def arriving_at(port: int) -> Sequence[str]:
    """What others send to a port of the node."""
    return "INPUT", "-p", "tcp", "--dport", str(port)


def leaving_from(port: int) -> Sequence[str]:
    """What the node sends from one of its ports."""
    return "OUTPUT", "-p", "tcp", "--sport", str(port)


def coming_from(port: int) -> Sequence[str]:
    """What a service's port sends to the node."""
    return "INPUT", "-p", "tcp", "--sport", str(port)


def going_to(port: int) -> Sequence[str]:
    """What the node sends to a service's port."""
    return "OUTPUT", "-p", "tcp", "--dport", str(port)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
