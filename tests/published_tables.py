"""What the published pages say of each savings type, written down apart from the product's own table."""

from typing import Final

EVERY_SAVINGS_TYPE: Final = range(1, 23)
EVERY_TRANSACTION_TYPE: Final = range(1, 14)


def is_joint(savings_type: int) -> bool:
    """As the published page of savings lists them."""
    return savings_type not in {3, 4, 6, 10, 14, 18, 19, 21}


def allowed_contributions(savings_type: int) -> set[int]:
    """As the published page of contributions has them, condition by condition."""
    if savings_type in {7, 8, 9, 10, 14, 16, 21, 22}:
        return {2, 3, 12, 13}
    if savings_type in {11, 12, 17, 18, 19}:
        return {2, 3, 12}
    if savings_type == 3:
        return {2, 11, 12}
    if savings_type == 6:
        return {2, 3, 11, 12}
    return {2, 12}
