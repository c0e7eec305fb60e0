"""The shapes of deleting an item in the API's description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class ItemTorrent(BaseModel):
    """`owed`: what the indexer is still owed; no ratio: the client does not answer."""

    model_config = SHAPE

    title: str
    download_client: str
    ratio: float | None = None
    size_bytes: int | None = None
    owed: str | None = None


class ItemOutlook(BaseModel):
    """What would go with an item. `elsewhere`: files outside the library folder, which stay.
    `recycleDays` 0: there is no recycle bin, files are deleted at once."""

    model_config = SHAPE

    success: Literal[True]
    item_id: int
    label: str
    kind: Literal["movie", "album"]
    files: int
    size_bytes: int
    symbolic_links: int
    elsewhere: int
    recycle_days: int
    under_way: list[str]
    torrents: list[ItemTorrent]


class ItemRemoved(BaseModel):
    """`message`: what it waits for; without one it is gone."""

    model_config = SHAPE

    success: Literal[True]
    item_id: int
    message: str | None = None


ANSWERS: dict[tuple[str, str], tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v1/items/{item_id}/removal"): (200, ItemOutlook),
    ("delete", "/api/v1/items/{item_id}"): (200, ItemRemoved),
}
