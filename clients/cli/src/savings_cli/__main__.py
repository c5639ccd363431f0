"""`python -m savings_cli` is `savings`."""

from savings_cli.app import main

main()
