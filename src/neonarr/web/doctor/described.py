"""The doctor's answers in words, for /docs: see web/api/described.py."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from neonarr.downloads.session import Phase

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class MappingShown(BaseModel):
    """What a client says begins with `remotePath` lies below `localPath` here."""

    model_config = SHAPE

    id: int
    client_id: int
    client: str | None = None
    remote_path: str
    local_path: str


class RemotePathMapping(BaseModel):
    """The same, as clients of Radarr know it."""

    model_config = SHAPE

    id: int
    host: str
    remote_path: str
    local_path: str


class ClientSession(BaseModel):
    """How we stand with a download client. `retryAt`: when it is tried again by itself."""

    model_config = SHAPE

    id: int
    name: str
    state: Phase
    label: str
    tone: str
    is_stuck: bool
    seen: str | None = None
    means: str
    todo: str | None = None
    since: str
    retry_at: str | None = None


class ActionShown(BaseModel):
    """What `/api/v1/doctor/act` takes to mend it."""

    key: str
    label: str
    parameters: dict[str, Any]


class FindingShown(BaseModel):
    """What was tried, what came back, why, and what to do."""

    key: str
    check: str
    subject: str
    severity: Literal["ok", "notice", "warning", "error"]
    tried: str
    seen: str
    cause: str | None = None
    fix: str | None = None
    action: ActionShown | None = None


class DiagnosisShown(BaseModel):
    """The worst first."""

    severity: Literal["ok", "notice", "warning", "error"]
    at: str
    seconds: float
    thorough: bool
    counts: dict[str, int]
    findings: list[FindingShown]


class Acted(BaseModel):
    success: Literal[True]
    message: str
    diagnosis: DiagnosisShown


class VpnShown(BaseModel):
    """A VPN's tunnel as last seen. `isUp` is missing where the VPN can't be asked; `portMisfit`
    says that the download client listens where no peer reaches it."""

    model_config = SHAPE

    id: int
    name: str
    is_up: bool | None = None
    exit_address: str | None = None
    forwarded_port: int | None = None
    seen: str
    todo: str | None = None
    port_misfit: str | None = None


class MappingGone(BaseModel):
    """An empty object."""


ANSWERS: dict[tuple[str, str], tuple[int, Any]] = {
    ("get", "/api/v1/clients"): (200, [ClientSession]),
    ("post", "/api/v1/clients/{client_id}/try"): (200, ClientSession),
    ("get", "/api/v1/doctor"): (200, DiagnosisShown),
    ("post", "/api/v1/doctor"): (200, DiagnosisShown),
    ("post", "/api/v1/doctor/act"): (200, Acted),
    ("get", "/api/v1/vpn"): (200, [VpnShown]),
    ("post", "/api/v1/vpn/{vpn_id}/port"): (200, VpnShown),
    ("get", "/api/v1/settings/mappings"): (200, [MappingShown]),
    ("post", "/api/v1/settings/mappings"): (201, MappingShown),
    ("put", "/api/v1/settings/mappings/{mapping_id}"): (200, MappingShown),
    ("delete", "/api/v1/settings/mappings/{mapping_id}"): (200, MappingGone),
    ("get", "/api/v3/remotepathmapping"): (200, [RemotePathMapping]),
    ("get", "/api/v3/remotepathmapping/{mapping_id}"): (200, RemotePathMapping),
    ("post", "/api/v3/remotepathmapping"): (201, RemotePathMapping),
    ("put", "/api/v3/remotepathmapping/{mapping_id}"): (202, RemotePathMapping),
    ("delete", "/api/v3/remotepathmapping/{mapping_id}"): (200, MappingGone),
}
