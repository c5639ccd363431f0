"""Contenders: functions that do what two routes of the product do, each with another stack."""
