"""The settings of one Transmission."""

from dataclasses import dataclass

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret
from neonarr.downloads.paths import is_windows, parts_of
from neonarr.settings.adapters import setting


@dataclass(frozen=True, slots=True)
class TransmissionSettings:
    url: str = setting(
        "Address",
        help="With the port and, if rpc-url is changed or a reverse proxy needs it, the path.",
        placeholder="http://transmission:9091",
    )
    username: str = setting(
        "User name",
        default="",
        help="Leave both empty if Transmission has rpc-authentication-required off.",
    )
    password: Secret = setting("Password", default=Secret(""))
    folder: str = setting(
        "Download folder",
        default="",
        help="As Transmission sees it. Empty is Transmission's own default.",
        placeholder="/downloads/complete",
    )
    timeout_s: int = setting("Time-out (seconds)", default=30)


def refuse_misfits(settings: TransmissionSettings) -> None:
    """Raises Invalid for what can't work, before anything is sent or stored."""
    if ":" in settings.username:
        raise Invalid(
            "username",
            "User name can't hold a colon, which parts it from the password: choose another as "
            "rpc-username in Transmission's settings.json.",
        )
    folder = settings.folder
    is_whole = folder.startswith("/") or is_windows(folder)
    if folder and (not is_whole or ".." in parts_of(folder)):
        raise Invalid(
            "folder",
            "Download folder must be a whole path as Transmission sees it, like "
            "/downloads/complete, without “..”; or leave it empty.",
        )


def rpc_address(url: str) -> str:
    """Where Transmission's RPC is, from whatever of its addresses a person copied.

    >>> rpc_address("http://nas:9091"), rpc_address("http://nas:9091/transmission/web/")
    ('http://nas:9091/transmission/rpc', 'http://nas:9091/transmission/rpc')
    >>> rpc_address("https://nas/seeds"), rpc_address("https://nas/seeds/rpc")
    ('https://nas/seeds/rpc', 'https://nas/seeds/rpc')
    """
    url = url.strip().partition("#")[0].partition("?")[0].rstrip("/")
    url = url.removesuffix("/rpc").removesuffix("/web").rstrip("/")
    has_path = "/" in url.partition("://")[2]
    return f"{url}/rpc" if has_path else f"{url}/transmission/rpc"
