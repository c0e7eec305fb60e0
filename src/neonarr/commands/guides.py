"""`neonarr formats`, `profiles`, `definitions` and `naming`: what guides publish, in and out."""

from typing import Annotated

import typer

SOURCES = typer.Argument(help="Files, folders of .json files, addresses; - reads a paste.")
SOURCE = typer.Argument(help="A file or an address; - reads a paste.")

formats = typer.Typer(no_args_is_help=True, help="Custom formats: import and export.")
profiles = typer.Typer(no_args_is_help=True, help="Quality profiles: import and export.")
definitions = typer.Typer(no_args_is_help=True, help="Sizes of qualities: import and export.")
naming = typer.Typer(no_args_is_help=True, help="Templates of names: import and export.")


@formats.command("import")
def import_formats(sources: Annotated[list[str], SOURCES]) -> None:
    """Take over custom formats as guides publish them: all or none."""
    from neonarr.commands import exchange  # noqa: PLC0415 - the other commands need none of it

    raise SystemExit(exchange.told(exchange.import_formats, sources))


@formats.command("export")
def export_formats(
    name: Annotated[str | None, typer.Option(help="Only the format of this name.")] = None,
) -> None:
    """Print the custom formats as guides write theirs."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.export_formats, name))


@profiles.command("import")
def import_profiles(
    sources: Annotated[list[str], SOURCES],
    replace: Annotated[bool, typer.Option(help="Also one of the same name.")] = False,
) -> None:
    """Take over quality profiles, a guide's or exported ones: all or none. A guide's are scored by
    the formats that are here: import these first."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.import_profiles, sources, replace))


@profiles.command("export")
def export_profile(name: Annotated[str, typer.Argument(help="Name of the profile.")]) -> None:
    """Print a quality profile with the formats it scores."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.export_profile, name))


@definitions.command("import")
def import_definitions(source: Annotated[str, SOURCE]) -> None:
    """Take over how large a minute of each quality of movies may be, as guides publish it."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.import_definitions, source))


@definitions.command("export")
def export_definitions() -> None:
    """Print how large a minute of each quality of movies may be."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.export_definitions))


@naming.command("import")
def import_naming(
    source: Annotated[str, SOURCE],
    variant: Annotated[str, typer.Option(help="Which of the guide's, like jellyfin-tmdb.")] = "",
) -> None:
    """Take over how folders and files are named, as guides publish it."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.import_naming, source, variant))


@naming.command("export")
def export_naming() -> None:
    """Print how folders and files are named, as guides write it."""
    from neonarr.commands import exchange  # noqa: PLC0415

    raise SystemExit(exchange.told(exchange.export_naming))
