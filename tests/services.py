"""What Deskside runs on: PostgreSQL, Redis and HAProxy, each on a spare port, with all it keeps in one folder."""

import os
import pwd
import random
import re
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import psycopg
from redis import Redis
from redis.exceptions import RedisError

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "haproxy.cfg"
Anything = TypeVar("Anything", bound="Service")

SLOW_DISK = {"commit_delay": 20_000, "commit_siblings": 0}
"""Microseconds a commit takes: what is killed meanwhile shall have a commit under way."""

PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"


def free_port() -> int:
    """A port nobody uses, and which the system gives to no outgoing connection while its owner restarts."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(truth: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Look again and again until something is true."""
    deadline = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


class Service:
    """A program that runs until it is ended, by its process id."""

    graceful = signal.SIGTERM

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.host = host
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it serves."""
        log = self.folder / f"{type(self).__name__}.log"
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                self._command(), stdout=said, stderr=said, cwd=self.folder, user=self._user(), env=_environment()
            )
        wait_for(lambda: self._answers() or not self.alive, f"it does not answer; see {log}")
        assert self.alive, log.read_text()

    def stop(self) -> None:
        """Stop it as its manual says."""
        self.end(self.graceful)

    def kill(self) -> None:
        """End it without any warning."""
        self.end(signal.SIGKILL)

    def restart(self) -> None:
        """End it without any warning, and start it again."""
        self.kill()
        self.start()

    def pause(self) -> None:
        """Let it hang, until `resume`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def end(self, how: signal.Signals) -> None:
        """End it by a signal, and wait until it is gone."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def _command(self) -> Sequence[str | Path]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError

    def _user(self) -> str | None:
        return None


class PostgresServer(Service):
    """A database server.

    Args:
        folder: everybody may enter those above it, for the server refuses to run as root.
        host: where it listens.
        durable: whether it waits for the disk, as in earnest.
        slow: whether the disk is a slow one.
    """

    graceful = signal.SIGINT  # Called "fast": sessions are ended, not waited for.

    def __init__(self, folder: Path, host: str = "127.0.0.1", durable: bool = False, slow: bool = False) -> None:
        super().__init__(folder, host)
        self._durable = durable
        self._slow = slow
        self._password = secrets.token_hex(16)
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if user := self._user():
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        self._initialise()

    def url(self, database: str = "postgres") -> str:
        """The address of a database, for ``DATABASE_URL``."""
        return f"postgres://postgres:{self._password}@{self.host}:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Make an empty database; its address."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def kill(self) -> None:
        """End it and all its sessions without any warning, as a power cut does."""
        super().pause()  # Not to see a session die and care for the others.
        sessions = self._to_sessions(signal.SIGKILL)
        super().kill()
        wait_for(lambda: not any(_runs(session) for session in sessions), "sessions of the killed server go on")

    def pause(self) -> None:
        """Let it and all its sessions hang, until `resume`."""
        super().pause()
        self._to_sessions(signal.SIGSTOP)

    def resume(self) -> None:
        """Let them go on."""
        self._to_sessions(signal.SIGCONT)
        super().resume()

    def _to_sessions(self, how: signal.Signals) -> list[str]:
        """Send a signal to every session; their process ids."""
        assert self._process is not None
        pid = self._process.pid
        sessions = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for session in sessions:
            with suppress(ProcessLookupError):
                os.kill(int(session), how)
        return sessions

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self._password)
        secret.chmod(0o644)
        words = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--no-locale"]
        subprocess.run(
            [self._programs / "initdb", "--pgdata=data", "--no-sync", *words],
            cwd=self.folder,
            user=self._user(),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        secret.unlink()
        with (self.folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write("host all all samenet scram-sha-256\n")

    def _command(self) -> Sequence[str | Path]:
        settings = {
            "port": self.port,
            "listen_addresses": self.host,
            "unix_socket_directories": self.folder,
            "max_connections": 200,
            "fsync": "on" if self._durable else "off",
            **(SLOW_DISK if self._slow else {}),
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [self._programs / "postgres", "-D", self.folder / "data", *words]

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url()):
            return True
        return False

    def _user(self) -> str | None:
        return "postgres" if os.geteuid() == 0 else None


class RedisServer(Service):
    """Redis, in memory only."""

    @property
    def url(self) -> str:
        """Its address, for ``REDIS_URL``."""
        return f"redis://{self.host}:{self.port}/0"

    def _command(self) -> Sequence[str | Path]:
        return ["redis-server", "--bind", self.host, "--port", str(self.port), "--save", "", "--protected-mode", "no"]

    def _answers(self) -> bool:
        with suppress(RedisError), Redis.from_url(self.url) as client:
            return bool(client.ping())
        return False


class Balancer(Service):
    """HAProxy with the configuration that the documentation recommends.

    Args:
        nodes: host and port of each.
    """

    def __init__(self, folder: Path, nodes: Sequence[str], host: str = "127.0.0.1") -> None:
        super().__init__(folder, host)
        text = re.sub(r"bind .*", f"bind {host}:{self.port}", EXAMPLE.read_text())
        servers = [f"    server node{number} {address}\n" for number, address in enumerate(nodes)]
        (folder / "haproxy.cfg").write_text(re.sub(r"    server .*\n", "", text) + "".join(servers))

    def _command(self) -> Sequence[str | Path]:
        return ["haproxy", "-db", "-f", self.folder / "haproxy.cfg"]

    def _answers(self) -> bool:
        with suppress(OSError):
            socket.create_connection((self.host, self.port), 1).close()
            return True
        return False


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": PATH}


def _runs(pid: str) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextmanager
def running(service: Anything) -> Iterator[Anything]:
    """Run a service until the block ends."""
    service.start()
    try:
        yield service
    finally:
        service.stop()
