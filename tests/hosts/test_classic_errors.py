"""True errors in classic: the add-in's own mapping, compiled and run by LibreOffice's Basic as VBA."""

from __future__ import annotations

import pytest
from offersheet.errors import CellError
from offersheet.hosts.classic.modules import modules
from offersheet.hosts.vba import CVERR
from offersheet.worksheet import catalogue

TRIED = """
Option VBASupport 1
{mapping}
' What a cell is once it is mapped: the number of an error, or its type and its content.
Function Said(ByVal cell As Variant) As String
    If IsError(cell) Then
        Said = "error " & CLng(cell)
    Else
        Said = TypeName(cell) & " " & cell
    End If
End Function

Function OfOne(ByVal cell As Variant) As String
    OfOne = Said(WithTrueErrors(cell))
End Function

Function OfTable() As String
    Dim given As Variant, answer As Variant, text As String, down As Long, right_ As Long
    ReDim given({low} To {low} + 1, {low} To {low} + 2)
{cells}
    answer = WithTrueErrors(given)
    For down = LBound(answer, 1) To UBound(answer, 1)
        For right_ = LBound(answer, 2) To UBound(answer, 2)
            text = text & Said(answer(down, right_)) & "|"
        Next right_
    Next down
    OfTable = text
End Function
"""


CELLS = ['"#N/A"', '"a text"', '"#NUM!"', '"#VALUE!"', "1.5", '"#DIV/0!"']


@pytest.fixture(scope="module")
def basic(office):
    ours = modules(catalogue.functions().values())["OffersheetErrors"]

    def ask(function, *arguments, low=0):
        placed = (
            f"    given({low + place // 3}, {low + place % 3}) = {cell}" for place, cell in enumerate(CELLS)
        )
        source = (
            TRIED.replace("{mapping}", ours).replace("{low}", str(low)).replace("{cells}", "\n".join(placed))
        )
        return office.basic(source, function, *arguments)

    return ask


@pytest.mark.parametrize(("number", "error"), CVERR.items())
def test_an_error_is_a_true_one(basic, number, error):
    assert basic("OfOne", str(error)) == f"error {number}"


def test_every_error_of_ours_has_a_number():
    assert set(CVERR.values()) == set(CellError)


@pytest.mark.parametrize("text", ["", "#", "#N/A ", "#NUM", "best", "#num!"])
def test_a_text_stays_a_text(basic, text):
    assert basic("OfOne", text) == f"String {text}"


def test_a_number_stays_a_number(basic):
    assert basic("OfOne", 313157.5) == "Double 313157.5"


@pytest.mark.parametrize("low", [0, 1])
def test_each_cell_of_a_table_by_itself(basic, low):
    """xlwings hands a table over from 0 on, Excel from 1."""
    assert basic("OfTable", low=low) == (
        "error 2042|String a text|error 2036|error 2015|Double 1.5|error 2007|"
    )


JOINED = """
Option VBASupport 1
Function Listed(ByVal first As Variant, ByVal others As Variant) As String
    Dim answer As Variant, place As Long
    answer = Joined(first, others)
    For place = 0 To UBound(answer)
        Listed = Listed & place & "=" & answer(place) & "|"
    Next place
End Function

Function OnlyMore() As String
    OnlyMore = Listed(Array(), Array(7, "b"))
End Function

Function Both() As String
    Both = Listed(Array("a", 2), Array(7, "b"))
End Function

"""


@pytest.mark.parametrize(("function", "listed"), [("OnlyMore", "0=7|1=b|"), ("Both", "0=a|1=2|2=7|3=b|")])
def test_arguments_of_any_number_follow_the_others(office, function, listed):
    calling = modules(catalogue.functions().values())["OffersheetCalling"]
    joining = calling[calling.index("Public Function Joined") : calling.index("Public Sub RepairCells")]
    assert office.basic(JOINED + joining, function) == listed
