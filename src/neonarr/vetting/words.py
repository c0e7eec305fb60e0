"""What file names give away. To know one more, add its line, and a line in the test beside it."""

PROGRAMS = {
    suffix: what
    for what, suffixes in {
        "a program": "exe com scr pif cpl msi msix appx gadget application jar apk dmg pkg app run",
        "a shortcut": "lnk desktop scf library-ms search-ms settingcontent-ms",
        "a script": "bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta sh py reg inf sct msc",
        "a disguised archive": "zipx arj ace cab lzh",
        "a document that runs code": "docm xlsm pptm xlam chm one",
        "a library of code": "dll sys ocx drv so",
    }.items()
    for suffix in suffixes.split()
}
"""Suffix -> what it is. None of these belongs to a film or an album, and most do harm."""

_ARCHIVES = "rar zip 7z tar gz bz2 xz tgz r00 001"
ARCHIVES = frozenset(_ARCHIVES.split())
"""What may hold the media: the scene still packs its releases."""

# A link to a web page (url, webloc) comes with many a harmless release: the site it is from.
_TEXTS = "nfo txt md rtf htm html xml pdf epub cue log m3u m3u8 url webloc"
_SUBTITLES = "srt ass ssa vtt sub idx sup"
_PICTURES = "jpg jpeg png webp gif"
_SUMS = "sfv md5 sha1 sha256 ffp accurip par2"
BELONGS = frozenset(f"{_TEXTS} {_SUBTITLES} {_PICTURES} {_SUMS}".split())
"""What lies beside media and is no reason for suspicion, however many there are."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows: `gpj.exe` then looks like `exe.jpg`."""
