"""/api/v3/tag: labels by number."""

import httpx2
import pytest

from tests.web.reading import sentence

pytestmark = pytest.mark.anyio

TAG = "/api/v3/tag"


async def test_made_once_and_forgotten(api: httpx2.AsyncClient) -> None:
    made = await api.post(TAG, json={"Label": " Kids  Films "})
    assert (made.status_code, made.json()["label"]) == (201, "kids films")
    again = await api.post(TAG, json={"id": 0, "label": "KIDS FILMS"})
    assert again.json() == made.json()
    assert (await api.get(TAG)).json() == [made.json()]
    one = f"{TAG}/{made.json()['id']}"
    assert (await api.get(one)).json() == made.json()
    assert (await api.delete(one)).json() == {}
    for method in ("GET", "DELETE"):
        assert (await api.request(method, one)).status_code == 404


@pytest.mark.parametrize("label", ["", " ", "a,b", "x" * 101, "a\0b", 5, None])
async def test_what_is_no_label(api: httpx2.AsyncClient, label: object) -> None:
    answer = await api.post(TAG, json={"label": label})
    assert answer.status_code == 400 and sentence(answer)
    assert (await api.get(TAG)).json() == []
