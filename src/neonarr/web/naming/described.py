"""How files are named, in words for /docs; see `web/api/described.py`."""

from typing import Literal

from pydantic import BaseModel

from neonarr.web.family.described import SHAPE, Place


class NamingResource(BaseModel):
    """How movies are named. Only the two templates can be changed."""

    model_config = SHAPE

    id: int
    rename_movies: Literal[True]
    replace_illegal_characters: Literal[True]
    colon_replacement_format: Literal["smart"]
    standard_movie_format: str
    movie_folder_format: str


class NamingExamples(BaseModel):
    model_config = SHAPE

    movie_example: str
    movie_folder_example: str


class TriedTemplates(BaseModel):
    """By the name of the preference: what its template makes of a sample, or what is wrong."""

    examples: dict[str, str]
    problems: dict[str, str]


class GuideNaming(BaseModel):
    """Templates by variant, as guides publish them; those of music are our own."""

    model_config = SHAPE

    folder: dict[str, str]
    file: dict[str, str]
    album_folder: dict[str, str]
    track_file: dict[str, str]


class ImportedTemplate(BaseModel):
    """`name` is the preference that was set."""

    name: Literal["movieFolderFormat", "movieFileFormat", "albumFolderFormat", "trackFileFormat"]
    variant: str
    format: str


class ImportedNaming(BaseModel):
    success: Literal[True]
    formats: list[ImportedTemplate]


ANSWERS: dict[Place, tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v3/config/naming"): (200, NamingResource),
    ("get", "/api/v3/config/naming/examples"): (200, NamingExamples),
    ("get", "/api/v3/config/naming/{naming_id}"): (200, NamingResource),
    ("put", "/api/v3/config/naming"): (202, NamingResource),
    ("put", "/api/v3/config/naming/{naming_id}"): (202, NamingResource),
    ("get", "/api/v1/naming/examples"): (200, TriedTemplates),
    ("post", "/api/v1/naming/import"): (201, ImportedNaming),
    ("get", "/api/v1/naming/export"): (200, GuideNaming),
}
