' Python hands an error over as its text, which SUM would pass over: here it becomes what Excel means by it.

Public Function WithTrueErrors(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long
    If Not IsArray(answer) Then
        WithTrueErrors = TrueError(answer)
        Exit Function
    End If
    For row = LBound(answer, 1) To UBound(answer, 1)
        For column = LBound(answer, 2) To UBound(answer, 2)
            answer(row, column) = TrueError(answer(row, column))
        Next column
    Next row
    WithTrueErrors = answer
End Function

Private Function TrueError(ByVal cell As Variant) As Variant
    TrueError = cell
    If VarType(cell) <> vbString Then Exit Function
    Select Case cell
{cases}
    End Select
End Function
