' Excel takes help of functions only once it is up, so it is asked to come back for it.

Private Sub Workbook_Open()
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!DescribeFunctions"
End Sub
