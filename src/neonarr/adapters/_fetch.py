"""The torrent behind a release's link."""

from neonarr.adapters._feed import read_document
from neonarr.adapters._http import Http, raise_for_status
from neonarr.base.errors import Invalid, Unintelligible
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile, read_magnet, read_torrent


async def fetch_torrent(
    http: Http, service: str, link: Secret, timeout_s: float
) -> TorrentFile | Magnet:
    """What `link` leads to: a magnet as it stands, a redirect to one, or a torrent file.

    Raises Unintelligible for anything else, and what HTTP faults mean.
    """
    try:
        if link.reveal().startswith("magnet:"):
            return read_magnet(link.reveal())
        answer = await http.get(service, link.reveal(), timeout_s=timeout_s)
        if answer.magnet:
            return read_magnet(answer.magnet.reveal())
        if b"<error" in answer.content[:1000]:
            read_document(service, answer)
        raise_for_status(service, answer)
        if answer.content.startswith(b"magnet:"):
            return read_magnet(answer.content[:10_000].decode(errors="replace"))
        return read_torrent(answer.content)
    except Invalid as error:
        raise Unintelligible(
            service, f"did not give a usable torrent: {error}", "Choose another release."
        ) from error
