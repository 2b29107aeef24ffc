"""Text that others wrote: the encoding it is in, and what parts its cells."""

from __future__ import annotations

import re

from offersheet.errors import InvalidInput

__all__ = ["DELIMITERS", "UTF_8_BOM", "UTF_16_BOMS", "decoded", "from_windows", "told_delimiter"]

UTF_8_BOM = b"\xef\xbb\xbf"
UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")

DELIMITERS = (",", ";", "\t")

_ESCAPED = re.compile("[\udc80-\udcff]+")
_TOLD = re.compile(r"\ufeff?\"?sep=(.)\"?[,;\t]*(?=[\r\n]|\Z)", re.IGNORECASE)


def decoded(content: bytes) -> str:
    """Read text as UTF-8, with or without its mark, as UTF-16 with its mark, or as Windows writes it.

    >>> decoded("Crème".encode()), decoded("Crème".encode("utf-16")), decoded("Crème".encode("cp1252"))
    ('Crème', 'Crème', 'Crème')
    """
    if content.startswith(UTF_16_BOMS):
        try:
            text = content.decode("utf-16")
        except UnicodeError as error:
            raise InvalidInput("it begins as UTF-16 text, and goes on as something else") from error
    else:
        text = from_windows(content.removeprefix(UTF_8_BOM).decode("utf-8", "surrogateescape"))
    if "\0" in text:
        raise InvalidInput("it is not text")
    return text


def from_windows(text: str) -> str:
    """Read as Windows-1252 the bytes that were none of UTF-8, and were escaped when it was decoded."""
    return _ESCAPED.sub(
        lambda match: match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )


def told_delimiter(text: str) -> tuple[str, str]:
    r"""Return the delimiter that a first line ``sep=;`` tells Excel, and the text with that line blank.

    >>> told_delimiter("sep=;\nname;Acme"), told_delimiter("name;Acme")
    ((';', '\nname;Acme'), ('', 'name;Acme'))
    """
    match = _TOLD.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)
