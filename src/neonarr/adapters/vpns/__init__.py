"""VPNs that downloads go through."""

from neonarr.adapters.vpns import gluetun as gluetun

ALL = (gluetun.SPEC,)
