' How every function calls Python, and what the buttons of the ribbon do.

Public Function AskPython(ByVal called As String, ByVal arguments As Variant) As Variant
    If TypeOf Application.Caller Is Range Then On Error GoTo failed
    AskPython = WithTrueErrors(XLPy.CallUDF("{module}", called, arguments, ActiveWorkbook, Application.Caller))
    Exit Function
failed:
    AskPython = Err.Description
End Function

' Ranges stay ranges only where they are set, not let.
Public Function Joined(ByVal first As Variant, ByVal others As Variant) As Variant
    Dim both() As Variant, place As Long, behind As Long
    behind = UBound(first) + 1
    ReDim both(0 To UBound(first) + UBound(others) + 1)
    For place = 0 To UBound(first)
        PutInto both, place, first(place)
    Next place
    For place = 0 To UBound(others)
        PutInto both, behind + place, others(place)
    Next place
    Joined = both
End Function

Private Sub PutInto(ByRef both() As Variant, ByVal place As Long, ByRef argument As Variant)
    If IsObject(argument) Then
        Set both(place) = argument
    Else
        both(place) = argument
    End If
End Sub

Public Sub RepairCells(ByVal control As IRibbonControl)
    RunPython "import xlwings; from offersheet.excel import repair; repair(xlwings.Book.caller())"
End Sub
