"""The family's resources in words for /docs; see `web/api/described.py`."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)

Place = tuple[str, str]
"""Method and address."""


class NamedLanguage(BaseModel):
    id: int
    name: str


class LanguageResource(BaseModel):
    model_config = SHAPE

    id: int
    name: str
    name_lower: str


class NamedQuality(BaseModel):
    id: int
    name: str
    source: Literal[
        "unknown", "cam", "telesync", "telecine", "workprint", "dvd", "tv", "webdl", "webrip",
        "bluray",
    ]  # fmt: skip
    resolution: int
    modifier: Literal["none", "regional", "screener", "rawhd", "brdisk", "remux"]


class RevisionResource(BaseModel):
    model_config = SHAPE

    version: int
    real: int
    is_repack: bool


class QualityModel(BaseModel):
    quality: NamedQuality
    revision: RevisionResource


class Movie(BaseModel):
    """A movie. `path` is where its files lie or will lie; an unknown year or TMDB number is 0."""

    model_config = SHAPE

    id: int
    kind: Literal["movie"]
    title: str
    original_title: str
    sort_title: str
    clean_title: str
    title_slug: str
    label: str
    year: int
    tmdb_id: int
    imdb_id: str | None = None
    monitored: bool
    has_file: bool
    added: str
    status: str
    is_available: bool
    minimum_availability: Literal["announced", "inCinemas", "released"]
    path: str
    folder_name: str
    root_folder_path: str
    quality_profile_id: int
    runtime: int
    original_language: NamedLanguage
    alternate_titles: list[str]
    images: list[str]
    genres: list[str]
    tags: list[int]
    ratings: dict[str, float]
    in_cinemas: str | None = None
    digital_release: str | None = None
    physical_release: str | None = None


class FoundMovie(BaseModel):
    """One the library has is told as everywhere; without `id` it is not there yet."""

    model_config = SHAPE

    id: int | None = None
    kind: Literal["movie"]
    title: str
    original_title: str
    sort_title: str
    clean_title: str
    title_slug: str
    label: str
    year: int
    tmdb_id: int
    imdb_id: str | None = None
    monitored: bool
    has_file: bool
    added: str | None = None
    status: str
    is_available: bool
    minimum_availability: Literal["announced", "inCinemas", "released"]
    path: str | None = None
    folder_name: str | None = None
    root_folder_path: str
    quality_profile_id: int | None = None
    runtime: int
    original_language: NamedLanguage
    alternate_titles: list[str]
    images: list[str]
    genres: list[str]
    tags: list[int]
    ratings: dict[str, float]
    in_cinemas: str | None = None
    digital_release: str | None = None
    physical_release: str | None = None


class ParsedMovie(BaseModel):
    """What a name says. An unknown year or TMDB number is 0."""

    model_config = SHAPE

    movie_titles: list[str]
    movie_title: str
    primary_movie_title: str
    original_title: str
    release_title: str
    simple_release_title: str
    quality: QualityModel
    languages: list[NamedLanguage]
    release_group: str | None = None
    edition: str
    year: int
    imdb_id: str | None = None
    tmdb_id: int
    hardcoded_subs: str | None = None


class FormatCondition(BaseModel):
    model_config = SHAPE

    name: str
    implementation: str
    implementation_name: str
    info_link: str
    negate: bool
    required: bool
    fields: list[dict[str, Any]]


class CustomFormat(BaseModel):
    model_config = SHAPE

    id: int
    name: str
    include_custom_format_when_renaming: bool
    specifications: list[FormatCondition]


class ParseResource(BaseModel):
    """`title` alone if the name is no movie's; `movie` if the library has it. The score is that of
    its profile, or of the default one."""

    model_config = SHAPE

    title: str
    parsed_movie_info: ParsedMovie | None = None
    movie: Movie | None = None
    languages: list[NamedLanguage] | None = None
    custom_formats: list[CustomFormat] | None = None
    custom_format_score: int | None = None


class DeletedTag(BaseModel):
    """Nothing: it is gone."""


class TagResource(BaseModel):
    id: int
    label: str


class HealthResource(BaseModel):
    """One thing that is wrong. `wikiUrl` leads to the Doctor."""

    model_config = SHAPE

    id: int
    source: str
    type: Literal["warning", "error"]
    message: str
    wiki_url: str


class SystemStatus(BaseModel):
    """`version` is that of the API clients know, `packageVersion` is ours."""

    model_config = SHAPE

    app_name: Literal["Radarr", "Lidarr"]
    instance_name: str
    version: str
    package_version: str
    package_author: str
    package_update_mechanism: Literal["external"]
    branch: str
    authentication: Literal["forms"]
    url_base: str
    app_data: str
    start_time: str
    build_time: str
    database_type: Literal["sqLite", "postgreSQL"]
    database_version: str
    migration_version: int
    startup_path: str
    runtime_name: str
    runtime_version: str
    mode: Literal["console"]
    is_debug: bool
    is_production: bool
    is_user_interactive: bool
    is_admin: bool
    is_net_core: bool
    os_name: str
    os_version: str
    is_linux: bool
    is_osx: bool
    is_windows: bool
    is_docker: bool


ANSWERS: dict[Place, tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v3/system/status"): (200, SystemStatus),
    ("get", "/api/v1/system/status"): (200, SystemStatus),
    ("get", "/api/v3/health"): (200, [HealthResource]),
    ("get", "/api/v1/health"): (200, [HealthResource]),
    ("get", "/api/v3/language"): (200, [LanguageResource]),
    ("get", "/api/v3/language/{language_id}"): (200, LanguageResource),
    ("get", "/api/v3/parse"): (200, ParseResource),
    ("post", "/api/v3/movie"): (201, Movie),
    ("get", "/api/v3/movie"): (200, [Movie]),
    ("get", "/api/v3/movie/{item_id}"): (200, Movie),
    ("put", "/api/v3/movie"): (202, Movie),
    ("get", "/api/v3/tag"): (200, [TagResource]),
    ("post", "/api/v3/tag"): (201, TagResource),
    ("get", "/api/v3/tag/{tag_id}"): (200, TagResource),
    ("delete", "/api/v3/tag/{tag_id}"): (200, DeletedTag),
    ("put", "/api/v3/movie/{item_id}"): (202, Movie),
    ("get", "/api/v3/movie/lookup"): (200, [FoundMovie]),
    ("get", "/api/v3/movie/lookup/tmdb"): (200, Movie),
    ("get", "/api/v3/movie/lookup/imdb"): (200, Movie),
}
