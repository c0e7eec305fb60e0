"""The command line."""

import json
import sys
from typing import Annotated

import typer

from neonarr.base.version import VERSION
from neonarr.commands import guides

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Neonarr gets movies and music: search, decide, grab, watch, import, tell.",
)


app.add_typer(guides.formats, name="formats")
app.add_typer(guides.profiles, name="profiles")
app.add_typer(guides.definitions, name="definitions")
app.add_typer(guides.naming, name="naming")


@app.command()
def serve() -> None:
    """Serve the web pages and the API, in the foreground, until Ctrl-C."""
    from neonarr.serve import serve as run  # noqa: PLC0415 - other commands need none of it

    raise SystemExit(run())


@app.command()
def demo(
    once: Annotated[bool, typer.Option(help="End when both are imported and verified.")] = False,
    port: Annotated[int, typer.Option(help="Port of the server; 0 picks a free one.")] = 8083,
) -> None:
    """Get a film and an album in a complete world on this machine; nothing leaves it."""
    from neonarr.lab.demo import demo as run  # noqa: PLC0415

    raise SystemExit(run(once=once, port=port))


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="As the API tells it.")] = False,
) -> None:
    """Look at clients, paths, hard links, folders, indexers and the server; say what to mend.

    Ends with 0 if all is well, 1 after warnings, 2 after errors."""
    from neonarr.checkup import checkup  # noqa: PLC0415

    raise SystemExit(checkup(as_json=as_json))


@app.command()
def backup() -> None:
    """Back up the database into the data folder's backups, beside a running server too."""
    from neonarr.commands import backups, exchange  # noqa: PLC0415 - other commands need none of it

    raise SystemExit(exchange.told(backups.back_up))


@app.command()
def restore(path: Annotated[str, typer.Argument(help="A .db file of the backups.")]) -> None:
    """Put a backup in the place of the database, which is kept beside it. Stop the server first."""
    from neonarr.commands import backups, exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(backups.restore, path))


@app.command(context_settings={"ignore_unknown_options": True})
def parse(
    names: Annotated[list[str], typer.Argument(help="Release names; - reads one a line.")],
) -> None:
    """Print what release names say: one JSON object a line, null for what a name does not tell."""
    from neonarr.releases.wire import parse_to_plain  # noqa: PLC0415

    lines = (line.decode(errors="replace").rstrip("\r\n") for line in sys.stdin.buffer)
    for name in lines if names == ["-"] else names:
        print(json.dumps(parse_to_plain(name)))


@app.command()
def version() -> None:
    """Say which version this is."""
    print(VERSION)


def main() -> None:
    """Entry point of the `neonarr` program."""
    app()


if __name__ == "__main__":
    main()
