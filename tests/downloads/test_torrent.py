"""Torrent files and magnets: the right hash, and nothing dangerous let through."""

import hashlib
import time
from pathlib import Path
from typing import Any

import libtorrent as lt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.downloads.torrent import MAX_BYTES, MAX_LINK, read_magnet, read_torrent

V1 = "0123456789abcdef0123456789abcdef01234567"
V2 = "fedcba9876543210" * 4


def encoded(value: Any) -> bytes:
    """Bencoding that keeps the order of keys."""
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(encoded, value)) + b"e"
    return b"d" + b"".join(encoded(k) + encoded(v) for k, v in value.items()) + b"e"


def single(**changed: Any) -> dict[bytes, Any]:
    info = {b"length": 5, b"name": b"film.mkv", b"piece length": 16384, b"pieces": b"p" * 20}
    return {**info, **{key.replace("_", " ").encode(): value for key, value in changed.items()}}


def folder(*paths: Any) -> dict[bytes, Any]:
    files = [{b"length": 1, b"path": path} for path in paths]
    return {b"files": files, b"name": b"Album", b"piece length": 16384, b"pieces": b"p" * 20}


def torrent(info: Any) -> bytes:
    return encoded({b"announce": b"http://t/announce", b"info": info})


@pytest.mark.parametrize("flags", [lt.create_torrent.v1_only, 0, lt.create_torrent.v2_only])
@pytest.mark.parametrize("is_folder", [True, False])
def test_hash_and_files_are_libtorrents(tmp_path: Path, flags: int, is_folder: bool) -> None:
    path = tmp_path / "Film"
    if is_folder:
        (path / "sub").mkdir(parents=True)
        (path / "a.mkv").write_bytes(b"a" * 40_000)
        (path / "sub" / "Film").write_bytes(b"b" * 7)
    else:
        path.write_bytes(b"a" * 40_000)
    maker = lt.create_torrent(lt.list_files(str(path)), 0, flags)
    maker.set_priv(is_folder)
    lt.set_piece_hashes(maker, str(tmp_path))
    content = lt.bencode(maker.generate())
    theirs = lt.load_torrent_buffer(content)
    hashes, layout = theirs.info_hashes, theirs.ti.layout()
    read = read_torrent(content)
    v1 = str(hashes.v1) if hashes.has_v1() else None
    v2 = str(hashes.v2)[:40] if hashes.has_v2() else None
    assert read.info_hash == (v1 or v2)
    assert read.other_hash == (v2 if v1 else None)
    assert sorted((f.path, f.size) for f in read.files) == sorted(
        (layout.file_path(i), layout.file_size(i))
        for i in range(layout.num_files())
        if not layout.file_flags(i) & layout.flag_pad_file
    )
    assert (read.name, read.is_private, read.content) == ("Film", is_folder, content)


def test_unsorted_keys_keep_their_hash() -> None:
    info = dict(reversed(single().items()))
    content = encoded({b"info": info, b"announce": b"http://t/"})
    assert read_torrent(content).info_hash == hashlib.sha1(encoded(info)).hexdigest()


def test_a_passkey_is_not_shown() -> None:
    assert "announce" not in repr(read_torrent(torrent(single())))


def test_names_in_utf_8_are_preferred() -> None:
    info = folder([b"x"]) | {b"name": b"\xff", b"name.utf-8": "Ünder".encode()}
    info[b"files"][0][b"path.utf-8"] = ["Größe.flac".encode()]
    assert [f.path for f in read_torrent(torrent(info)).files] == ["Ünder/Größe.flac"]


def test_padding_is_no_content() -> None:
    info = folder([b"a"], [b".pad", b"7"])
    info[b"files"][1][b"attr"] = b"p"
    read = read_torrent(torrent(info))
    assert ([f.path for f in read.files], read.size) == (["Album/a"], 1)


@pytest.mark.parametrize(
    "path",
    [
        [b"..", b"etc", b"passwd"],
        [b"a", b"..", b"b"],
        [b"/etc/passwd"],
        [b"..\\windows"],
        [b"."],
        [b""],
        [b"a\0b"],
    ],
)
def test_a_way_out_of_the_folder_is_refused(path: list[bytes]) -> None:
    with pytest.raises(Invalid, match="outside its folder"):
        read_torrent(torrent(folder(path)))
    with pytest.raises(Invalid, match="outside its folder"):
        read_torrent(torrent(single(name=path[0] if len(path) == 1 else b"..")))


@pytest.mark.parametrize(
    ("info", "said"),
    [
        (folder(), "lists no files"),
        (folder([]), "file list is damaged"),
        (folder(b"a"), "file list is damaged"),
        (folder(7), "file list is damaged"),
        (folder([7]), "damaged name"),
        (single(length=-1), "without a valid size"),
        (single(length=b"5"), "without a valid size"),
        (single(name=5), "damaged name"),
        (single(files=5), "file list is damaged"),
        (single(files=[5]), "file list is damaged"),
        ({b"name": b"x"}, "file tree is damaged"),
        ({b"name": b"x", b"file tree": {b"..": {b"": {b"length": 1}}}}, "outside its folder"),
        ({b"name": b"x", b"file tree": {b"a": {b"": {}}}}, "without a valid size"),
        (5, "no info dictionary"),
    ],
)
def test_damage_is_named(info: Any, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_torrent(torrent(info))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\n <!DOCTYPE html><title>Login", "HTML page"),
        (b"hello", "bencoding is damaged"),
        (torrent(single())[:-30], "bencoding is damaged"),
        (b"d4:infoi1_0ee", "bencoding is damaged"),
        (b"d4:infoi" + b"9" * 1_000_000 + b"ee", "bencoding is damaged"),
        (b"9" * 1_000_000, "bencoding is damaged"),
        (b"l" * 5_000_000, "bencoding is damaged"),
        (b"d1:ai1e1:ai2ee", "bencoding is damaged"),
        (b"de", "no info dictionary"),
        (b"i5e", "no info dictionary"),
        (b"x" * (MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_torrent_is_named_quickly(content: bytes, said: str) -> None:
    started = time.process_time()
    with pytest.raises(Invalid, match=said):
        read_torrent(content)
    assert time.process_time() - started < 1


def test_a_hundred_thousand_files_are_refused() -> None:
    crowd = folder(*([b"%d" % i] for i in range(100_000)))
    with pytest.raises(Invalid, match="more than 50,000 files"):
        read_torrent(torrent(crowd))
    tree = {b"%d" % i: {b"": {b"length": 1}} for i in range(100_000)}
    with pytest.raises(Invalid, match="more than 50,000 files"):
        read_torrent(torrent({b"name": b"x", b"file tree": tree}))


def test_millions_of_values_are_refused_before_they_hurt() -> None:
    started = time.process_time()
    with pytest.raises(Invalid):
        read_torrent(b"l" + b"i0e" * 6_000_000 + b"e")
    assert time.process_time() - started < 10


@given(st.binary(max_size=400))
def test_any_bytes_are_a_torrent_or_invalid(content: bytes) -> None:
    try:
        read_torrent(content)
    except Invalid:
        pass


BENCODABLE = st.recursive(
    st.integers(-9, 99) | st.binary(max_size=6),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [b"info", b"name", b"files", b"file tree", b"pieces", b"path", b"length", b"attr"]
            )
            | st.binary(max_size=2),
            below,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(BENCODABLE)
def test_any_well_formed_value_is_a_torrent_or_invalid(value: Any) -> None:
    for content in (encoded(value), encoded({b"info": value})):
        try:
            read_torrent(content)
        except Invalid:
            pass


def test_a_magnet_in_hex_or_base32() -> None:
    plain = read_magnet(f"  magnet:?xt=urn:btih:{V1.upper()}&dn=A+Film&tr=http%3A%2F%2Ft%2Fkey  ")
    assert (plain.info_hash, plain.name, plain.other_hash) == (V1, "A Film", None)
    assert plain.link.reveal().startswith("magnet:?xt=")
    assert "key" not in repr(plain)
    base32 = read_magnet("MAGNET:?dn=x&xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH")
    assert base32.info_hash == V1


def test_a_magnet_of_v2_or_both() -> None:
    assert read_magnet(f"magnet:?xt=urn:btmh:1220{V2}").info_hash == V2[:40]
    both = read_magnet(f"magnet:?xt.1=urn:btmh:1220{V2}&xt.2=urn:btih:{V1}")
    assert (both.info_hash, both.other_hash, both.name) == (V1, V2[:40], None)


def test_a_magnets_hash_is_libtorrents() -> None:
    link = f"magnet:?xt=urn:btih:{V1}&xt=urn:btmh:1220{V2}"
    theirs = lt.parse_magnet_uri(link).info_hashes
    ours = read_magnet(link)
    assert (ours.info_hash, ours.other_hash) == (str(theirs.v1), str(theirs.v2)[:40])


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("", "no magnet link"),
        ("http://example.org/a.torrent", "no magnet link"),
        ("magnet:", "no magnet link"),
        ("magnet:?dn=x", "no usable info hash"),
        (f"magnet:?xt=urn:btih:{V1[:39]}", "no usable info hash"),
        (f"magnet:?xt=urn:btih:{V1[:39]}g", "no usable info hash"),
        (f"magnet:?xt=urn:btmh:1420{V2}", "no usable info hash"),
        (f"magnet:?xt=urn:ed2k:{V1}", "no usable info hash"),
        (f"magnet:?xt=urn:btih:{V1}&dn={'x' * MAX_LINK}", "longer than"),
    ],
)
def test_a_wrong_magnet_is_named(link: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_magnet(link)


@given(st.text(max_size=200))
def test_any_text_is_a_magnet_or_invalid(text: str) -> None:
    for link in (text, f"magnet:?xt=urn:btih:{text}", f"magnet:?{text}"):
        try:
            read_magnet(link)
        except Invalid:
            pass
