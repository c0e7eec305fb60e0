"""Settings nobody can have meant: over HTTP and on the page each gets a sentence beside the field
that is wrong, and nothing is changed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kit.browser import chromium
from tests.kit.server import Home, Refusal, Running

pytestmark = pytest.mark.real

ADAPTERS, MAPPINGS = "/api/v1/settings/adapters", "/api/v1/settings/mappings"
KINDS = {
    "prowlarr": "indexer",
    "jackett": "indexer",
    "torznab": "indexer",
    "qbittorrent": "download_client",
    "transmission": "download_client",
    "gluetun": "vpn",
}
PAGES = {"indexer": "indexers", "download_client": "download-clients", "vpn": "vpn"}
KEYS = {"prowlarr": "k" * 32, "jackett": "k" * 32}

SCHEME, PORT, HOST = "begin with http:// or https://", "a number from 1 to 65535", "host that can't"
ADDRESSES = {
    "127.0.0.1:9117": SCHEME,
    "ftp://127.0.0.1": SCHEME,
    "file:///etc/passwd": SCHEME,
    "http:/127.0.0.1": SCHEME,
    "http://": "names no host",
    "http://[::1": "names no host",
    "http://http://127.0.0.1": "twice",
    "http://127.0.0.1:0": PORT,
    "http://127.0.0.1:65536": PORT,
    "http://127.0.0.1:web": PORT,
    "http://127.0.0.1:": PORT,
    "http://127.0.0.1:80:81": PORT,
    "http://me:hunter2@127.0.0.1:80": "before the “@”",
    "http://127.0.0.1 :80": "no space",
    "http://127.0.0.1\\web": "no backslash",
    "http://nas..lan": HOST,
    "http://nas,lan": HOST,
    "http://127.0.0.1.1": HOST,
    "http://" + "n" * 64: HOST,
    "http://127.0.0.1:9117/api?apikey=hunter2": "before the “?”",
    "http://nowhere.invalid:80": "can't be found",
}
ROUTES = (
    ("prowlarr", "/api/v1/indexer"),
    ("prowlarr", "/base/settings/indexers"),
    ("jackett", "/UI/Dashboard#search"),
    ("jackett", "/api/v2.0/indexers/all/results/torznab"),
    ("qbittorrent", "/api/v2/app/version"),
    ("qbittorrent", "/index.html"),
    ("gluetun", "/v1/publicip/ip"),
)
LIBRARY = "/movies"
"""Stands for the folder of the films."""
PATHS = {
    ("/other", "relative"): ("localPath", "beginning with /"),
    ("relative", "/mnt/a"): ("remotePath", "whole path"),
    ("", "/mnt/a"): ("remotePath", "empty"),
    ("/other/../etc", "/mnt/a"): ("remotePath", "escape"),
    ("/other", "/mnt/a/../../etc"): ("localPath", "escape"),
    ("/other", "/"): ("localPath", "name a folder"),
    ("/", "/mnt/a"): ("remotePath", "name a folder"),
    ("\\\\nas", "/mnt/a"): ("remotePath", "share"),
    ("/other", "/mnt/\u202ea"): ("localPath", "control characters"),
    ("/other", "/other"): ("localPath", "are the same"),
    ("/downloads", "/mnt/elsewhere"): ("remotePath", "overlaps"),
    ("/downloads/", "/mnt/elsewhere"): ("remotePath", "overlaps"),
    ("/downloads/films", "/mnt/qb/films"): ("remotePath", "overlaps"),
    ("/other", f"{LIBRARY}/new"): ("localPath", "library folder"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    yield home
    home.close()


@pytest.fixture(scope="module")
def server(home: Home) -> Running:
    """With a client that is down, and one mapping of its."""
    server = home.start()
    client = _body("qbittorrent", "http://127.0.0.1:9", name="Known")
    server.post(MAPPINGS, _mapping(server.post(ADAPTERS, client)["id"], "/downloads", "/mnt/qb"))
    return server


@pytest.fixture(scope="module")
def page(server: Running) -> Iterator[Page]:
    with chromium() as browser:
        yield _claimed(browser, server)


def _claimed(browser: Browser, server: Running) -> Page:
    page = browser.new_page()
    link = re.search(r"http\S+token=\S+", server.said())
    assert link
    page.goto(link[0])
    page.get_by_label("Your name").fill("admin")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Claim this server").click()
    expect(page).to_have_url(f"{server.url}/")
    return page


def _body(kind: str, url: str, name: str = "Mine") -> dict[str, Any]:
    settings = {"url": url, "apiKey": KEYS.get(kind, ""), "timeoutS": 2}
    return {"role": KINDS[kind], "kind": kind, "name": name, "settings": settings}


def _mapping(client: int, remote: str, local: str) -> dict[str, Any]:
    return {"clientId": client, "remotePath": remote, "localPath": local}


def _kept(server: Running) -> tuple[Any, Any]:
    """What is stored; how a client is doing changes by itself."""
    stored = [{k: v for k, v in a.items() if k != "status"} for a in server.get(ADAPTERS)]
    return stored, server.get(MAPPINGS)


def _refused(server: Running, method: str, path: str, body: Any) -> tuple[str, str]:
    """The field and the sentence."""
    with pytest.raises(Refusal) as caught:
        (server.post if method == "POST" else server.put)(path, body)
    said = json.loads(caught.value.said)
    assert caught.value.status == 400 and said["error"].endswith(".")
    return said["field"], said["error"]


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_kind_of_service_is_saved_with_such_an_address(server: Running, url: str) -> None:
    known = next(a for a in server.get(ADAPTERS) if a["name"] == "Known")
    asked = [("POST", ADAPTERS, _body(kind, url)) for kind in KINDS]
    changed = _body("qbittorrent", url, name="Known")
    before = _kept(server)
    for method, path, body in [*asked, ("PUT", f"{ADAPTERS}/{known['id']}", changed)]:
        field, said = _refused(server, method, path, body)
        assert (field, said[:8]) == ("url", "Address "), body["kind"]
        assert ADDRESSES[url] in said
        assert "hunter2" not in said
    assert _kept(server) == before


@pytest.mark.parametrize(("kind", "path"), ROUTES)
def test_nor_with_a_page_of_the_service_behind_it(server: Running, kind: str, path: str) -> None:
    before = _kept(server)
    field, said = _refused(server, "POST", ADAPTERS, _body(kind, f"http://127.0.0.1:9{path}"))
    assert _kept(server) == before
    assert field == "url" and "leave out" in said


def test_one_that_is_switched_off_may_be_anywhere(server: Running) -> None:
    body = _body("prowlarr", "http://nowhere.invalid:80") | {"isEnabled": False}
    made = server.post(ADAPTERS, body)
    server.delete(f"{ADAPTERS}/{made['id']}")


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_it_beside_the_field(server: Running, page: Page, kind: str) -> None:
    before = _kept(server)
    page.goto(f"{server.url}/settings/{PAGES[KINDS[kind]]}/new?kind={kind}")
    field = page.locator('[data-field-name="settings.url"]')
    if kind in KEYS:
        page.get_by_label("API key").fill(KEYS[kind])
    mine = list(KINDS).index(kind)
    for url, words in list(ADDRESSES.items())[mine :: len(KINDS)]:  # each by one of the kinds
        field.get_by_role("textbox").fill(url)
        with page.expect_response(f"**{ADAPTERS}"):
            page.get_by_role("button", name="Save").click()
        expect(field.get_by_text(words)).to_be_visible(timeout=15_000)
        assert page.evaluate("document.activeElement.name") == "settings.url"
    assert _kept(server) == before


@pytest.mark.parametrize("paths", PATHS)
def test_a_mapping_that_overlaps_or_escapes(
    server: Running, home: Home, paths: tuple[str, str]
) -> None:
    [known] = server.get(MAPPINGS)
    remote, local = paths[0], paths[1].replace(LIBRARY, str(home.movies))
    body = _mapping(known["clientId"], remote, local)
    wanted, words = PATHS[paths]
    before = _kept(server)
    field, said = _refused(server, "POST", MAPPINGS, body)
    assert _kept(server) == before
    assert field == wanted and words in said


def test_the_page_of_mappings_says_it_too(server: Running, page: Page, home: Home) -> None:
    before = _kept(server)
    page.goto(f"{server.url}/settings/paths")
    form = page.get_by_role("form", name="New mapping")
    for (remote, local), (field, words) in PATHS.items():
        if not remote:  # that is not even sent
            continue
        form.get_by_label("The client says").fill(remote)
        form.get_by_label("Here it is").fill(local.replace(LIBRARY, str(home.movies)))
        with page.expect_response(f"**{MAPPINGS}"):
            form.get_by_role("button", name="Add").click()
        said = form.locator(f'[data-field-name="{field}"]').get_by_text(words)
        expect(said).to_be_visible()
    assert _kept(server) == before
