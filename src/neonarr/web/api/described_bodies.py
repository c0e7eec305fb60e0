"""Bodies that are read by hand, in words for /docs; see `described.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel

from neonarr.web.api.described_profiles import (
    DelayProfile,
    QualityDefinition,
    QualityProfile,
)
from neonarr.web.api.profiles.described import Profile
from neonarr.web.family.described import SHAPE, CustomFormat, Place
from neonarr.web.guides.described import Address, GuideDefinitions, GuideFormat, PortableProfile
from neonarr.web.naming.described import GuideNaming, NamingResource


class NamesToTry(BaseModel):
    """Tried on `profile`, or on the stored one of `profileId`; `formats` stand beside or in place
    of those there are."""

    model_config = SHAPE

    names: list[str]
    profile_id: int
    profile: QualityProfile
    kind: Literal["movie", "album"]
    formats: list[GuideFormat]


class FormatToTry(BaseModel):
    names: list[str]
    format: GuideFormat


class WhatToTry(BaseModel):
    """What should have counted when the kept decisions were taken."""

    model_config = SHAPE

    profile_id: int
    profile: QualityProfile
    formats: list[GuideFormat]
    item_id: int
    limit: int


class ManyFormats(BaseModel):
    model_config = SHAPE

    ids: list[int]
    include_custom_format_when_renaming: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent: an answer's shape of which only `needs` must be there."""

    model: type[BaseModel]
    needs: tuple[str, ...]
    is_list: bool = False


_FORMAT = Sent(CustomFormat, ("name", "specifications"))
_PROFILE = Sent(QualityProfile, ("name", "cutoff", "items"))
_DEFINITION = Sent(QualityDefinition, ("quality",))
_DEFINITIONS = Sent(QualityDefinition, ("quality",), is_list=True)
_OWN_PROFILE = Sent(Profile, ("name", "cutoff", "items"))
_DELAY = Sent(DelayProfile, ())
_ADDRESS = Sent(Address, ("url",))
_FROM_GUIDE = ("name", "cutoff", "items")

BODIES: Mapping[Place, tuple[Sent, ...]] = MappingProxyType(
    {
        ("post", "/api/v3/qualityprofile"): (_PROFILE,),
        ("put", "/api/v3/qualityprofile"): (_PROFILE,),
        ("put", "/api/v3/qualityprofile/{profile_id}"): (_PROFILE,),
        ("post", "/api/v1/qualityprofile"): (_PROFILE,),
        ("put", "/api/v1/qualityprofile"): (_PROFILE,),
        ("put", "/api/v1/qualityprofile/{profile_id}"): (_PROFILE,),
        ("post", "/api/v3/customformat"): (_FORMAT,),
        ("put", "/api/v3/customformat"): (_FORMAT,),
        ("put", "/api/v3/customformat/{format_id}"): (_FORMAT,),
        ("put", "/api/v3/customformat/bulk"): (Sent(ManyFormats, ("ids",)),),
        ("delete", "/api/v3/customformat/bulk"): (Sent(ManyFormats, ("ids",)),),
        ("put", "/api/v3/qualitydefinition/update"): (_DEFINITIONS,),
        ("put", "/api/v3/qualitydefinition/{definition_id}"): (_DEFINITION,),
        ("put", "/api/v1/qualitydefinition/update"): (_DEFINITIONS,),
        ("put", "/api/v1/qualitydefinition/{definition_id}"): (_DEFINITION,),
        ("post", "/api/v3/delayprofile"): (Sent(DelayProfile, ("tags",)),),
        ("put", "/api/v3/delayprofile"): (Sent(DelayProfile, ("id",)),),
        ("put", "/api/v3/delayprofile/{delay_id}"): (_DELAY,),
        ("put", "/api/v3/config/naming"): (Sent(NamingResource, ()),),
        ("put", "/api/v3/config/naming/{naming_id}"): (Sent(NamingResource, ()),),
        ("post", "/api/v1/naming/import"): (_ADDRESS, Sent(GuideNaming, ())),
        ("post", "/api/v1/profiles"): (_OWN_PROFILE,),
        ("put", "/api/v1/profiles/{profile_id}"): (_OWN_PROFILE,),
        ("post", "/api/v1/profiles/try"): (Sent(NamesToTry, ("names",)),),
        ("post", "/api/v1/formats/try"): (Sent(FormatToTry, ("names", "format")),),
        ("post", "/api/v1/decisions/what-if"): (Sent(WhatToTry, ()),),
        ("post", "/api/v1/formats/import"): (
            _ADDRESS,
            Sent(GuideFormat, ("name", "specifications")),
            Sent(GuideFormat, ("name", "specifications"), is_list=True),
        ),
        ("post", "/api/v1/profiles/import"): (
            _ADDRESS,
            Sent(PortableProfile, _FROM_GUIDE),
            Sent(PortableProfile, _FROM_GUIDE, is_list=True),
        ),
        ("post", "/api/v1/definitions/import"): (
            _ADDRESS,
            Sent(GuideDefinitions, ("qualities",)),
        ),
    }
)


def describe_bodies(document: dict[str, Any]) -> None:
    """Put them into the document; of several ways to send something any one will do."""
    schemas = document["components"]["schemas"]
    for (method, path), ways in BODIES.items():
        shapes = [_shape(schemas, one) for one in ways]
        schema = shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
        content = {"application/json": {"schema": schema}}
        operation = document["paths"][path][method]
        operation["requestBody"] = {"required": True, "content": content}


def _shape(schemas: dict[str, Any], one: Sent) -> dict[str, Any]:
    known = one.model.__name__
    name = f"{known}Sent"
    schemas[name] = {**schemas[known], "title": name, "required": list(one.needs)}
    reference = {"$ref": f"#/components/schemas/{name}"}
    return {"type": "array", "items": reference} if one.is_list else reference
