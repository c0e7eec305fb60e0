"""The family's numbers for languages; our names for them are the family's too.

Source: https://github.com/Radarr/Radarr/blob/develop/src/NzbDrone.Core/Languages/Language.cs
"""

from collections.abc import Mapping
from types import MappingProxyType

ANY, ORIGINAL, UNKNOWN = -1, -2, 0

_NAMES = (
    "Unknown", "English", "French", "Spanish", "German", "Italian", "Danish", "Dutch", "Japanese",
    "Icelandic", "Chinese", "Russian", "Polish", "Vietnamese", "Swedish", "Norwegian", "Finnish",
    "Turkish", "Portuguese", "Flemish", "Greek", "Korean", "Hungarian", "Hebrew", "Lithuanian",
    "Czech", "Hindi", "Romanian", "Thai", "Bulgarian", "Portuguese (Brazil)", "Arabic", "Ukrainian",
    "Persian", "Bengali", "Slovak", "Latvian", "Spanish (Latino)", "Catalan", "Croatian", "Serbian",
    "Bosnian", "Estonian", "Tamil", "Indonesian", "Telugu", "Macedonian", "Slovenian", "Malayalam",
    "Kannada", "Albanian", "Afrikaans", "Marathi", "Tagalog", "Urdu", "Romansh", "Mongolian",
    "Georgian",
)  # fmt: skip

LANGUAGE_NAMES: Mapping[int, str] = MappingProxyType(
    {ANY: "Any", ORIGINAL: "Original", **dict(enumerate(_NAMES))}
)

LANGUAGE_IDS: Mapping[str, int] = MappingProxyType(
    {name: number for number, name in LANGUAGE_NAMES.items()}
)
