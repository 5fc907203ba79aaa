"""Fetching: https alone, to where it was meant to lead, and no more than was bargained for."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from dsp_vc import net
from dsp_vc.errors import NetworkError
from tls_server import Server, gives, serving


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as running:
        running.answers["/list.zip"] = gives(b"the list")
        yield running


def get(server: Server, path: str = "/list.zip", **options: Any) -> bytes:
    host = options.pop("host", "localhost")
    return net.fetch(server.url(path, host), **{"allow_private": True, "ca_file": server.ca_file, **options})


@pytest.mark.loopback
def test_it_gives_what_is_there(server: Server) -> None:
    assert get(server) == b"the list"
    assert get(server, host="127.0.0.1") == b"the list"
    assert server.asked == ["/list.zip", "/list.zip"]


@pytest.mark.loopback
def test_an_address_of_the_own_machine_is_refused_unless_told(server: Server) -> None:
    for host in ("localhost", "127.0.0.1"):
        with pytest.raises(NetworkError, match="fetch_private"):
            get(server, host=host, allow_private=False)
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "fec0::1", "::127.0.0.1", "64:ff9b:1::7f00:1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_on_the_public_network(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(family, 1, 6, "", (address, 443))])
    with pytest.raises(NetworkError, match="fetch_private"):
        net.fetch("https://list.example/bundle.zip")


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_an_address_that_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very address that was looked up is connected to; nothing is looked up a second time."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    looked_up: list[object] = []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *found, **_: looked_up.append(found) or [(family, 1, 6, "", (address, 443))]
    )
    went: list[tuple[str, int]] = []

    def connect(_self: socket.socket, to: tuple[str, int]) -> None:
        went.append(to)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(NetworkError, match="fetch_failed"):
        net.fetch("https://list.example/bundle.zip")
    assert went == [(address, 443)]
    assert len(looked_up) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://list.example/", "ftp://list.example/", "file:///etc/passwd", "list.example", "", "https://",
        "https:///x", "https://list.example:99999/", "https://list.example/a b", "https://list.example/\nHost: x",
        "https://l\u00edst.example/", "https://[::1", "https://list.example/" + "a" * 3000, "HTTPS:list.example",
    ],
)  # fmt: skip
def test_what_is_no_address_to_fetch(url: str) -> None:
    with pytest.raises(NetworkError, match="fetch_url"):
        net.fetch(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(NetworkError, match="fetch_url") as caught:
        net.fetch("https://anna:geheim@list.example/bundle.zip")
    assert "geheim" not in caught.value.message() + str(caught.value.params)


@pytest.mark.loopback
class TestRedirects:
    def test_they_are_followed(self, server: Server) -> None:
        server.answers["/a"] = gives(b"", 302, Location="/b")
        server.answers["/b"] = gives(b"", 307, Location=server.url("/list.zip"))
        assert get(server, "/a") == b"the list"

    @pytest.mark.parametrize(
        ("to", "code"),
        [
            ("http://localhost/list.zip", "fetch_url"),
            ("file:///etc/passwd", "fetch_url"),
            ("https://u:p@localhost/list.zip", "fetch_url"),
            ("", "fetch_redirects"),
        ],
    )
    def test_to_where_nothing_is_fetched(self, server: Server, to: str, code: str) -> None:
        server.answers["/a"] = gives(b"", 301, Location=to)
        with pytest.raises(NetworkError, match=code):
            get(server, "/a")

    def test_a_redirect_to_the_own_network_is_held_to_the_same_rule(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server.answers["/a"] = gives(b"", 302, Location=server.url("/list.zip", "127.0.0.1"))
        monkeypatch.setattr(net, "_is_global", lambda address: len(server.asked) == 0)
        with pytest.raises(NetworkError, match="fetch_private"):
            get(server, "/a", allow_private=False)
        assert server.asked == ["/a"]

    def test_without_end(self, server: Server) -> None:
        server.answers["/a"] = gives(b"", 302, Location="/a")
        with pytest.raises(NetworkError, match="fetch_redirects"):
            get(server, "/a")
        assert len(server.asked) == net.MAX_REDIRECTS + 1


@pytest.mark.loopback
class TestBounds:
    @pytest.mark.parametrize("said", [True, False])
    def test_too_much(self, server: Server, said: bool) -> None:
        headers = {} if said else {"Content_Length": ""}
        server.answers["/big"] = gives(b"x" * 100_001, **headers)
        with pytest.raises(NetworkError, match="fetch_large"):
            get(server, "/big", limit=100_000)

    def test_just_enough(self, server: Server) -> None:
        server.answers["/big"] = gives(b"x" * 100_000)
        assert len(get(server, "/big", limit=100_000)) == 100_000

    def test_cut_short(self, server: Server) -> None:
        server.answers["/short"] = gives(b"x" * 10, Content_Length="20")
        with pytest.raises(NetworkError, match="fetch_failed"):
            get(server, "/short")

    @pytest.mark.parametrize("status", [204, 304, 400, 404, 500])
    def test_another_answer(self, server: Server, status: int) -> None:
        server.answers["/x"] = gives(b"", status)
        with pytest.raises(NetworkError, match="fetch_answer"):
            get(server, "/x")

    @pytest.mark.parametrize("headers", [True, False])
    def test_a_server_that_sends_a_byte_now_and_then(self, server: Server, headers: bool) -> None:
        def trickle(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if headers else b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(100):
                handler.wfile.write(b"X" if not headers else b"A: b\r\n")
                handler.wfile.flush()
                time.sleep(0.05)

        server.answers["/slow"] = trickle
        begun = time.monotonic()
        with pytest.raises(NetworkError, match="fetch_slow"):
            get(server, "/slow", seconds=0.5)
        assert time.monotonic() - begun < 3

    def test_who_says_nothing(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            port = listener.getsockname()[1]
            with pytest.raises(NetworkError, match="fetch_slow"):
                net.fetch(f"https://127.0.0.1:{port}/", allow_private=True, seconds=0.3)

    def test_nobody_there(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        with pytest.raises(NetworkError, match="fetch_failed"):
            net.fetch(f"https://127.0.0.1:{port}/", allow_private=True)

    def test_something_that_is_no_http(self, server: Server) -> None:
        server.answers["/x"] = lambda handler: handler.wfile.write(b"220 hello\r\n") and None
        with pytest.raises(NetworkError, match="fetch_failed"):
            get(server, "/x")


@pytest.mark.loopback
class TestCertificates:
    def test_of_nobody_that_is_known(self, server: Server) -> None:
        with pytest.raises(NetworkError, match="fetch_certificate"):
            get(server, ca_file=None)
        assert server.asked == []

    def test_of_another_name(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, 1, 6, "", ("127.0.0.1", server.port))]
        )
        with pytest.raises(NetworkError, match="fetch_certificate"):
            get(server, host="list.example")

    @pytest.mark.parametrize("content", [b"", b"x", None])
    def test_a_file_without_any(self, tmp_path: Path, content: bytes | None) -> None:
        path = tmp_path / "none.pem"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(NetworkError, match="fetch_ca_file"):
            net.fetch("https://list.example/", ca_file=path)


def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NetworkError, match="fetch_unknown_host"):
        net.fetch("https://list.example/")
