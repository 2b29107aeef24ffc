"""What makes a Python function a worksheet function."""
