"""Every page there is."""

from neonarr.web.pages import doctor, downloads, home, library, parse, search, settings, system
from neonarr.web.pages.quality import formats, profiles

ROUTERS = (
    home.router,
    search.router,
    parse.router,
    downloads.router,
    library.router,
    doctor.router,
    settings.router,
    profiles.router,
    formats.router,
    system.router,
)
