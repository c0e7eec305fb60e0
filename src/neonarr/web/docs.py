"""/docs: the API, to read and to try, from our own files only."""

import os
from importlib.util import find_spec

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from neonarr.base.errors import NotFound
from neonarr.web.templating import render

router = APIRouter(include_in_schema=False)

FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    return render(request, "docs.html")


@router.get("/docs/{name}")
async def docs_file(name: str) -> FileResponse:
    if name not in FILES:
        raise NotFound(f"There is no {name[:60]} here.")
    # fastapi-offline is there for these files alone; importing it would cost start-up time.
    package = find_spec("fastapi_offline")
    folder = os.path.dirname(package.origin or "") if package else ""
    headers = {"Cache-Control": "public, max-age=86400"}
    return FileResponse(
        os.path.join(folder, "static", name), media_type=FILES[name], headers=headers
    )
