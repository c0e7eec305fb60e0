"""Every page there is."""

from neonarr.web.pages import downloads, home, library, search, settings, system

ROUTERS = (
    home.router,
    search.router,
    downloads.router,
    library.router,
    settings.router,
    system.router,
)
