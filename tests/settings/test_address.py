"""Addresses as operators type them."""

import pytest

from neonarr.settings.address import wrong_with


@pytest.mark.parametrize(
    "url",
    [
        "http://qbittorrent:8080",
        "HTTPS://nas.lan/qb/",
        "http://my_nas",
        "http://nas.lan.:80",
        "http://192.168.1.2:65535",
        "http://[fe80::1]:9117/api",
        "http://bücher.example/prowlarr",
        "http://xn--bcher-kva.example",
        "http://1password",
        "http://nas/a@b",
    ],
)
def test_what_may_work_is_let_in(url: str) -> None:
    assert wrong_with(url) is None


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://n\u200bas", "host that can't"),
        ("http://256.1.1.1", "host that can't"),
        ("http://nas:٨٠", "port"),
        ("http://a b@nas", "no space"),
        ("http://[nas]", "no host"),
    ],
)
def test_what_can_not(url: str, says: str) -> None:
    assert says in (wrong_with(url) or "")
