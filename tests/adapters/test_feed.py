"""Feeds, whole and broken."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.adapters._caps import Caps, is_about, parse_caps, wanted_categories, ways
from neonarr.adapters._feed import (
    parse_releases,
    read_date,
    read_document,
    read_hash,
    safe_guid,
    safe_page,
)
from neonarr.adapters._http import Answer
from neonarr.adapters._redact import carries_key, quoted
from neonarr.base.errors import Limited, OutsideError, Refused, Unintelligible, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.releases.model import Release
from neonarr.search.port import Query
from tests.kit.torznab_server import entity_bomb, html

KEY = "0123456789abcdef0123456789abcdef"
HASH = "ab" * 20
MAGNET = f"magnet:?xt=urn:btih:{HASH}&amp;tr=http://t.example/{KEY}/announce"
ENCLOSURE = '<enclosure url="http://t.example/1.torrent" type="application/x-bittorrent"/>'
REAL_FEEDS = Path(__file__).parents[3] / "shared" / "feeds"


def answer(content: bytes | str, status: int = 200, **more: float) -> Answer:
    body = content.encode() if isinstance(content, str) else content
    return Answer(status, {}, body, more.get("retry_after_s"), sent=(Secret(KEY),))


def feed(items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    namespace = 'xmlns:torznab="http://torznab.com/schemas/2015/feed"'
    return f"{head}<rss {namespace}><channel><title>T</title>{items}</channel></rss>"


def parse(content: bytes | str) -> list[Release]:
    root = read_document("Nebula", answer(content))
    return parse_releases(root, "Nebula", "Nebula", "http://nebula.example/api")


def one(inside: str, title: str = "Night Train", enclosure: str = ENCLOSURE) -> Release:
    [release] = parse(feed(f"<item><title>{title}</title>{enclosure}{inside}</item>"))
    return release


def attr(name: str, value: str) -> str:
    return f'<torznab:attr name="{name}" value="{value}"/>'


def test_reads_a_whole_item() -> None:
    release = one(
        "<guid>http://nebula.example/t/1</guid><pubDate>Sat, 14 Mar 2026 17:10:42 -0400</pubDate>"
        "<size>4294967296</size><category>Movies</category><category>2040</category>"
        + attr("category", "2000")
        + attr("seeders", "12")
        + attr("peers", "15")
        + attr("infohash", HASH.upper())
        + attr("downloadvolumefactor", "0.0")
    )
    assert release.guid == release.page_url == "http://nebula.example/t/1"
    assert release.published_at == datetime(2026, 3, 14, 21, 10, 42, tzinfo=UTC)
    assert (release.size, release.categories) == (4294967296, (2000, 2040))
    assert (release.seeders, release.leechers) == (12, 3)
    assert (release.info_hash, release.is_freeleech) == (HASH, True)
    assert release.link.reveal() == "http://t.example/1.torrent"


def test_what_is_not_told_is_unknown() -> None:
    release = one("")
    assert (release.seeders, release.leechers, release.size) == (None, None, None)
    assert (release.published_at, release.info_hash, release.page_url) == (None, None, None)
    assert (release.categories, release.is_freeleech) == ((), False)


@pytest.mark.parametrize(
    ("attrs", "seeders", "leechers"),
    [
        (attr("seeders", "0"), 0, None),
        (attr("peers", "5"), None, None),
        (attr("seeders", "4") + attr("peers", "3"), 4, 0),
        (attr("Seeders", "4") + attr("PEERS", "9"), 4, 5),
        (attr("seeders", "4") + attr("leechers", "2") + attr("peers", "9"), 4, 2),
        (attr("seeders", "-1") + attr("peers", "many"), None, None),
    ],
)
def test_counts_of_people(attrs: str, seeders: int | None, leechers: int | None) -> None:
    release = one(attrs)
    assert (release.seeders, release.leechers) == (seeders, leechers)


@pytest.mark.parametrize(
    ("inside", "enclosure", "link"),
    [
        ("", ENCLOSURE, "http://t.example/1.torrent"),
        (attr("magneturl", MAGNET), ENCLOSURE, "http://t.example/1.torrent"),
        (attr("magneturl", MAGNET), "", MAGNET),
        ("", f'<enclosure url="{MAGNET}" type="application/x-bittorrent"/>', MAGNET),
        (f"<link>{MAGNET}</link>", "", MAGNET),
        (f"<guid>{MAGNET}</guid>", "", MAGNET),
        ("<link>http://t.example/2</link>", "", "http://t.example/2"),
        ("<link>/dl/3?a=1&amp;b=2</link>", "", "http://nebula.example/dl/3?a=1&b=2"),
        ("<link>http://t.example/4?a=1&b=2</link>", "", "http://t.example/4?a=1&b=2"),
        ("<link><![CDATA[http://t.example/5?a=1&b=2]]></link>", "", "http://t.example/5?a=1&b=2"),
        ("", '<enclosure url="http://t.example/6?a=1&copy=2"/>', "http://t.example/6?a=1&copy=2"),
        (
            "",
            '<enclosure url="http://t/n.nzb" type="application/x-nzb"/>' + ENCLOSURE,
            "http://t.example/1.torrent",
        ),
    ],
)
def test_where_the_torrent_is(inside: str, enclosure: str, link: str) -> None:
    assert one(inside, enclosure=enclosure).link.reveal() == link.replace("&amp;", "&")


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>No link</title></item>",
        f"<item>{ENCLOSURE}</item>",
        '<item><title>X</title><enclosure url="http://t/x.nzb" type="application/x-nzb"/></item>',
    ],
)
def test_what_is_no_torrent_is_left_out(item: str) -> None:
    assert parse(feed(item)) == []


@pytest.mark.parametrize(
    "given_hash", [HASH, HASH.upper(), "vov2xk5lvov2xk5lvov2xk5lvov2xk5l", "nonsense"]
)
def test_info_hashes_are_forty_hex(given_hash: str) -> None:
    expected = None if given_hash == "nonsense" else HASH
    assert one(attr("infohash", given_hash)).info_hash == expected


def test_the_info_hash_may_stand_in_the_magnet() -> None:
    assert one(attr("magneturl", MAGNET)).info_hash == HASH


@pytest.mark.parametrize(
    "guid",
    [
        "http://t.example/1.torrent",
        f"http://t.example/get?id=1&amp;passkey={KEY}",
        "http://t.example/get?id=1&amp;RssKey=short",
        f"http://t.example/rss/{KEY}/1",
        "http://user:pass@t.example/1",
        MAGNET,
        "x" * 401,
    ],
)
def test_a_guid_that_holds_a_key_is_a_stable_digest(guid: str) -> None:
    release = one(f"<guid>{guid}</guid>")
    assert release.guid.startswith("sha256-")
    assert release.guid == one(f"<guid>{guid}</guid><size>1</size>").guid
    assert KEY not in repr(release)


def test_without_a_guid_the_hash_or_the_title_is_one() -> None:
    assert one(attr("infohash", HASH)).guid == HASH
    assert one("").guid == one("<size>1</size>").guid != one("", title="Other").guid


def test_a_guid_given_twice_is_one_release() -> None:
    item = f"<item><title>X</title><guid>1</guid>{ENCLOSURE}</item>"
    assert len(parse(feed(item * 3))) == 1


def test_no_key_is_in_the_page_address() -> None:
    assert one(f"<comments>http://t.example/c?passkey={KEY}</comments>").page_url is None
    assert safe_page("", "javascript:alert(1)", "http://t.example/c") == "http://t.example/c"


def titled(title: str, charset: str = "UTF-8") -> str:
    head = f'<?xml version="1.0" encoding="{charset}"?>'
    return feed(f"<item><title>{title}</title>{ENCLOSURE}{attr('seeders', '1')}</item>", head)


PLAIN = "Café &amp; Bar"


@pytest.mark.parametrize(
    "content",
    [
        titled("Caf\x08é &amp; Bar"),
        titled("Café & Bar"),
        titled("Caf&eacute; &amp; Bar"),
        titled("Caf&#233; &amp;amp; Bar"),
        titled("<![CDATA[Café & Bar]]>"),
        "\ufeff\n" + titled("\n Café  &amp;\n Bar"),
        titled(PLAIN, "utf-16").encode("utf-16"),
        titled(PLAIN, "utf-16"),
        titled(PLAIN, "windows-1252").encode("windows-1252"),
        titled(PLAIN).replace("</channel></rss>", ""),
        titled(PLAIN).replace("</item>", "<odd></item>"),
        titled(PLAIN).replace("torznab:", "unknown:"),
    ],
    ids=["control", "ampersand", "named", "double", "cdata", "bom", "utf16", "liar", "cp1252",
         "cut", "unclosed", "prefix"],
)  # fmt: skip
def test_broken_feeds_are_read(content: bytes | str) -> None:
    assert [release.title for release in parse(content)] == ["Café & Bar"]


def test_bytes_that_are_no_utf8_cost_a_letter_not_the_feed() -> None:
    content = feed(f"<item><title>Caf\xe9 Bar</title>{ENCLOSURE}</item>").encode("latin-1")
    assert [release.title for release in parse(content)] == ["Caf\ufffd Bar"]


@pytest.mark.parametrize("name", ["newznab:attr", "torznab:attr", "attr", "TORZNAB:ATTR"])
def test_attributes_under_any_prefix(name: str) -> None:
    assert one(f'<{name} name="seeders" value="3"/>').seeders == 3


def test_at_most_a_thousand_items_are_read() -> None:
    items = "".join(
        f"<item><title>{n}</title><guid>{n}</guid>{ENCLOSURE}</item>" for n in range(1200)
    )
    assert len(parse(feed(items))) == 1000


def test_endless_texts_are_cut_or_left_out() -> None:
    assert len(one("", title="x " * 100_000).title) <= 1000
    assert one(f"<comments>http://t.example/{'c' * 5000}</comments>").page_url is None
    endless = f'<enclosure url="http://t.example/{"x" * 30_000}" type="application/x-bittorrent"/>'
    assert parse(feed(f"<item><title>X</title>{endless}</item>")) == []


def test_an_entity_bomb_is_refused_at_once() -> None:
    with pytest.raises(Unintelligible, match="entities"):
        parse(entity_bomb().body)


def test_an_entity_bomb_in_disguise_stays_small() -> None:
    body = entity_bomb().body
    assert isinstance(body, str)
    hidden = body.replace("<!DOCTYPE", "<!-- <x --><!DOCTYPE").encode("utf-16")
    assert all(len(release.title) < 100 for release in parse(hidden))


def test_an_outside_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2")
    head = f'<?xml version="1.0"?><!-- <x --><!DOCTYPE rss [<!ENTITY f SYSTEM "file://{tmp_path}/secret">]>'
    content = feed(f"<item><title>A &f; B</title>{ENCLOSURE}</item>", head).encode("utf-16")
    assert "hunter2" not in repr(parse(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (html().body, "web page instead of a feed"),
        (b"<html><body>hi</body></html>", "web page"),
        (b"", "an empty answer"),
        (b'{"message": "hello"}', "no XML"),
        (b"<", "no XML"),
        (b"<caps/>", "<caps> where a feed was due"),
        (b"\x00\x01\x02", "no XML"),
    ],
)
def test_what_is_no_feed_is_said(content: bytes, words: str) -> None:
    with pytest.raises(Unintelligible, match=words):
        parse(content)


@pytest.mark.parametrize(
    ("code", "said", "status", "error"),
    [
        (100, "Invalid API Key", 200, Refused),
        (199, "?", 200, Refused),
        (429, "Slow down", 200, Limited),
        (500, "Request limit reached", 200, Limited),
        (501, "Download limit", 200, Limited),
        (900, "Request limit reached", 200, Limited),
        (900, "Too many requests", 429, Limited),
        (900, "System.NullReference", 400, Unreachable),
        (201, "Incorrect parameter", 400, Refused),
        (203, "Function not available", 400, Refused),
        (910, "API disabled", 200, Refused),
        ("", "", 503, Unreachable),
    ],
)
def test_error_documents(code: object, said: str, status: int, error: type[OutsideError]) -> None:
    document = f'<?xml version="1.0"?><error code="{code}" description="{said}"/>'
    with pytest.raises(OutsideError) as caught:
        read_document("Nebula", answer(document, status, retry_after_s=60.0))
    assert type(caught.value) is error
    assert said in str(caught.value)
    if isinstance(caught.value, Limited):
        assert caught.value.retry_after_s == 60


def test_an_error_document_that_quotes_our_key_is_cleaned() -> None:
    document = f'<error code="100" description="Key {KEY} at /api?passkey=abc is wrong"/>'
    with pytest.raises(Refused) as caught:
        read_document("Nebula", answer(document))
    assert "Key *** at /api?passkey=*** is wrong" in str(caught.value)


def test_a_status_without_an_error_document_counts() -> None:
    with pytest.raises(Unreachable, match="answered 502"):
        read_document("Nebula", answer("<html>Bad gateway</html>", 502))


@pytest.mark.parametrize(
    "text",
    ["Sat, 14 Mar 2026 21:10:42 GMT", "Sat, 14 Mar 2026 17:10:42 -0400", "2026-03-14T21:10:42Z",
     "14 Mar 2026 21:10:42", "2026-03-14 21:10:42"],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert read_date(text) == datetime(2026, 3, 14, 21, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-40T00:00:00Z", "Sat, 99 Foo 2026"])
def test_no_dates(text: str) -> None:
    assert read_date(text) is None


def test_caps_of_an_endpoint() -> None:
    root = read_document(
        "Nebula",
        answer((Path(__file__).parent / "indexers/recorded/torznab/1.3/caps.xml").read_bytes()),
    )
    caps = parse_caps(root)
    assert (caps.server, caps.page) == ("Nebula", 60)
    assert caps.search == {"q"}
    assert caps.movie == {"q", "imdbid"}
    assert caps.music == {"q", "artist", "album"}
    assert caps.categories == {2000, 2040, 2045, 3000, 3040, 5000}


@pytest.mark.parametrize("content", ["<caps/>", "<caps><searching/></caps>", "<rss/>"])
def test_poor_caps_are_taken_as_the_least(content: str) -> None:
    caps = parse_caps(read_document("Nebula", answer(content)))
    assert (caps.movie, caps.music, caps.categories, caps.page) == (None, None, frozenset(), 100)


def test_categories_asked_for() -> None:
    assert wanted_categories(None, frozenset()) == [2000, 3000]
    assert wanted_categories(None, frozenset({3040, 100001})) == [3000, 3040]
    assert wanted_categories(MediaKind.MOVIE, frozenset({3040})) is None


FULL = Caps(movie=frozenset({"q", "imdbid", "tmdbid"}), music=frozenset({"q", "artist", "album"}))
HEAT = Query("Heat 1995", MediaKind.MOVIE, "Heat", None, 1995, "tt0113277", 949)
BLUE = Query("Miles Davis Kind of Blue", MediaKind.ALBUM, "Kind of Blue", "Miles Davis", 1959)


@pytest.mark.parametrize(
    ("query", "caps", "asked"),
    [
        (HEAT, FULL, [{"t": "movie", "imdbid": "0113277"}, {"t": "search", "q": "Heat 1995"}]),
        (HEAT, Caps(movie=frozenset({"tmdbid"})),
         [{"t": "movie", "tmdbid": "949"}, {"t": "search", "q": "Heat 1995"}]),
        (HEAT, Caps(), [{"t": "search", "q": "Heat 1995"}]),
        (HEAT, Caps(search=None, movie=frozenset({"q"})), [{"t": "movie", "q": "Heat 1995"}]),
        (HEAT, Caps(search=None), []),
        (HEAT, Caps(categories=frozenset({5000})), []),
        (BLUE, FULL, [{"t": "music", "artist": "Miles Davis", "album": "Kind of Blue"},
                      {"t": "search", "q": "Miles Davis Kind of Blue"}]),
        (BLUE, Caps(music=frozenset({"q"})), [{"t": "search", "q": "Miles Davis Kind of Blue"}]),
        (Query("anything"), FULL, [{"t": "search", "q": "anything"}]),
    ],
)  # fmt: skip
def test_only_what_is_supported_is_sent(
    query: Query, caps: Caps, asked: list[dict[str, str]]
) -> None:
    told = [{k: v for k, v in way if k not in ("cat", "limit")} for way in ways(query, caps)]
    assert told == asked


def test_whether_an_answer_is_about_the_title() -> None:
    release = one("", title="Amélie.2001.1080p")
    assert is_about(Query("x", title="Amelie"), [release])
    assert not is_about(Query("x", title="Heat"), [release])
    assert not is_about(Query("x", title="Heat"), [])


@pytest.mark.parametrize(
    ("address", "is_key"),
    [
        ("https://t.example/details.php?id=12&hit=1", False),
        (f"https://t.example/t/{HASH}", False),
        ("https://t.example/dl?jackett_apikey=a", True),
        ("https://t.example/dl?authkey=a&torrent_pass=b", True),
        ("https://t.example/dl?token=a", True),
        (f"https://t.example/{KEY}/dl", True),
        ("https://u:p@t.example/", True),
    ],
)
def test_addresses_that_carry_keys(address: str, is_key: bool) -> None:
    assert carries_key(address) is is_key


def test_quotes_are_one_short_line() -> None:
    assert quoted("a\nb\x00c " + "d" * 500).startswith("a b c ddd")
    assert len(quoted("d" * 5000)) == 200
    assert quoted("Authorization: Bearer abc, x") == "Authorization: Bearer ***, x"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for body in (content, b"<rss><channel><item>" + content):
        try:
            parse(body)
        except OutsideError:
            pass


@given(st.text(max_size=60))
def test_no_text_breaks_the_small_readers(text: str) -> None:
    read_date(text)
    read_hash(text)
    assert safe_guid(text, "http://t.example/1", None, "title")


@pytest.mark.skipif(not REAL_FEEDS.is_dir(), reason="the feeds of real indexers are not here")
def test_real_feeds_are_read_whole() -> None:
    for path in sorted(REAL_FEEDS.glob("*/*.xml")):
        content = path.read_bytes()
        if b"<caps" in content:
            assert parse_caps(read_document("Nebula", answer(content))).categories
            continue
        releases = parse(content)
        assert len(releases) == content.count(b"<item>"), path
        assert all(release.published_at and release.link for release in releases), path
        assert not any("passkey" in repr(release) for release in releases), path
