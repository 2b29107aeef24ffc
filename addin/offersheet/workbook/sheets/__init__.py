"""The sheets, a module each: declarations only, over what the parts share."""
