"""A real server in a process of its own, and plain clients that speak the protocol with it."""

import http.cookiejar
import json
import re
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tests import cluster
from tests.cast import new_key
from tests.nodes import Node
from tests.services import Balancer, RedisServer, Service
from websockets.sync.client import ClientConnection, connect

Frame = dict[str, Any]


class Site:
    """A server's address, and what people do there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.people: dict[str, dict[str, Any]] = {}
        self.portal = f"http://127.0.0.1:{port}/"
        self.console, self.admin = f"{self.portal}console/", f"{self.portal}admin/"

    def ask(self, command: Frame, **headers: str) -> Frame:
        """Send one command through the HTTP door."""
        request = urllib.request.Request(
            f"{self.portal}api/do",
            json.dumps({"key": new_key(), **command}).encode(),
            {"Content-Type": "application/json", **headers},
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)  # type: ignore[no-any-return]
        except urllib.error.HTTPError as refusal:
            return json.load(refusal)  # type: ignore[no-any-return]

    def start_chat(self, name: str = "Maya Okafor", issue: int = 2, description: str = "It does not work.") -> Frame:
        """Ask for help as a customer does; the chat and its token."""
        answer = self.ask(
            {"do": "chat.start", "issue": issue, "name": name, "email": "maya@example.org", "description": description}
        )
        return answer["result"]  # type: ignore[no-any-return]

    def sign_in(self, name: str) -> str:
        """Sign in as a representative; the session's Cookie header."""
        person = self.people[name]
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        address = f"{self.console}sign-in/"
        page = browser.open(address).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, "the sign-in page has no token"
        form = {"username": person["email"], "password": person["password"], "csrfmiddlewaretoken": found[1]}
        browser.open(urllib.request.Request(address, urllib.parse.urlencode(form).encode(), {"Referer": address}))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    @property
    def socket(self) -> str:
        """Where live connections go."""
        return f"ws://127.0.0.1:{self.port}/live"

    @contextmanager
    def customer(self, token: str, **hello: Any) -> Iterator["Screen"]:
        """A customer's open page."""
        with connect(f"{self.socket}/customer", compression=None, max_queue=None) as socket:
            yield Screen(socket).hello(token=token, **hello)

    @contextmanager
    def representative(self, name: str, cookie: str = "", **hello: Any) -> Iterator["Screen"]:
        """A representative's open console."""
        headers = {"Cookie": cookie or self.sign_in(name)}
        with connect(f"{self.socket}/console", additional_headers=headers, compression=None, max_queue=None) as socket:
            yield Screen(socket).hello(**hello)


class Desk(Site):
    """A running demo: one node, or where a cluster is wanted several behind a balancer, on a database of their own."""

    def __init__(self, data: Path, **graces: float) -> None:
        self.data = data
        environment = {f"DESKSIDE_{name.upper()}": str(seconds) for name, seconds in graces.items()}
        self._nodes = [Node("demo", data, environment)]
        self._services: list[Service] = []
        self._balancers: list[Service] = []
        port = self._nodes[0].port
        if cluster.WANTED:
            redis = RedisServer(data)
            environment |= {"DATABASE_URL": cluster.new_database(), "REDIS_URL": redis.url}
            self._nodes += [Node("serve", data / f"node{number}", environment) for number in range(1, cluster.NODES)]
            balancer = Balancer(data, [node.address for node in self._nodes])
            self._services, self._balancers = [redis], [balancer]
            port = balancer.port
        super().__init__(port)
        self._database = environment.get("DATABASE_URL", "")

    def start(self) -> None:
        """Start, on the same port as before, and wait until all of it serves."""
        # The balancer last: it takes a node for alive until it has found otherwise.
        for part in (*self._services, *self._nodes, *self._balancers):
            part.start()
        self.people = {person["name"]: person for person in self._nodes[0].said()["people"]}

    def stop(self) -> None:
        """Stop as Ctrl-C does."""
        self._end(Node.stop)

    def kill(self) -> None:
        """End every node without any warning."""
        self._end(Node.kill)

    def _end(self, how: Callable[[Node], None]) -> None:
        for node in self._nodes:
            how(node)
        for service in (*self._balancers, *self._services):
            service.stop()

    @property
    def alive(self) -> bool:
        """Whether every node still runs."""
        return all(node.alive for node in self._nodes)

    def hurry(self) -> None:
        """An end can be undone for a second only, and everybody has room for all there is."""
        self.execute("UPDATE people_team SET undo_end_for = 1")
        self.execute("UPDATE people_representative SET capacity = 1000")

    def execute(self, sql: str) -> None:
        """Change the database behind the product's back."""
        if self._database:
            with psycopg.connect(self._database) as connection:
                connection.execute(sql)
        else:
            with sqlite3.connect(self.data / "deskside.sqlite3") as connection:
                connection.execute(sql)


class Screen:
    """One live connection; remembers every frame it has read."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[Frame] = []

    def hello(self, **said: Any) -> "Screen":
        """Say hello and read until up to date, or until told goodbye."""
        self.send({"do": "hello", "protocol": 1, **said})
        self.until(lambda frame: frame["on"] in ("ready", "bye"))
        return self

    def send(self, frame: Any) -> None:
        """Send a frame; text goes out as it is."""
        self.socket.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    def read(self, seconds: float = 5) -> Frame:
        """The next frame."""
        frame: Frame = json.loads(self.socket.recv(seconds))
        self.heard.append(frame)
        return frame

    def until(self, wanted: Callable[[Frame], bool], seconds: float = 5) -> Frame:
        """Read until a frame is as wanted; that frame."""
        deadline = time.monotonic() + seconds
        while not wanted(frame := self.read(max(0.01, deadline - time.monotonic()))):
            pass
        return frame

    def ask(self, command: Frame) -> Frame:
        """Send a keyed command and read until its answer."""
        command = {"key": new_key(), **command}
        self.send(command)
        return self.until(lambda frame: frame["on"] in ("done", "refused") and frame["key"] == command["key"])

    def post(self, chat: int, text: str, **more: Any) -> Frame:
        """Say something; the answer: its own event, or the refusal, or for a repeat the number."""
        command = {"do": "message.post", "key": new_key(), "chat": chat, "text": text, **more}
        self.send(command)
        return self.until(lambda frame: command["key"] in (frame.get("key"), frame.get("event", {}).get("key")))

    def event(self, kind: str, seconds: float = 5) -> Frame:
        """Read until an event of a kind; the event."""
        frame = self.until(lambda frame: frame["on"] == "event" and frame["event"]["body"]["kind"] == kind, seconds)
        return frame["event"]  # type: ignore[no-any-return]

    def texts(self, chat: int) -> list[str]:
        """What was said in a chat, as this screen has heard it."""
        events = []
        for frame in self.heard:
            if frame["on"] == "event" and frame["chat"] == chat:
                events.append(frame["event"])
            elif frame["on"] == "chat" and frame["chat"]["id"] == chat:
                events += frame["events"]
        return [event["body"]["text"] for event in events if event["body"]["kind"] in ("message", "note")]
