"""What was stored as plain values (numbers, texts, lists, mappings), as the type it was."""

import threading
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_lock = threading.Lock()
_known: set[Any] = set()


def from_plain(
    value: Any, kind: type[T], *, is_strict: bool = True, has_text_keys: bool = False
) -> T:
    """`value` as a `kind`, which may be a dataclass with others in it, a list of them or a union.

    msgspec looks at a dataclass when it first meets it, and a second thread that comes meanwhile
    finds it half looked at: the process dies (0.22, "segfault in convert"). Rows are read in
    threads, so the first look at each kind is taken by one of them alone.

    Raises msgspec.ValidationError.
    """
    if kind not in _known:
        with _lock:
            msgspec.json.Decoder(kind)
            _known.add(kind)
    return msgspec.convert(value, kind, strict=is_strict, str_keys=has_text_keys)
