"""What a process starts with."""

from pathlib import Path

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret
from neonarr.settings.adapters import Role
from neonarr.settings.boot import Boot, read_boot
from neonarr.settings.fixed import defaults_of, fixed_of, from_environment


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Boot.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("NEONARR_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_newcomer_needs_nothing(data: Path) -> None:
    boot = read_boot()
    assert (boot.neonarr_host, boot.neonarr_port) == ("127.0.0.1", 8083)
    assert fixed_of(boot) == {} and from_environment(boot) == []
    defaults = defaults_of(str(data))
    assert defaults.movies_dir.startswith(str(data)) and defaults.music_dir != defaults.movies_dir


def test_the_environment_goes_before_the_file(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "config.toml").write_text(
        'NEONARR_PORT = 1\nneonarr_host = "0.0.0.0"\nneonarr_api_key = "from-file"\nother = 1\n'
    )
    monkeypatch.setenv("NEONARR_PORT", "2")
    monkeypatch.setenv("NEONARR_HOST", "")
    boot = read_boot()
    assert (boot.neonarr_port, boot.neonarr_host) == (2, "0.0.0.0"), "empty counts as not given"
    assert boot.neonarr_api_key and boot.neonarr_api_key.get_secret_value() == "from-file"
    assert "from-file" not in repr(boot)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEONARR_PORT", "-1"),
        ("NEONARR_PORT", "65536"),
        ("NEONARR_PORT", "80.5"),
        ("NEONARR_DATABASE_URL", "sqlite:///s3cret"),
        ("NEONARR_ENGINE_DISCOVERY", "1"),
        ("QBITTORRENT_URL", "127.0.0.1:8080"),
        ("PROWLARR_URL", "http://user:s3cret@host"),
        ("JACKETT_URL", "http://["),
        ("TORZNAB_URL", "http:///api"),
    ],
)
def test_a_bad_value_names_its_variable_and_shows_no_secret(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Invalid, match=f"^{name}: .*\\.$") as caught:
        read_boot()
    assert caught.value.field == name and "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"neonarr_port =", "config.toml"),
        (b"\xff\xfe", "config.toml"),
        (b'neonarr_port = "x"', "NEONARR_PORT"),
        (b"neonarr_movies_dir = 5", "NEONARR_MOVIES_DIR"),
    ],
)
def test_a_bad_file_is_named(data: Path, text: bytes, says: str) -> None:
    (data / "config.toml").write_bytes(text)
    with pytest.raises(Invalid, match=says):
        read_boot()
    (data / "config.toml").unlink()
    (data / "config.toml").mkdir()
    with pytest.raises(Invalid, match=r"config\.toml can't be read.*NEONARR_DATA_DIR"):
        read_boot()


def test_preferences_that_the_environment_fixes(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEONARR_MOVIES_DIR", "relative/movies")
    monkeypatch.setenv("NEONARR_ENGINE_LISTEN", "127.0.0.1:7000")
    monkeypatch.setenv("NEONARR_ENGINE_DISCOVERY", "off")
    fixed = fixed_of(read_boot())
    assert fixed["movies_dir"].startswith("/") and fixed["movies_dir"].endswith("/relative/movies")
    assert (fixed["engine_listen"], fixed["engine_discovery"]) == ("127.0.0.1:7000", False)
    monkeypatch.setenv("NEONARR_ENGINE_LISTEN", "7000")
    with pytest.raises(Invalid, match=r"^NEONARR_ENGINE_LISTEN must be"):
        fixed_of(read_boot())


def test_services_that_the_environment_names(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QBITTORRENT_URL", "http://127.0.0.1:8080")
    monkeypatch.setenv("QBITTORRENT_PASSWORD", "s3cret")
    monkeypatch.setenv("PROWLARR_URL", "https://prowlarr.test/base")
    monkeypatch.setenv("JACKETT_API_KEY", "no address, no service")
    (_, client, _, settings), (role, indexer, _, _) = from_environment(read_boot())
    assert (client, indexer, role) == ("qbittorrent", "prowlarr", Role.INDEXER)
    assert settings["password"] == Secret("s3cret") and settings["username"] == ""


def test_transmission_and_gluetun_may_be_named_too(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSMISSION_URL", "http://127.0.0.1:9091")
    monkeypatch.setenv("TRANSMISSION_USERNAME", "neon")
    monkeypatch.setenv("GLUETUN_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("GLUETUN_API_KEY", "k3y")
    monkeypatch.setenv("GLUETUN_OWN_ADDRESS", "home.example.org")
    (_, client, _, settings), (role, vpn, _, keyed) = from_environment(read_boot())
    assert (client, role, vpn) == ("transmission", Role.VPN, "gluetun")
    assert settings["username"] == "neon" and keyed["api_key"] == Secret("k3y")
    assert keyed["home"] == "home.example.org"
    monkeypatch.setenv("GLUETUN_URL", "http://neon:k3y@127.0.0.1:8000")
    with pytest.raises(Invalid, match=r"^GLUETUN_URL: must not hold a user name"):
        read_boot()
