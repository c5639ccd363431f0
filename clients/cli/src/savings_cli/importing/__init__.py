"""Accounts, goals and transactions from CSV: checked first, then sent once each, with a journal of what was made."""
