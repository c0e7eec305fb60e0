from neonarr.releases.vocabulary import WORDS
from neonarr.releases.words import LONGEST_NAME, tidy, words_of


def test_words_know_their_place() -> None:
    text = "Some Film (WEB-DL) [BD1080p] İx264"
    for word in words_of(text):
        assert text[word.start : word.end].lower().replace("-", " ") == word.key or not (
            word.key.isascii()
        )
    assert [word.key for word in words_of(text) if word.is_bracketed] == ["web dl", "bd", "1080p"]


def test_a_phrase_needs_exactly_one_sign_between() -> None:
    assert [word.key for word in words_of("web - dl web..dl web.dl")][-1] == "web dl"
    assert sum(word.key == "web dl" for word in words_of("web - dl web..dl")) == 0


def test_every_entry_of_the_vocabulary_can_be_met() -> None:
    for key, mark in WORDS.items():
        found = words_of(f"first {key}")
        assert any(word.mark == mark for word in found), key


def test_endings_and_sites_are_set_aside() -> None:
    assert tidy("test.net - Film.2001.mkv.torrent") == ("Film.2001", "mkv")
    assert tidy("Film.2001.GRP") == ("Film.2001.GRP", "")
    assert len(tidy("a" * 9000)[0]) == LONGEST_NAME
