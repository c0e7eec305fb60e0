"""The VPN the downloads go through: is its tunnel up, and do the ports agree."""
