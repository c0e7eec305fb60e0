"""How things fail, in words a person can act on. "Not there" is an answer: return None."""


class OutsideError(Exception):
    """A service outside this program did not do its part.

    `service` is the name the operator gave it, `said` what it answered (never a secret),
    `todo` what a person can do. `str()` is the whole sentence.
    """

    def __init__(self, service: str, said: str, todo: str = "") -> None:
        self.service, self.said, self.todo = service, said, todo
        super().__init__(f"{service}: {said}" + (f" {todo}" if todo else ""))


class Unreachable(OutsideError):
    """No answer, a time-out or a 5xx: try again later by itself."""


class Limited(Unreachable):
    """The service asked us to slow down. `retry_after_s` is its own figure, None without one."""

    def __init__(
        self, service: str, said: str, todo: str = "", *, retry_after_s: float | None = None
    ) -> None:
        super().__init__(service, said, todo)
        self.retry_after_s = retry_after_s


class Refused(OutsideError):
    """Wrong credentials, permissions or settings: stop and tell the operator."""


class Unintelligible(OutsideError):
    """An answer we cannot read."""


class UserError(Exception):
    """What a person asked for can't be done; `str()` says why and how to mend it."""

    code = "bad_request"


class Invalid(UserError):
    """Bad input. `field` names the offending field in camelCase, as the API shows it."""

    code = "invalid"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class NotFound(UserError):
    """The thing asked for does not exist (any more)."""

    code = "not_found"


class Conflict(UserError):
    """The thing is not in a state that allows this."""

    code = "conflict"


class Rejected(OutsideError):
    """The service works, but does not take this one thing; another may be fine."""
