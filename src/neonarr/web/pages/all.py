"""Every page there is."""

from neonarr.web.pages import doctor, downloads, home, library, parse, search, settings, system

ROUTERS = (
    home.router,
    search.router,
    parse.router,
    downloads.router,
    library.router,
    doctor.router,
    settings.router,
    system.router,
)
