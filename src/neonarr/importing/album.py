"""The tracks of one album among a download's audio files. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from neonarr.importing.faults import shown
from neonarr.importing.film import words
from neonarr.importing.model import FoundFile, Unimportable
from neonarr.importing.track_name import TrackName, disc_of_folder, read_track_name
from neonarr.library.model import Item

_LOSSLESS = frozenset(("FLAC", "ALAC", "PCM", "WavPack", "Monkey's Audio", "TTA", "DSD"))
_QUALIFIER = re.compile(r"[(\[{][^)\]}]*[)\]}]|\b(cd|dis[ck])\s*\d+\b", re.I)
_NOISE = frozenset(("flac", "mp3", "320", "v0", "web", "cd", "vinyl", "lossless", "24bit", "16bit"))


@dataclass(frozen=True, slots=True)
class Track:
    """A file and its place on the album. `number` is None if neither tag nor name tells it."""

    file: FoundFile
    disc: int
    number: int | None
    title: str


def tracks_of(item: Item, audio: Sequence[FoundFile]) -> list[Track]:
    """The tracks of `item`, by disc and number; how is told in `plan`. `audio` is not empty.

    Raises Unimportable if it is another album, or two different files claim one place."""
    files = _wanted_album(item, audio)
    names = _names(item, files)
    by_tags = _best_of_each([_by_tags(file, names[file]) for file in files])
    by_names = _best_of_each([_by_name(file, names[file]) for file in files])
    tracks = by_tags if by_tags is not None else by_names
    if tracks is None:
        raise Unimportable(_clash([_by_tags(file, names[file]) for file in files]))
    return sorted(tracks, key=lambda t: (t.disc, t.number or 10_000))


def _wanted_album(item: Item, audio: Sequence[FoundFile]) -> Sequence[FoundFile]:
    """All files if they lie in one folder (disc folders aside) or carry one album's tag; of
    several albums, those tagged like `item`, else those in a folder named like it."""
    tags = {_album_tag(file) for file in audio}
    if len({_album_folder(file) for file in audio}) == 1 or (len(tags) == 1 and all(tags)):
        return audio
    wanted = _album_key(item.title)
    tagged = [file for file in audio if _album_key(_album_tag(file)) == wanted]
    if tagged:
        folders = {_album_folder(file) for file in tagged}
        return [
            file
            for file in audio
            if file in tagged or (not _album_tag(file) and _album_folder(file) in folders)
        ]
    noise = words(item.artist or "") | _NOISE
    in_folder = [f for f in audio if any(_is_called(p, wanted, noise) for p in f.within.parts[:-1])]
    if in_folder:
        return in_folder
    titles = ", ".join(sorted(tag or "untagged" for tag in tags)[:4])
    raise Unimportable(f"Several albums were found and none is called {item.title}: {titles} …")


def _album_tag(file: FoundFile) -> str:
    return (file.media and file.media.album) or ""


def _album_key(title: str) -> frozenset[str]:
    """The words of an album's title without `(Deluxe Edition)`, `[Disc 2]` and the like."""
    return frozenset(words(_QUALIFIER.sub(" ", title)) or words(title) or {title.strip()})


def _album_folder(file: FoundFile) -> tuple[str, ...]:
    """Where it lies, leaving out what only tells the disc or the edition."""
    bare = (_QUALIFIER.sub(" ", part).strip().casefold() for part in file.within.parts[:-1])
    return tuple(part for part in bare if part)


def _is_called(folder: str, wanted: frozenset[str], noise: set[str]) -> bool:
    named = _album_key(folder)
    return wanted <= named and all(word in noise or word.isdecimal() for word in named - wanted)


def _names(item: Item, files: Sequence[FoundFile]) -> dict[FoundFile, TrackName]:
    """What the file names say; vinyl sides (A1, A2, B1 …) are counted through."""
    names = {f: read_track_name(f.within.stem, item.artist or "", len(files)) for f in files}
    sided = sorted(
        (f for f in files if names[f].side), key=lambda f: (names[f].side, names[f].number)
    )
    for number, file in enumerate(sided, 1):
        names[file] = TrackName(None, number, names[file].title)
    return names


def _by_tags(file: FoundFile, name: TrackName) -> Track:
    media = file.media
    assert media is not None
    disc = media.disc or disc_of_folder(file.within) or name.disc or 1
    return Track(file, disc, media.track or name.number, media.title or name.title)


def _by_name(file: FoundFile, name: TrackName) -> Track:
    media = file.media
    assert media is not None
    disc = disc_of_folder(file.within) or name.disc or media.disc or 1
    return Track(file, disc, name.number or media.track, media.title or name.title)


def _best_of_each(tracks: Sequence[Track]) -> list[Track] | None:
    """One track for each place, the best file of it. None if two with one place differ in more
    than their format."""
    best: list[Track] = []
    for same_place in _places(tracks).values():
        if len({frozenset(words(t.title)) for t in same_place}) > 1:
            return None
        best.append(max(same_place, key=_worth))
    return best


def _places(tracks: Iterable[Track]) -> dict[object, list[Track]]:
    places: dict[object, list[Track]] = defaultdict(list)
    for track in tracks:
        # Without a number only the title can tell a copy from another track.
        place = track.number or f"{track.title}"
        places[(track.disc, place)].append(track)
    return places


def _worth(track: Track) -> tuple[bool, int, int, int]:
    media = track.file.media
    assert media is not None
    is_lossless = media.audio_codec in _LOSSLESS
    return is_lossless, media.bit_depth or 0, media.sample_rate or 0, track.file.size


def _clash(tracks: Sequence[Track]) -> str:
    for same_place in _places(tracks).values():
        one, *others = same_place
        other = next((t for t in others if words(t.title) != words(one.title)), None)
        if other:
            return (
                f"{shown(one.file.within)} and {shown(other.file.within)} both claim to be track "
                f"{one.number} of disc {one.disc}, and have different titles."
            )
    return "Several files claim to be the same track."
