"""Where releases are found: one file per service."""

from neonarr.adapters.indexers import jackett, prowlarr, torznab

ALL = (prowlarr.SPEC, jackett.SPEC, torznab.SPEC)
