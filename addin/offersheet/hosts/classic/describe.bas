Private Sub Describe(ByVal called As String, ByVal summary As String, ByVal heading As String, ByVal told As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & called, _
        Description:=summary, Category:=heading, ArgumentDescriptions:=told
End Sub
