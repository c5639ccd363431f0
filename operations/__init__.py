"""What an operator runs by hand, on the table of a stage: `python -m operations.<command> --help`."""
