import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.tables.facets import CAPITALS
from neonarr.releases.vocabulary import VOCABULARY
from neonarr.releases.words import LONGEST_NAME, Word, lowered, text_of, words_of


def words(name: str, kind: MediaKind = MediaKind.MOVIE) -> list[Word]:
    return words_of(text_of(name), VOCABULARY[kind])


@pytest.mark.parametrize("name", ["Some Film (WEB-DL) [BD1080p] x264", "İ Film (WEB-DL) [BD1080p]"])
def test_words_know_their_place(name: str) -> None:
    for word in words(name):
        assert name[word.start : word.end].lower().replace("-", " ") == word.key or "İ" in name
    bracketed = [word.key for word in words(name) if word.bracket >= 0]
    assert bracketed == ["web dl", "bd", "1080p"]


def test_words_know_the_innermost_bracket() -> None:
    assert [w.bracket for w in words("a (b [c] d) e")] == [-1, 2, 5, 2, -1]
    assert [w.bracket for w in words("é (b [c] d) e")] == [-1, 2, 5, 2, -1]


def test_a_phrase_needs_exactly_one_sign_between() -> None:
    assert [word.key for word in words("x web - dl web..dl web.dl")][-1] == "web dl"
    assert sum(word.key == "web dl" for word in words("x web - dl web..dl")) == 0


@pytest.mark.parametrize("kind", MediaKind)
def test_every_entry_of_the_vocabulary_can_be_met(kind: MediaKind) -> None:
    for key, sense in VOCABULARY[kind].words.items():
        written = key.upper() if sense.spelled == CAPITALS else sense.spelled or key
        found = words(f"first {written} last", kind)
        assert any(word.sense == sense for word in found), key


def test_endings_and_sites_are_set_aside() -> None:
    text = text_of("test.net - Film.2001.mkv.torrent")
    assert (text.cut(text.start), text.ending) == ("Film.2001", "mkv")
    assert text_of("Film.2001.GRP").ending == ""
    assert text_of("a" * 9000).end == LONGEST_NAME


def test_small_letters_keep_their_places() -> None:
    for name in ("İstanbul", "DD+5.1", "【x】", "ẞ"):
        assert len(lowered(name)) == len(name)
