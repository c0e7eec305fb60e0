"""The kinds of adapters there are, and how a stored one becomes a working one."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from neonarr.base.errors import Invalid
from neonarr.base.ids import AdapterId
from neonarr.base.secret import Secret
from neonarr.settings.adapters import AdapterSpec, FormField, Role
from neonarr.settings.address import wrong_with
from neonarr.settings.store import StoredAdapter
from neonarr.settings.vault import Vault

HIDDEN_SECRET = "********"  # noqa: S105 - what is shown instead of one


@dataclass(frozen=True, slots=True)
class Registry:
    """`outside` is what every adapter is built with: the HTTP client and the clock."""

    specs: tuple[AdapterSpec, ...]
    vault: Vault
    outside: Any

    def spec(self, role: Role, kind: str) -> AdapterSpec | None:
        """None for a kind this version does not have; what is stored of it is kept."""
        return next((s for s in self.specs if s.role is role and s.kind == kind), None)

    def offered(self, role: Role) -> list[AdapterSpec]:
        """The kinds people may add."""
        return [s for s in self.specs if s.role is role and not s.is_hidden]

    def build(self, stored: StoredAdapter) -> Any:
        """The working adapter. Raises Invalid for an unknown kind, UnreadableSecret."""
        spec = self.spec(stored.role, stored.kind)
        if spec is None:
            raise Invalid("kind", f"{stored.name}: this version has no {stored.kind!r}.")
        settings = self._settings(spec, stored.settings, stored.sealed)
        return spec.build(stored.name, settings, self.outside)

    def _settings(
        self, spec: AdapterSpec, plain: Mapping[str, Any], sealed: Mapping[str, str]
    ) -> Any:
        secrets = {name: self.vault.open(kept) for name, kept in sealed.items()}
        known = {f.name for f in fields(spec.settings)}
        return spec.settings(**{k: v for k, v in {**plain, **secrets}.items() if k in known})

    def shown(self, stored: StoredAdapter) -> dict[str, Any]:
        """Its settings for a person: secrets as asterisks."""
        return {**stored.settings, **dict.fromkeys(stored.sealed, HIDDEN_SECRET)}

    def accept(
        self, spec: AdapterSpec, given: Mapping[str, Any], before: StoredAdapter | None
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """(plain settings, sealed secrets) from what a person entered.

        A secret left as asterisks, or left out, keeps its value of `before`, which must be of the
        same kind. Raises Invalid.
        """
        if before and (before.role, before.kind) != (spec.role, spec.kind):
            raise Invalid(
                "kind", f"{before.name} is of another kind: delete it and add a new one instead."
            )
        plain: dict[str, Any] = {}
        sealed: dict[str, str] = {}
        for field in spec.form:
            value = given.get(field.name)
            if field.kind == "secret":
                kept = before.sealed.get(field.name) if before else None
                if kept and value in (None, HIDDEN_SECRET):
                    sealed[field.name] = kept
                elif value and value != HIDDEN_SECRET:
                    sealed[field.name] = self.vault.seal(Secret(_text(field, value)))
                elif field.is_required:
                    raise Invalid(field.name, f"{field.label} must not be empty.")
                continue
            plain[field.name] = _plain(field, value)
        spec.refuse_misfits(self._settings(spec, plain, sealed))
        return plain, sealed


def unstored(
    spec: AdapterSpec, name: str, plain: dict[str, Any], sealed: dict[str, str]
) -> StoredAdapter:
    """A configured adapter that is not in the database: to be tested before it is saved."""
    return StoredAdapter(AdapterId(0), spec.role, spec.kind, name, plain, sealed, True, 0, "user")


def _plain(field: FormField, value: Any) -> Any:
    if value is None or value == "":
        if field.is_required:
            raise Invalid(field.name, f"{field.label} must not be empty.")
        return field.default
    if field.kind == "switch":
        if not isinstance(value, bool):
            raise Invalid(field.name, f"{field.label} must be true or false.")
        return value
    if field.kind == "number":
        return _number(field, value)
    return _url(field, value) if field.name == "url" else _text(field, value)


def _number(field: FormField, value: Any) -> int | float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, bool) or not field.least <= number <= 86400:
        raise Invalid(field.name, f"{field.label} must be a number from {field.least} to 86400.")
    return int(number) if number == int(number) else number


def _text(field: FormField, value: Any) -> str:
    if not isinstance(value, str) or len(value) > 2000:
        raise Invalid(field.name, f"{field.label} must be text of at most 2000 characters.")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in value):
        raise Invalid(field.name, f"{field.label} must be one line of text.")
    if field.check:
        try:
            field.check(value)
        except Invalid as error:
            raise Invalid(field.name, f"{field.label}: {error}") from error
    return value.strip()


def _url(field: FormField, value: Any) -> str:
    """Without the fragment a browser's address bar adds."""
    text = _text(field, value).partition("#")[0]
    wrong = wrong_with(text)
    if wrong:
        raise Invalid(field.name, f"{field.label} {wrong}")
    return text.rstrip("/")
