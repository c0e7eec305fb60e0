"""Every page there is."""

from neonarr.web.pages import (
    doctor,
    downloads,
    home,
    importing,
    library,
    parse,
    search,
    settings,
    system,
)
from neonarr.web.pages.quality import formats, profiles
from neonarr.web.pages.why import blocklist, decisions

ROUTERS = (
    home.router,
    search.router,
    parse.router,
    downloads.router,
    importing.router,
    decisions.router,
    blocklist.router,
    library.router,
    doctor.router,
    settings.router,
    profiles.router,
    formats.router,
    system.router,
)
