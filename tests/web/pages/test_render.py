"""Every page with much in it and with nothing, and what strangers' names may do in it: nothing."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from tests.kit.fake_desk import FakeDesk
from tests.kit.fake_samples import DOWNLOADS, LONG_NAME, NO_TRACKS, QUOTE_NAME, SCRIPT_NAME
from tests.kit.fake_web import FakeWeb, app_of

PAGES = [
    "/",
    "/search",
    "/search?q=night+tide&category=music",
    "/downloads",
    "/downloads?tab=moving",
    "/downloads?tab=done",
    "/downloads?tab=failed",
    "/decisions",
    "/blocklist",
    "/decisions?text=nobody&kind=x&by=person&since=2020-01-01&until=9999-12-31&itemId=x",
    "/library",
    "/library?q=bunny",
    "/settings/indexers",
    "/settings/indexers/new",
    "/settings/indexers/new?kind=torznab",
    "/settings/download-clients",
    "/settings/download-clients/new",
    "/settings/folders",
    "/settings/downloads",
    "/settings/choosing",
    "/settings/security",
    "/system",
    "/parse",
    "/parse?name=Some.Film.1999.1080p.WEB-DL-GRP%0D%0Anothing",
    "/login",
    "/setup",
]
NEEDS_CONTENT = [
    "/decisions/1",
    "/decisions/2",
    "/decisions/3",
    "/decisions/3?find=night+tide&fate=never&reason=too_large&order=size&show=9999",
    "/decisions/3?find=nobody&fate=x&order=x&show=x",
    "/settings/indexers/1",
    "/settings/indexers/3",
    "/settings/download-clients/4",
    "/settings/download-clients/5",
]


@pytest.fixture
def full() -> Iterator[TestClient]:
    with TestClient(app_of(FakeWeb(FakeDesk()))) as client:
        yield client


@pytest.fixture
def empty() -> Iterator[TestClient]:
    with TestClient(app_of(FakeWeb(FakeDesk(is_empty=True)))) as client:
        yield client


class Outline(HTMLParser):
    """What a page is made of, as a browser would see it."""

    VOID = frozenset({"meta", "link", "img", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append((tag, said))
        if said.get("id"):
            self.ids.append(str(said["id"]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [said for name, said in self.tags if name == tag]


def check(page: str) -> Outline:
    """The rules every page keeps."""
    outline = Outline(page)
    assert len(outline.all("h1")) == 1
    assert len(outline.all("main")) == 1
    assert len(outline.ids) == len(set(outline.ids)), "ids are unique"
    for tag, said in outline.tags:
        assert "style" not in said, f"inline style on {tag}"
        assert not [name for name in said if name.startswith("on")], f"inline script on {tag}"
    for script in outline.all("script"):
        assert str(script.get("src")).startswith("/static/js/")
    for said in outline.all("a") + outline.all("link") + outline.all("img"):
        address = str(said.get("href") or said.get("src"))
        assert address.startswith(("/", "#")), f"{address} leaves this server"
    labelled = {said.get("for") for said in outline.all("label")}
    for said in outline.all("input") + outline.all("select"):
        is_named = said.get("id") in labelled or said.get("aria-label")
        assert is_named or said.get("type") in ("hidden", "checkbox", "radio"), said
    for said in outline.all("progress"):
        assert said.get("aria-labelledby") in outline.ids
    return outline


@pytest.mark.parametrize("path", PAGES + NEEDS_CONTENT)
def test_every_page_with_much_in_it(full: TestClient, path: str) -> None:
    answer = full.get(path)
    assert answer.status_code == 200
    check(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_with_nothing_in_it(empty: TestClient, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 200
    check(answer.text)


@pytest.mark.parametrize("path", ["/", "/downloads", "/library", "/system"])
def test_names_of_strangers_stay_text(full: TestClient, path: str) -> None:
    page = full.get(path).text
    assert "<script>window" not in page
    assert "<img src=x" not in page
    assert "<b onclick" not in page
    assert "&lt;script&gt;window.hacked=1" in page


def test_what_was_typed_stays_text(full: TestClient) -> None:
    page = full.get("/library", params={"q": SCRIPT_NAME + QUOTE_NAME}).text
    check(page)
    assert "<script>window" not in page
    assert "<b onclick" not in page


def test_downloads_show_every_state_with_what_can_be_done(full: TestClient) -> None:
    page = full.get("/downloads").text
    for word in ("Downloading", "Paused", "Needs a look", "Queued", "Failed", "Imported"):
        assert f">{word}</span>" in page
    assert NO_TRACKS in page
    assert LONG_NAME in page
    acts = re.findall(r'data-act="(\w+)"', page)
    assert acts.count("pause") == 3
    assert acts.count("resume") == 1
    assert acts.count("retry") == 2
    assert acts.count("cancel") == sum(
        d["status"] not in ("imported", "importing", "removed") for d in DOWNLOADS
    )
    assert 'value="63.4"' in page
    assert "24.3 MB/s" in page
    assert "4 min left" in page
    assert "41 seeds, 7 peers" in page


@pytest.mark.parametrize(
    ("tab", "count"), [("all", 11), ("moving", 8), ("done", 1), ("failed", 1), ("nonsense", 11)]
)
def test_tabs_of_downloads(full: TestClient, tab: str, count: int) -> None:
    page = full.get("/downloads", params={"tab": tab}).text
    assert page.count('<article class="download"') == count


@pytest.mark.parametrize("show", ["", "abc", "-1", "99999999999", "１２"])
def test_a_strange_number_of_rows_is_no_error(full: TestClient, show: str) -> None:
    assert full.get("/downloads", params={"show": show}).status_code == 200
    assert full.get("/library", params={"show": show}).status_code == 200


def test_more_of_the_library(full: TestClient) -> None:
    first = full.get("/library").text
    assert first.count('class="entry"') == 60
    assert 'href="/library?tab=all&amp;q=&amp;show=120"' in first
    assert full.get("/library?show=120").text.count('class="entry"') == 72


def test_library_says_where_how_and_at_what_cost(full: TestClient) -> None:
    page = full.get("/library?q=bunny").text
    assert "/srv/media/movies/Big Buck Bunny (2008)" in page
    assert "hard link, no extra space" in page
    assert "1 title with" in page


def test_the_form_of_a_service_is_drawn_from_its_fields(full: TestClient) -> None:
    page = full.get("/settings/download-clients/4").text
    fields = {str(said.get("name")): said for said in check(page).all("input")}
    assert fields["settings.password"]["type"] == "password"
    assert fields["settings.password"]["value"] == "********"
    assert fields["settings.timeout_s"]["type"] == "number"
    assert fields["settings.use_tls"]["role"] == "switch"
    assert "required" in fields["settings.url"]


def test_a_service_of_the_environment_can_be_tested_but_not_changed(full: TestClient) -> None:
    page = full.get("/settings/indexers/3").text
    fields = {str(said.get("name")): said for said in check(page).all("input")}
    assert "readonly" in fields["settings.url"]
    assert "from the environment" in page
    assert "data-test" in page
    assert ">Save<" not in page
    assert "data-delete" not in page


def test_a_fixed_preference_names_its_variable(full: TestClient) -> None:
    page = full.get("/settings/folders").text
    assert "Fixed by NEONARR_MOVIES_DIR" in page


def test_the_key_is_on_no_page_but_security_and_in_no_cache(full: TestClient) -> None:
    key = "0123456789abcdef" * 2
    answer = full.get("/settings/security")
    assert key in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert [path for path in PAGES if key in full.get(path).text] == ["/settings/security"]


@pytest.mark.parametrize(
    "path", ["/settings/x", "/settings/x/new", "/settings/x/1", "/settings/indexers/99"]
)
def test_what_is_not_there_says_so(full: TestClient, path: str) -> None:
    answer = full.get(path)
    assert answer.status_code == 404
    check(answer.text)


def test_health_tells_what_to_do(full: TestClient) -> None:
    for path in ("/", "/system"):
        page = full.get(path).text
        assert "refuses the password for admin" in page
        assert "It is not tried again before" in page


def test_assets_change_their_address_with_their_content(full: TestClient) -> None:
    page = full.get("/").text
    links = [str(said["href"]) for said in check(page).all("link")]
    versioned = [link for link in links if "?v=" in link]
    assert len(versioned) == 5
    for link in links:
        assert full.get(link).status_code == 200


def test_several_versions_are_told_apart(full: TestClient) -> None:
    entry = full.app.state.desk.entries[0]  # type: ignore[attr-defined]
    entry["versions"] = [
        {"slot": "main", "quality": "WEBDL-1080p", "sizeBytes": 5 * 10**9, "files": 1},
        {"slot": "4K", "quality": "Bluray-2160p", "sizeBytes": 20 * 10**9, "files": 1},
    ]
    shown = full.get("/library").text
    assert "<bdi>main</bdi>: WEBDL-1080p, 5.0 GB" in shown
    assert "<bdi>4K</bdi>: Bluray-2160p, 20.0 GB" in shown
