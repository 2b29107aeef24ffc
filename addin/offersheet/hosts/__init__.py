"""Where functions are typed: each host decodes its own dialect and encodes the answer."""
