"""An adapter as the rest of the program sees it: a name, a form, a constructor."""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any

from neonarr.base.secret import Secret


class Role(StrEnum):
    INDEXER = "indexer"
    DOWNLOAD_CLIENT = "download_client"
    VPN = "vpn"


@dataclass(frozen=True, slots=True)
class AdapterSpec:
    """One kind of service: `settings` is a frozen dataclass whose fields draw the form,
    `build` takes (operator's name for it, settings, outside) and returns the adapter."""

    role: Role
    kind: str
    label: str
    settings: type
    build: Callable[[str, Any, Any], Any]
    is_hidden: bool = False
    """True for one that people do not add by hand (the built-in engine)."""
    refuse_misfits: Callable[[Any], None] = lambda settings: None
    """Raises Invalid for settings that are fine one by one but can't work; nothing is sent."""
    wishes: type | None = None
    """A further dataclass of settings, the same for every kind of the role, that the adapter itself
    is not given: how what it brings is judged."""

    @property
    def form(self) -> "list[FormField]":
        """Every field a person fills in."""
        return form_fields(self.settings) + (form_fields(self.wishes) if self.wishes else [])


def setting(
    label: str,
    *,
    default: Any = MISSING,
    help: str = "",
    placeholder: str = "",
    least: int = 1,
    check: Callable[[str], object] | None = None,
) -> Any:
    """A settings field that carries its own form label, so a new adapter needs no new page. `least`
    bounds a number; `check` raises Invalid for a text that won't do."""
    metadata = {
        "label": label,
        "help": help,
        "placeholder": placeholder,
        "least": least,
        "check": check,
    }
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a settings form. `kind` is text, secret, number or switch."""

    name: str
    label: str
    help: str
    placeholder: str
    kind: str
    is_required: bool
    default: Any
    least: int = 1
    check: Callable[[str], object] | None = None


def form_fields(settings: type) -> list[FormField]:
    """The form of an adapter's settings class, in order; fields without a label are internal."""
    return [
        FormField(
            name=f.name,
            label=f.metadata["label"],
            help=f.metadata["help"],
            placeholder=f.metadata["placeholder"],
            kind=_KINDS.get(f.type if isinstance(f.type, type) else str, "text"),
            is_required=f.default is MISSING,
            default=None if f.default is MISSING else f.default,
            least=f.metadata["least"],
            check=f.metadata["check"],
        )
        for f in fields(settings)
        if f.metadata.get("label")
    ]


_KINDS: dict[type, str] = {
    str: "text",
    Secret: "secret",
    int: "number",
    float: "number",
    bool: "switch",
}


@dataclass(frozen=True, slots=True)
class Check:
    """What a Test button found: `is_ok`, one sentence for a person, and facts worth showing
    (version, free space, categories …) as label -> value."""

    is_ok: bool
    message: str
    facts: dict[str, str]
