import json
from pathlib import Path
from typing import Any

import pytest

from neonarr.base.errors import Invalid
from neonarr.naming.examples import example
from neonarr.naming.formats import TOKENS
from neonarr.naming.guide import guide_json, read_guide
from neonarr.settings.model import Preferences
from tests.naming.guide import VARIANTS

FOLDER, FILE = VARIANTS["folder"], VARIANTS["file"]
SHARED = Path(__file__).parents[3] / "shared" / "trash-guides" / "naming" / "radarr-naming.json"


@pytest.mark.parametrize(
    ("variant", "folder", "file"),
    [
        ("", "default", "standard"),
        ("plex-tmdb", "plex-tmdb", "plex-tmdb"),
        ("plex-anime-tmdb", "plex-tmdb", "plex-anime-tmdb"),
        ("p2p-scene", "default", "p2p-scene"),
        ("default", "default", "standard"),
    ],
)
def test_a_variant_is_chosen_in_every_section(variant: str, folder: str, file: str) -> None:
    chosen = read_guide(VARIANTS, variant)

    assert chosen.variants == {"movie_folder_format": folder, "movie_file_format": file}
    assert chosen.templates == {
        "movie_folder_format": FOLDER[folder],
        "movie_file_format": FILE[file],
    }


def test_what_is_written_can_be_read_again() -> None:
    set_to = Preferences("/m", "/a", "/d", movie_file_format=FILE["plex-tmdb"])
    templates = read_guide(guide_json(set_to)).templates

    assert dict(templates) == {name: getattr(set_to, name) for name in TOKENS}


@pytest.mark.parametrize(
    ("given", "variant", "field", "sentence"),
    [
        ([], "", "naming", "This is no guide's naming"),
        ({"trash_id": "x"}, "", "naming", "with “folder”, “file”, or both"),
        ({"folder": []}, "", "folder", "“folder” must be an object of templates"),
        ({"file": {}}, "", "file", "“file” must be an object of templates"),
        ({"file": {"standard": 5}}, "", "file.standard", "“file”, “standard”: must be a text"),
        (VARIANTS, "kodi", "variant", "no variant “kodi” in it, only default, plex-tmdb"),
        ({"file": {"standard": "{Movie Titel}"}}, "", "file.standard",
         "“file”, “standard” has {Movie Titel} at character 2: there is no such token here."),
        ({**VARIANTS, "trackFile": {"standard": "{track:00"}}, "", "trackFile.standard",
         "“trackFile”, “standard” has a “{” at character 1 that is never closed."),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_told_with_its_place(
    given: Any, variant: str, field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as caught:
        read_guide(given, variant)

    assert caught.value.field == field
    assert sentence in str(caught.value)


@pytest.mark.skipif(not SHARED.exists(), reason="the guides are not beside the project")
def test_every_variant_of_the_guides_is_taken() -> None:
    given = json.loads(SHARED.read_text())
    for variant in {*given["folder"], *given["file"]}:
        chosen = read_guide(given, variant)
        assert variant in chosen.variants.values() or variant == "default"
        for name, template in chosen.templates.items():
            assert example(name, template).startswith("The")


def test_a_sample_shows_what_a_template_does() -> None:
    assert example("movie_file_format", FILE["plex-tmdb"]) == (
        "The Paper Moth Part Two (2019) {tmdb-123456} - {edition-Directors Cut} "
        "[Tier 1 Remastered][Bluray-1080p Proper][DTS-HD MA 5.1][HDR10][x264]-GRP.mkv"
    )
    assert example("album_folder_format", "{Album Title}/{Artist Name}") == (
        "Blue Hours/The Testers"
    )
    assert example("track_file_format", "{Medium Format}/{track:000}") == "001.flac"
