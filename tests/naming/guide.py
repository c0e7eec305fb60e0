"""Templates as guides publish them, in the shape of their file."""

FILE_TAIL = (
    "{[MediaInfo 3D]}{[Custom Formats]}{[Quality Full]}"
    "{[Mediainfo AudioCodec}{ Mediainfo AudioChannels]}{[MediaInfo VideoDynamicRangeType]}"
    "{[Mediainfo VideoCodec]}{-Release Group}"
)
TITLE = "{Movie CleanTitle} {(Release Year)}"
ANIME_TAIL = "{MediaInfo AudioLanguages}[{Mediainfo VideoCodec }{MediaInfo VideoBitDepth}bit]"

VARIANTS: dict[str, dict[str, str]] = {
    "folder": {
        "default": "{Movie CleanTitle} ({Release Year})",
        "plex-tmdb": "{Movie CleanTitle} ({Release Year}) {tmdb-{TmdbId}}",
        "jellyfin-imdb": "{Movie CleanTitle} ({Release Year}) [imdbid-{ImdbId}]",
    },
    "file": {
        "standard": f"{TITLE} - {{{{Edition Tags}}}} {FILE_TAIL}",
        "plex-tmdb": f"{TITLE} {{tmdb-{{TmdbId}}}} - {{edition-{{Edition Tags}}}} {FILE_TAIL}",
        "plex-anime-tmdb": f"{TITLE} {{tmdb-{{TmdbId}}}} {ANIME_TAIL}{{-Release Group}}",
        "jellyfin-imdb": f"{TITLE} [imdbid-{{ImdbId}}] - {{{{Edition Tags}}}} {FILE_TAIL}",
        "original": "{Original Title}",
        "p2p-scene": "{Movie.CleanTitle}{.Release.Year}{.Edition.Tags}{.Quality.Full}"
        "{.Mediainfo.AudioCodec}{-Release Group}",
    },
}
