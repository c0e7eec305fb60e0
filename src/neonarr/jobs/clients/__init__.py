"""Keeps the download clients as they are set here: their speed, their share goals."""
