"""What VBA, in which classic Excel add-ins are written, asks of names and errors."""

from __future__ import annotations

from offersheet.errors import CellError

__all__ = ["CVERR", "RESERVED", "argument_name"]

CVERR = {
    2000: CellError.NULL,
    2007: CellError.DIV0,
    2015: CellError.VALUE,
    2023: CellError.REF,
    2029: CellError.NAME,
    2036: CellError.NUM,
    2042: CellError.NA,
}
"""The number of each error, as ``CVErr`` takes it."""

RESERVED = frozenset(
    """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl
    cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal
    declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr defobj defsng
    defstr defvar dim do doevents double each else elseif empty end endif enum eqv erase event exit false fix
    for friend function get global gosub goto if imp implements in input inputb int integer is lbound len lenb
    let like linein lock long longlong longptr loop lset me mod new next not nothing null on open option
    optional or paramarray preserve print private pset public put raiseevent redim rem resume return rset
    scale seek select set sgn shared single spc static stop string sub tab then to true type typeof ubound
    unlock until variant wend while with withevents write xor
    """.split()  # noqa: SIM905
)
"""Words that VBA keeps for itself, in lower case (MS-VBAL, 3.3.5.2): none may name an argument."""


def argument_name(name: str) -> str:
    """Return a name that VBA accepts for an argument.

    >>> argument_name("growth"), argument_name("date")
    ('growth', 'date_')
    """
    return f"{name}_" if name.lower() in RESERVED else name
