import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library.model import Facts, Item
from neonarr.naming.formats import DEFAULTS, TOKENS, checked, compiled, formats
from neonarr.naming.known import Known, Streams, TrackPlace
from neonarr.naming.paths import movie_path, track_path
from neonarr.naming.template import read, rendered
from neonarr.naming.tokens import value_of
from neonarr.settings.model import Preferences

DAY = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "The Movie: What's Élan?"
HEAT = Item(
    ItemId(1), MediaKind.MOVIE, TITLE, None, 2010, True, DAY, 345691, "tt0066921",
    Facts(original_language="Japanese"),
)  # fmt: skip
RELEASE = (
    "The.Movie.2010.EXTENDED.REAL.PROPER.2160p.UHD.BluRay.REMUX.DV.HDR10.TrueHD.Atmos.7.1.HEVC-GRP"
)
FILM = Known(
    HEAT,
    "Remux-2160p",
    "4K",
    RELEASE,
    "movie-file",
    ("IMAX", "Hybrid"),
    Streams("HEVC", "MLP FBA", "7.1", 10, 48000, "DV HDR10", ("ja", "eng", "pt-BR"), ("de",)),
)
BLUE = Item(ItemId(2), MediaKind.ALBUM, "The Blue & Co.", "The Testers", 1971, True, DAY)
SONG = Known(
    BLUE,
    "FLAC 24bit",
    "",
    "The Testers - The Blue (1971) [FLAC 24-96] [CD]",
    "01 song",
    (),
    Streams(None, "FLAC", "2.0", 24, 96000),
    TrackPlace(1, "All I Want?", 2),
)
MOVIE_VALUES = {
    "Movie Title": "The Movie - What's Élan",
    "Movie CleanTitle": "The Movie Whats Elan",
    "Movie TitleThe": "Movie - What's Élan, The",
    "Movie CleanTitleThe": "Movie Whats Elan, The",
    "Movie TitleFirstCharacter": "M",
    "Movie OriginalTitle": "The Movie - What's Élan",
    "Movie CleanOriginalTitle": "The Movie Whats Elan",
    "Movie Collection": "",
    "Movie CollectionThe": "",
    "Movie CleanCollectionThe": "",
    "Movie Certification": "",
    "ImdbId": "tt0066921",
    "TmdbId": "345691",
    "Release Year": "2010",
    "Version": "4K",
    "Quality Title": "Remux-2160p",
    "Quality Full": "Remux-2160p Proper REAL",
    "Quality Proper": "Proper",
    "Quality Real": "REAL",
    "Release Group": "GRP",
    "Edition Tags": "Extended",
    "Original Title": RELEASE,
    "Original Filename": "movie-file",
    "Custom Formats": "IMAX Hybrid",
    "Custom Format": "IMAX Hybrid",
    "MediaInfo Simple": "h265 TrueHD Atmos",
    "MediaInfo Full": "h265 TrueHD Atmos [JA+EN+PT]",
    "MediaInfo AudioCodec": "TrueHD Atmos",
    "MediaInfo AudioChannels": "7.1",
    "MediaInfo AudioLanguages": "[JA+EN+PT]",
    "MediaInfo AudioLanguagesAll": "[JA+EN+PT]",
    "MediaInfo SubtitleLanguages": "[DE]",
    "MediaInfo SubtitleLanguagesAll": "[DE]",
    "MediaInfo VideoCodec": "h265",
    "MediaInfo VideoBitDepth": "10",
    "MediaInfo VideoDynamicRange": "HDR",
    "MediaInfo VideoDynamicRangeType": "DV HDR10",
    "MediaInfo 3D": "",
}
TRACK_VALUES = {
    "Artist Name": "The Testers",
    "Artist CleanName": "The Testers",
    "Artist NameThe": "Testers, The",
    "Artist CleanNameThe": "Testers, The",
    "Artist NameFirstCharacter": "T",
    "Album Title": "The Blue & Co.",
    "Album CleanTitle": "The Blue and Co.",
    "Album TitleThe": "Blue & Co., The",
    "Album CleanTitleThe": "Blue and Co., The",
    "Album TitleFirstCharacter": "B",
    "Album Type": "",
    "Medium Format": "CD",
    "medium": "2",
    "track": "1",
    "Track Title": "All I Want",
    "Track CleanTitle": "All I Want",
    "Track TitleThe": "All I Want",
    "Track CleanTitleThe": "All I Want",
    "Track TitleFirstCharacter": "A",
    "Track ArtistName": "The Testers",
    "MediaInfo AudioCodec": "FLAC",
    "MediaInfo AudioChannels": "2.0",
    "MediaInfo AudioBitsPerSample": "24",
    "MediaInfo AudioSampleRate": "96",
    "Quality Full": "FLAC 24bit",
    "Original Filename": "01 song",
}


def shown(preference: str, known: Known, template: str) -> str:
    [part] = read(template).parts
    meanings = TOKENS[preference]
    return rendered(part, lambda token: value_of(meanings[token.name], known, token.filter))


def values(preference: str, known: Known) -> dict[str, str]:
    return {one.label: value_of(one, known, "") for one in TOKENS[preference].values()}


def test_every_token_of_a_movie() -> None:
    assert values("movie_file_format", FILM) == MOVIE_VALUES


def test_every_token_of_a_track() -> None:
    found = values("track_file_format", SONG)
    assert {label: found[label] for label in TRACK_VALUES} == TRACK_VALUES
    assert {label for label, value in found.items() if not value} == {
        "Album Type", "Version", "Quality Proper", "Quality Real", "Release Group", "Edition Tags",
        "Custom Formats", "Custom Format", "Artist Disambiguation", "Artist Genre", "Artist MbId",
        "Album Disambiguation", "Album Genre", "Album MbId", "Medium Name",
        "MediaInfo AudioBitRate", "Track ArtistMbId",
    }  # fmt: skip


def test_what_nobody_told_is_empty() -> None:
    bare = replace(HEAT, year=None, tmdb_id=None, imdb_id=None)
    found = values("movie_file_format", Known(bare))
    assert {label for label, value in found.items() if value} == {
        "Movie Title", "Movie CleanTitle", "Movie TitleThe", "Movie CleanTitleThe",
        "Movie TitleFirstCharacter", "Movie OriginalTitle", "Movie CleanOriginalTitle",
        "Original Title", "Original Filename",
    }  # fmt: skip


def test_the_name_stands_in_for_what_the_file_does_not_say() -> None:
    named = Known(
        HEAT, "WEBDL-1080p", release="A.Film.2010.GERMAN.DL.1080p.WEB.DDP5.1.10bit.x265-G"
    )
    assert shown(
        "movie_file_format", named,
        "{Mediainfo VideoCodec} {Mediainfo VideoBitDepth}bit {Mediainfo AudioCodec}"
        " {Mediainfo AudioChannels} {MediaInfo AudioLanguages}",
    ) == "x265 10bit EAC3 5.1 [DE+JA]"  # fmt: skip


@pytest.mark.parametrize(
    ("streams", "release", "shown_as"),
    [
        (Streams("AVC", "DTS"), "A.Film.2010.1080p.BluRay.DTS-HD.MA.x264-G", "x264 DTS-HD MA"),
        (Streams("AVC", "AC-3"), "A.Film.2010.1080p.BluRay.DTS.x264-G", "x264 AC3"),
        (Streams("AVC", "E-AC-3"), "A.Film.2010.1080p.WEB-DL.DDP5.1.Atmos.H.264-G",
         "h264 EAC3 Atmos"),
        (Streams("HEVC", "AAC"), "A.Film.2010.1080p.WEBRip.x264-G", "h265 AAC"),
        (Streams("V_MJPEG", "PCM"), "A.Film.2010.1080p.BluRay.x264-G", "V_MJPEG PCM"),
        (Streams(), "A.Film.2010.1080p.BluRay.HEVC.DTS-X-G", "h265 DTS-X"),
    ],
)  # fmt: skip
def test_codecs_are_called_as_the_family_calls_them(
    streams: Streams, release: str, shown_as: str
) -> None:
    known = Known(HEAT, release=release, streams=streams)
    assert shown("movie_file_format", known, "{MediaInfo Simple}") == shown_as


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{Movie CleanTitle:12}", "The Movie..."),
        ("{Movie CleanTitle:-12}", "...hats Elan"),
        ("{Movie CleanTitle:DE}", "The Movie Whats Elan"),
        ("{MediaInfo AudioLanguages:EN+JA}", "[JA+EN]"),
        ("{MediaInfo AudioLanguages:-EN}", "[JA+PT]"),
        ("{[Custom Formats:imax]}", "[IMAX]"),
        ("{[Custom Formats:-IMAX]}", "[Hybrid]"),
        ("{[Custom Format:none]}", ""),
        ("{Release Group:5}", "GRP"),
    ],
)
def test_filters(template: str, name: str) -> None:
    assert shown("movie_file_format", FILM, template) == name


def test_english_alone_is_not_told() -> None:
    english = replace(FILM, streams=Streams(audio_languages=("en",)))
    template = "{MediaInfo AudioLanguages}"
    assert shown("movie_file_format", english, template) == ""
    assert shown("movie_file_format", english, "{MediaInfo AudioLanguages:EN}") == "[EN]"
    assert shown("movie_file_format", english, "{MediaInfo AudioLanguagesAll}") == "[EN]"


def test_numbers_are_filled_up() -> None:
    assert shown("track_file_format", SONG, "{medium:00}{track:000}") == "02001"


@pytest.mark.parametrize(
    ("name", "template", "sentence"),
    [
        ("movie_file_format", "{Movie Titel}",
         "movieFileFormat has {Movie Titel} at character 2: there is no such token here. "
         "Did you mean {Movie Title}?"),
        ("movie_file_format", "x {[Nonsense]}",
         "movieFileFormat has {Nonsense} at character 5: there is no such token here."),
        ("movie_folder_format", "{Movie Title} {track:00}",
         "movieFolderFormat has {track} at character 16: there is no such token here."),
        ("track_file_format", "{track:x}",
         "trackFileFormat has {track} at character 2: “:x” means nothing to it. Take it out."),
        ("movie_folder_format", "{Release Year}",
         "movieFolderFormat must have {Movie Title} or {TmdbId}, or all movies would share a "
         "folder."),
        ("movie_file_format", "Movie",
         "movieFileFormat must have {Movie Title} or {Original Title}, or nobody could tell its "
         "files."),
        ("album_folder_format", "{Artist Name}",
         "albumFolderFormat must have {Album Title}, or all albums would share a folder."),
        ("track_file_format", "{Album Title} - {Track ArtistName}",
         "trackFileFormat must have {Track Title} or {track:00}, or all tracks would share a "
         "name."),
    ],
)  # fmt: skip
def test_a_format_that_can_not_work_is_refused(name: str, template: str, sentence: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked(name, template)

    assert str(caught.value) == sentence


def test_other_preferences_are_checked_as_ever() -> None:
    assert checked("strikes", 5) == 5
    with pytest.raises(Invalid):
        checked("strikes", "many")


def test_templates_are_compiled_once() -> None:
    set_to = Preferences("/m", "/a", "/d")
    assert formats(set_to) == DEFAULTS
    assert formats(set_to).movie_file is DEFAULTS.movie_file
    template = "{Movie Title} x"
    assert compiled("movie_file_format", template) is compiled("movie_file_format", template)


SHARED = Path(__file__).parents[3] / "shared" / "trash-guides" / "naming" / "radarr-naming.json"


@pytest.mark.skipif(not SHARED.exists(), reason="the guides are not beside the project")
def test_every_template_of_the_guides_names_a_movie() -> None:
    guide = json.loads(SHARED.read_text())
    for variant, template in guide["folder"].items():
        folder = compiled("movie_folder_format", template)
        path = movie_path(FILM, ".mkv", replace(DEFAULTS, movie_folder=folder))
        assert path.parent.name.startswith("The Movie Whats Elan (2010)"), variant
    for variant, template in guide["file"].items():
        file = compiled("movie_file_format", template)
        name = movie_path(FILM, ".mkv", replace(DEFAULTS, movie_file=file)).name
        assert name.endswith("-GRP - 4K.mkv"), variant
        bare = movie_path(
            Known(replace(HEAT, year=None)), ".mkv", replace(DEFAULTS, movie_file=file)
        )
        assert "[]" not in bare.name and "()" not in bare.name and "{}" not in bare.name, variant


def test_music_as_lidarr_names_it() -> None:
    own = replace(
        DEFAULTS,
        album_folder=compiled(
            "album_folder_format", "{Artist NameThe}/{Album Title} ({Release Year})"
        ),
        track_file=compiled(
            "track_file_format",
            "{Medium Format} {medium:00}/{Artist Name} - {track:00} - {Track Title}",
        ),
    )
    assert str(track_path(SONG, ".FLAC", own)) == (
        "Testers, The/The Blue & Co. (1971)/CD 02/The Testers - 01 - All I Want.flac"
    )
