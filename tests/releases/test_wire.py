import json
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from neonarr.releases.wire import parse_to_plain


def test_every_name_has_the_same_fields() -> None:
    film = parse_to_plain("Some.Film.2012.720p.WEB-DL.x264-GRP")
    record = parse_to_plain("Jane Doe - Blue Hours (2021) [FLAC]")
    nothing = parse_to_plain("just some words")
    assert list(film) == list(record) == list(nothing)
    assert (film["kind"], film["isScene"], film["codec"]) == ("movie", True, None)
    assert (record["kind"], record["codec"], record["video"]) == ("album", "FLAC", None)
    assert set(nothing.values()) == {"just some words", None}


def test_a_field_of_several_values_is_a_list() -> None:
    film = parse_to_plain("Some.Film.2012.2160p.WEB-DL.DV.HDR10.REPACK.h265-GRP")
    assert film["hdr"] == ["DV", "HDR10"]
    assert film["revision"] == {"version": 2, "real": 0, "isRepack": True}


@given(st.text(max_size=100))
def test_any_text_becomes_json(name: str) -> None:
    assert json.loads(json.dumps(parse_to_plain(name)))["name"] == name


def run(*arguments: str, stdin: bytes = b"") -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "neonarr.cli", "parse", *arguments],
        input=stdin,
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_command_prints_one_object_a_name() -> None:
    found = run("Some.Film.2012.720p.WEB-DL.x264-GRP", "-x-", "words")
    assert [one["title"] for one in found] == ["Some Film", None, None]


def test_the_command_reads_names_from_its_input() -> None:
    found = run(
        "-", stdin=b"Some Film (2012)\r\n\n\xff\xfe Film 1999\nJane Doe - Blue Hours [FLAC]"
    )
    assert [one["title"] for one in found] == ["Some Film", None, "�� Film", "Blue Hours"]


def test_the_command_does_not_import_the_server() -> None:
    code = (
        "import sys; sys.argv[1:] = ['parse', 'Some Film (2012)']\n"
        "from neonarr.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print({'fastapi', 'sqlalchemy', 'httpx2', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
