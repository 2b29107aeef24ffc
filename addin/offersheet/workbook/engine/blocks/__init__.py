"""The kinds of blocks that a sheet is made of, a module each; ``block`` says what each of them must say."""
