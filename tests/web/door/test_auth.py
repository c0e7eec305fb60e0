"""Claim, log in, log out."""

import asyncio
from datetime import timedelta

import httpx2
import pytest

from neonarr.people.accounts import TRIES, TRIES_WITHIN
from neonarr.people.store import RENEWED_AFTER
from neonarr.web.door.session_cookie import SESSION_COOKIE
from tests.kit.app import ADDRESS, CLAIM_TOKEN, NAME, PASSWORD, App

pytestmark = pytest.mark.anyio

CLAIM = {"token": CLAIM_TOKEN, "name": NAME, "password": PASSWORD}


@pytest.fixture
def browser(app: App) -> httpx2.AsyncClient:
    return app.anonymous(origin=ADDRESS, accept="text/html")


async def test_a_fresh_server_is_claimed_with_its_token(browser: httpx2.AsyncClient) -> None:
    form = await browser.get("/setup", params={"token": CLAIM_TOKEN})
    assert f'value="{CLAIM_TOKEN}"' in form.text, "the printed link fills it in"
    answer = await browser.post("/setup", data=CLAIM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "max-age=2592000" in cookie
    assert "secure" not in cookie, "plain HTTP on a home network would never send it back"
    assert (await browser.get("/")).status_code == 200


async def test_a_browser_in_use_never_has_to_log_in_again(
    app: App, browser: httpx2.AsyncClient
) -> None:
    given = (await browser.post("/setup", data=CLAIM)).headers["set-cookie"]
    assert "set-cookie" not in (await browser.get("/")).headers, "once is enough for a day"
    app.clock.move((RENEWED_AFTER + timedelta(seconds=1)).total_seconds())
    again = (await browser.get("/")).headers["set-cookie"]
    assert again == given, "the same session, kept for another month"
    assert "set-cookie" not in (await browser.get("/")).headers


async def test_the_cookie_is_secure_behind_https(app: App) -> None:
    async with app.anonymous(sec_fetch_site="same-origin") as browser:
        answer = await browser.post("https://neonarr.test/setup", data=CLAIM)
    assert "; secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"token": ""}, "not the setup token"),
        ({"token": CLAIM_TOKEN[:-1]}, "not the setup token"),
        ({"name": " "}, "1 to 100"),
        ({"name": "x" * 101}, "1 to 100"),
        ({"name": "a\0b"}, "readable"),
        ({"password": "seven77"}, "8 to 1000"),
        ({"password": "x" * 1001}, "8 to 1000"),
    ],
)
async def test_what_does_not_claim_it(
    app: App, browser: httpx2.AsyncClient, wrong: dict[str, str], says: str
) -> None:
    answer = await browser.post("/setup", data={**CLAIM, **wrong})
    assert answer.status_code == 400
    assert says in answer.text
    assert CLAIM["password"] not in answer.text
    assert not await app.inside.accounts.is_claimed()


async def test_it_is_claimed_once(browser: httpx2.AsyncClient) -> None:
    answers = await asyncio.gather(*(browser.post("/setup", data=CLAIM) for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [303, 400, 400, 400]
    assert (await browser.get("/setup")).headers["location"] == "/login"
    assert "claimed already" in (await browser.post("/setup", data=CLAIM)).text


async def test_wrong_names_and_wrong_passwords_sound_the_same(
    app: App, browser: httpx2.AsyncClient
) -> None:
    await app.logged_in()
    texts = set()
    for name, password in ((NAME, "wrong"), ("nobody", PASSWORD), (NAME, ""), (NAME.upper(), "x")):
        answer = await browser.post("/login", data={"name": name, "password": password})
        assert answer.status_code == 400
        assert "do not belong together" in answer.text
        assert SESSION_COOKIE not in browser.cookies
        texts.add(answer.text.replace(name, ""))
    assert len(texts) == 1


@pytest.mark.parametrize("at_once", [True, False])
async def test_guessing_is_slowed_down(
    app: App, browser: httpx2.AsyncClient, at_once: bool
) -> None:
    await app.logged_in()

    def guess(password: str = "guess") -> asyncio.Task[httpx2.Response]:
        form = {"name": NAME, "password": password}
        return asyncio.ensure_future(browser.post("/login", data=form))

    guesses = [guess() for _ in range(20)] if at_once else []
    answers = [await (guesses[n] if at_once else guess()) for n in range(20)]
    checked = [a for a in answers if "do not belong together" in a.text]
    assert len(checked) == TRIES
    assert "Too many wrong tries" in (await guess(PASSWORD)).text
    app.clock.move(TRIES_WITHIN / timedelta(seconds=1))
    assert (await guess(PASSWORD)).status_code == 303


async def test_a_right_password_forgets_the_wrong_ones(
    app: App, browser: httpx2.AsyncClient
) -> None:
    await app.logged_in()
    for _ in range(3):
        for _ in range(TRIES - 1):
            await browser.post("/login", data={"name": NAME, "password": "typo"})
        answer = await browser.post("/login", data={"name": NAME, "password": PASSWORD})
        assert answer.status_code == 303


async def test_tokens_can_not_be_guessed_either(browser: httpx2.AsyncClient) -> None:
    for _ in range(TRIES):
        await browser.post("/setup", data={**CLAIM, "token": "guess"})
    assert "Too many wrong tries" in (await browser.post("/setup", data=CLAIM)).text


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/downloads?tab=moving", "/downloads?tab=moving"),
        ("/", "/"),
        ("", "/"),
        ("//evil.test", "/"),
        ("/\\evil.test", "/"),
        ("http://evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.test", "/"),
        ("/\r\nLocation: http://evil.test", "/"),
        (" //evil.test", "/"),
    ],
)
async def test_a_login_leads_only_to_pages_of_ours(
    app: App, browser: httpx2.AsyncClient, wanted: str, got: str
) -> None:
    await app.logged_in()
    form = {"name": NAME, "password": PASSWORD, "next": wanted}
    assert (await browser.post("/login", data=form)).headers["location"] == got
    page = await browser.get("/login", params={"next": wanted})
    assert "evil" not in page.text and "javascript:" not in page.text
