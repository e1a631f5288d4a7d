"""Several processes on one port: started together, replaced, stopped together."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.nodes import Node
from tests.services import free_port, wait_for
from tests.several.conftest import Ground


def get(port: int, path: str, **headers: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=5
        ) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


class Family:
    """A server with its serving processes."""

    def __init__(self, ground: Ground, data: Path, processes: int = 2) -> None:
        self.port = free_port()
        self.environment = ground.environment
        words = ["serve", "--port", str(self.port), "--data", str(data), "--processes", str(processes)]
        self.parent = subprocess.Popen(
            [sys.executable, "-m", "deskside.cli", *words],
            env={**os.environ, **ground.environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.parent.stdout is not None
        assert "Deskside serves at" in self.parent.stdout.readline()

    def children(self) -> set[int]:
        """Those who listen on the port, by their process ids."""
        listed = subprocess.run(["ss", "-Hltnp", f"sport = :{self.port}"], capture_output=True, text=True, check=True)
        return {int(part.partition(",")[0]) for part in listed.stdout.split("pid=")[1:]}

    def end(self) -> None:
        self.parent.terminate()
        self.parent.communicate(timeout=20)


def refusal(data: Path, *words: str, **environment: str) -> str:
    """What a server says that does not start."""
    done = subprocess.run(
        [sys.executable, "-m", "deskside.cli", "serve", "--data", str(data), *words],
        env={**os.environ, "DATABASE_URL": "", "REDIS_URL": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def family(ground: Ground, tmp_path: Path) -> Iterator[Family]:
    family = Family(ground, tmp_path)
    yield family
    if family.parent.poll() is None:
        family.end()


def test_all_listen_one_that_dies_is_replaced_and_all_stop_together(family: Family) -> None:
    first = family.children()
    assert len(first) == 2
    victim = min(first)
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: len(family.children() - {victim}) == 2, "it was not replaced", 20)
    assert get(family.port, "/readyz")[0] == 200
    family.end()
    assert family.parent.returncode == 0
    assert family.children() == set()


def test_nobody_serves_on_when_the_first_process_is_killed(family: Family) -> None:
    family.parent.kill()
    family.parent.communicate(timeout=20)
    wait_for(lambda: not family.children(), "its processes go on", 20)


def test_what_one_process_counts_any_of_them_tells(family: Family) -> None:
    assert get(family.port, "/healthz") == (200, "ok\n")
    told = {get(family.port, "/metrics")[1].partition("deskside_commit_seconds_count ")[2].split()[0] for _ in range(1)}
    assert float(told.pop()) > 0
    assert get(family.port, "/metrics", **{"X-Forwarded-For": "203.0.113.7"})[0] == 403


def test_a_port_on_which_another_server_listens_is_not_shared_with_it(family: Family, tmp_path: Path) -> None:
    said = refusal(tmp_path, "--processes", "2", "--port", str(family.port), **family.environment)
    assert "Choose another port" in said


def test_several_processes_need_what_they_share(tmp_path: Path) -> None:
    assert "set DATABASE_URL and REDIS_URL" in refusal(tmp_path, "--processes", "2", "--port", "0")
    assert not (tmp_path / "deskside.sqlite3").exists(), "it had begun to make a database"


def test_a_node_without_its_database_is_not_ready_and_is_again_when_it_is_back(ground: Ground, tmp_path: Path) -> None:
    node = Node("serve", tmp_path, ground.environment)
    node.start()
    try:
        assert json.loads(get(node.port, "/readyz")[1]) == {"ready": True, "bus": "hears"}
        ground.postgres.stop()
        wait_for(lambda: get(node.port, "/readyz")[0] == 503, "it still says that it is ready", 30)
        assert get(node.port, "/healthz")[0] == 200, "restarting it would not help"
        ground.postgres.start()
        wait_for(lambda: get(node.port, "/readyz")[0] == 200, "it does not come back", 30)
    finally:
        node.stop()


def test_a_node_stops_in_time_though_its_database_has_frozen(ground: Ground, tmp_path: Path) -> None:
    node = Node("serve", tmp_path, ground.environment)
    node.start()
    ground.postgres.pause()
    try:
        node.end(signal.SIGTERM, within=40)
    finally:
        ground.postgres.resume()


def test_the_token_opens_the_figures(ground: Ground, tmp_path: Path) -> None:
    node = Node("serve", tmp_path, {**ground.environment, "DESKSIDE_METRICS_TOKEN": "let-me-see"})
    node.start()
    try:
        assert get(node.port, "/metrics")[0] == 403
        assert get(node.port, "/metrics", Authorization="Bearer let-me-see")[0] == 200
    finally:
        node.stop()


def test_a_server_with_another_secret_does_not_join(ground: Ground, tmp_path: Path) -> None:
    node = Node("serve", tmp_path / "one", ground.environment)
    node.start()
    try:
        another = {**ground.environment, "DESKSIDE_SECRET_KEY": "another" * 8}
        assert "the same DESKSIDE_SECRET_KEY" in refusal(tmp_path / "two", "--port", "0", **another)
    finally:
        node.stop()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://desk@127.0.0.1/desk", "DATABASE_URL must look like postgres://"),
        ("DATABASE_URL", "postgres://desk@127.0.0.1:1/desk", "The database cannot be used: "),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must look like redis://"),
        ("DESKSIDE_SECRET_KEY", "abc", "DESKSIDE_SECRET_KEY must have at least 32"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(tmp_path: Path, name: str, value: str, said: str) -> None:
    assert refusal(tmp_path, "--port", "0", **{name: value}).startswith(said)
