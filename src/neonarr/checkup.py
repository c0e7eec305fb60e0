"""`neonarr doctor`: asks the running server or, where none runs, looks by itself."""

import asyncio
import http.client
import json
import os
import shutil
import sys
import textwrap
from typing import Any

from neonarr.base.errors import Invalid
from neonarr.doctor.model import Severity
from neonarr.doctor.wire import plain
from neonarr.doctor.wording import title
from neonarr.offline import diagnose
from neonarr.people.keys import KEY_FILE
from neonarr.settings.boot import Boot, read_boot

EXIT_CODES = {Severity.OK: 0, Severity.NOTICE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
COLORS = {Severity.OK: 32, Severity.NOTICE: 36, Severity.WARNING: 33, Severity.ERROR: 31}
TIMEOUT_S = 300


class NoServer(Exception):
    """None of ours answers at that address."""


def checkup(*, as_json: bool) -> int:
    """The exit code: 0 well, 1 something is not as it should be, 2 something does not work."""
    try:
        boot = read_boot()
        found = _found(boot)
    except (Invalid, OSError) as error:
        print(f"The doctor can't look: {error}", file=sys.stderr)
        return 2
    severity = Severity(found["severity"])
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print(
            table(found, is_colored=sys.stdout.isatty(), width=shutil.get_terminal_size().columns)
        )
    return EXIT_CODES[severity]


def _found(boot: Boot) -> dict[str, Any]:
    try:
        return _asked(boot)
    except NoServer:
        print(
            f"No server of {os.path.abspath(boot.neonarr_data_dir)} answers at "
            f"{_host(boot)}:{boot.neonarr_port}, so this looks without one. If it runs, set "
            "NEONARR_HOST and NEONARR_PORT to where it listens.",
            file=sys.stderr,
        )
        return plain(asyncio.run(diagnose(boot)))


def _asked(boot: Boot) -> dict[str, Any]:
    """From the server of this data folder. Raises NoServer; Invalid if it does not let us in."""
    host, key = _host(boot), _key(boot)
    if key is None:
        raise NoServer
    connection = http.client.HTTPConnection(host, boot.neonarr_port, timeout=TIMEOUT_S)
    try:
        connection.request("POST", "/api/v1/doctor", headers={"X-Api-Key": key})
        answer = connection.getresponse()
        said = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoServer from error
    finally:
        connection.close()
    if answer.status == 200 and "findings" in said:
        return dict(said)
    if answer.status == 401:
        raise Invalid(
            "NEONARR_API_KEY",
            f"the server at {host}:{boot.neonarr_port} has another API key than this data folder. "
            "Give NEONARR_DATA_DIR and NEONARR_PORT of the server that is meant.",
        )
    raise NoServer


def _host(boot: Boot) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(boot.neonarr_host, boot.neonarr_host)  # noqa: S104


def _key(boot: Boot) -> str | None:
    if boot.neonarr_api_key:
        return boot.neonarr_api_key.get_secret_value()
    try:
        with open(os.path.join(boot.neonarr_data_dir, KEY_FILE), encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return None


def table(found: dict[str, Any], *, is_colored: bool, width: int) -> str:
    """The findings for a person: what is wrong at length, what is fine in a line each."""
    lines = []
    for one in found["findings"]:
        severity = Severity(one["severity"])
        mark = f"{severity.value.upper():<8}"
        if is_colored:
            mark = f"\033[{COLORS[severity]}m{mark}\033[0m"
        lines.append(mark + title(one["check"], one["subject"]))
        told = [one["seen"]]
        if severity is not Severity.OK:
            told += [one.get("cause", ""), f"→ {one['fix']}" if "fix" in one else ""]
        for text in filter(None, told):
            lines += textwrap.wrap(
                text, max(40, min(width, 100)), initial_indent=" " * 8, subsequent_indent=" " * 8
            )
    counts = found["counts"]
    lines.append("")
    lines.append(
        ", ".join(
            f"{counts[word]} {word}{'' if counts[word] == 1 else 's'}"
            for word in ("error", "warning", "notice")
        )
        + f", {counts['ok']} fine, in {found['seconds']:.1f} s."
    )
    return "\n".join(lines)
