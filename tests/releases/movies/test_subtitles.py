import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.releases.movies.subtitles import SubtitleFile, read_subtitle


@pytest.mark.parametrize(
    ("name", "language", "tags", "title"),
    [
        ("Some Film (2012).en.srt", "English", (), None),
        ("Some.Film.2012.EN.srt", "English", (), None),
        ("Some.Film.2012.German.srt", "German", (), None),
        ("Some Film (2012).en.sdh.srt", "English", ("sdh",), None),
        ("Some Film (2012).en.hi.srt", "English", ("hi",), None),
        ("Some Film (2012).en.cc.forced.srt", "English", ("forced", "cc"), None),
        ("Some Film (2012) - [AAC 2.0].Songs.default.fra.forced.ass", "French",
         ("forced", "default"), "Songs"),
        ("Some Film (2012) - [AAC 2.0].fra.default.Songs.forced.ass", "French",
         ("forced", "default"), "Songs"),
        ("Some Film (2012) - [AAC 2.0].Songs - 2.pt-BR.ass", "Portuguese (Brazil)", (), "Songs"),
        ("Some Film (2012) - [AAC 2.0].ass", None, (), None),
        ("Some Film (2012) - [AAC 2.0].Songs.ass", None, (), None),
        ("Some Film (2012).en.forced - 2.srt", "English", ("forced",), None),
        ("Some.Film.en.Songs.forced.srt", "English", ("forced",), "Songs"),
        ("Some Film.sub", None, (), None),
        ("en.srt", None, (), None),
        ("", None, (), None),
    ],
)  # fmt: skip
def test_names(name: str, language: str | None, tags: tuple[str, ...], title: str | None) -> None:
    assert read_subtitle(name) == SubtitleFile(language, tags, title)


@given(st.text(max_size=200))
def test_any_text_is_read(name: str) -> None:
    found = read_subtitle(name)
    assert found.language is not None or found == SubtitleFile(None, (), None)
