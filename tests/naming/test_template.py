import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.naming.template import read, rendered, tokens_of
from tests.naming.guide import VARIANTS

FULL = {
    "moviecleantitle": "The Movie Title",
    "movietitle": "The Movie Title",
    "releaseyear": "2010",
    "imdbid": "tt0066921",
    "tmdbid": "345691",
    "editiontags": "Ultimate Extended Edition",
    "mediainfo3d": "3D",
    "customformats": "IMAX HYBRID",
    "qualityfull": "Bluray-1080p Proper",
    "mediainfoaudiocodec": "DTS",
    "mediainfoaudiochannels": "5.1",
    "mediainfoaudiolanguages": "[JA]",
    "mediainfovideodynamicrangetype": "DV HDR10",
    "mediainfovideocodec": "x264",
    "mediainfovideobitdepth": "10",
    "releasegroup": "RlsGrp",
}


def shown(template: str, *without: str, **more: str) -> str:
    values = {k: v for k, v in {**FULL, **more}.items() if k not in without}
    parts = read(template).parts
    names = [rendered(part, lambda token: values.get(token.name, "")) for part in parts]
    return "/".join(name for name in names if name)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        (VARIANTS["folder"]["plex-tmdb"], "The Movie Title (2010) {tmdb-345691}"),
        (VARIANTS["folder"]["jellyfin-imdb"], "The Movie Title (2010) [imdbid-tt0066921]"),
        (
            VARIANTS["file"]["plex-tmdb"],
            "The Movie Title (2010) {tmdb-345691} - {edition-Ultimate Extended Edition}"
            " [3D][IMAX HYBRID][Bluray-1080p Proper][DTS 5.1][DV HDR10][x264]-RlsGrp",
        ),
        (
            VARIANTS["file"]["plex-anime-tmdb"],
            "The Movie Title (2010) {tmdb-345691} [JA][x264 10bit]-RlsGrp",
        ),
        (
            VARIANTS["file"]["p2p-scene"],
            "The.Movie.Title.2010.Ultimate.Extended.Edition.Bluray-1080p.Proper.DTS-RlsGrp",
        ),
    ],
)
def test_templates_of_guides(template: str, name: str) -> None:
    assert shown(template) == name


@pytest.mark.parametrize(
    ("template", "without", "name"),
    [
        ("{Movie Title} {(Release Year)}", ["releaseyear"], "The Movie Title"),
        ("{Movie Title} ({Release Year})", ["releaseyear"], "The Movie Title"),
        ("{Movie Title} {edition-{Edition Tags}}", ["editiontags"], "The Movie Title"),
        ("{Movie Title} {{Edition Tags}} x", ["editiontags"], "The Movie Title x"),
        ("{Movie Title}{ - Edition Tags} {[Quality Full]}", ["editiontags"],
         "The Movie Title [Bluray-1080p Proper]"),
        ("{Movie Title} - {Edition Tags} {[Quality Full]}", ["editiontags"],
         "The Movie Title - [Bluray-1080p Proper]"),
        ("{Movie Title} - {Edition Tags} - {Release Group}", ["editiontags"],
         "The Movie Title - RlsGrp"),
        ("{Movie Title} - {Edition Tags}", ["editiontags"], "The Movie Title"),
        ("{[MediaInfo AudioCodec}{ MediaInfo AudioChannels]}", ["mediainfoaudiocodec"], "[5.1]"),
        ("{[MediaInfo AudioCodec}{ MediaInfo AudioChannels]}", ["mediainfoaudiochannels"], "[DTS]"),
        ("{Release Year}{[MediaInfo AudioCodec}{ MediaInfo AudioChannels]}",
         ["mediainfoaudiochannels", "mediainfoaudiocodec"], "2010"),
        ("{-Release Group}", [], "RlsGrp"),
        ("{Release Group - }{Movie Title}", ["releasegroup"], "The Movie Title"),
        ("{Release Group - }{Movie Title}", [], "RlsGrp - The Movie Title"),
        ("{ [Release Group] }{Movie Title}", [], "[RlsGrp] The Movie Title"),
        ("Disc {medium:0}/{Movie Title}", [], "The Movie Title"),
        ("{Movie Title}/{Edition Tags}/x", ["editiontags"], "The Movie Title/x"),
        (r"{Release Year}\{Movie Title}", [], "2010/The Movie Title"),
        ("[no token] {Movie Title}", [], "[no token] The Movie Title"),
        ("{movie title} {RELEASE GROUP}", [], "the movie title RLSGRP"),
        ("{Movie_Title}-{Movie-Title}", [], "The_Movie_Title-The-Movie-Title"),
        ("{{{Edition Tags}}}", [], "{{Ultimate Extended Edition}}"),
    ],
)  # fmt: skip
def test_what_is_not_known_leaves_nothing_behind(
    template: str, without: list[str], name: str
) -> None:
    assert shown(template, *without) == name


def test_a_value_keeps_its_own_signs() -> None:
    assert shown("{Movie Title} - {Quality Full}", movietitle="-- A ... B --") == (
        "-- A ... B -- - Bluray-1080p Proper"
    )


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("", "Folder is empty."),
        ("  ", "Folder is empty."),
        ("{Movie Title", "Folder has a “{” at character 1 that is never closed."),
        ("{Movie Title} [x", "Folder has a “[” at character 15 that is never closed."),
        ("{[Quality Full}", "Folder has a “[” at character 2 that is never closed."),
        ("{Movie Title}}", "Folder has a “}” at character 14 that closes nothing."),
        ("[(a])", "Folder has a “]” at character 4 that closes nothing."),
        ("{Quality Full)}", "Folder has a “)” at character 14 that closes nothing."),
        ("x {a, b}", "Folder has “{a, b}” at character 3, which is no token."),
        ("/x", "Folder has a folder without a name at character 1."),
        ("a//b", "Folder has a folder without a name at character 3."),
        ("a/", "Folder has a folder without a name at character 3."),
        ("({Movie Title}/x)", "Folder has a “(” at character 1 that is never closed."),
        ("x" * 1001, "Folder has 1001 characters; the most is 1000."),
    ],
)
def test_what_is_wrong_is_told_with_its_place(template: str, sentence: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(template, "movieFolderFormat", "Folder")

    assert str(caught.value) == sentence
    assert caught.value.field == "movieFolderFormat"


PIECES = st.sampled_from(
    [
        "{Movie Title}",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        " - ",
        "{[Quality Full]}",
        "a",
        "/",
        ":",
        "{x:",
        "é",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        template = read(text)
    except Invalid:
        return
    for part in template.parts:
        assert rendered(part, lambda _: "") == "" or not list(tokens_of(part))
