"""The household family's kinds of members: what text, numbers, dates and ids may look like."""

from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, WithJsonSchema

from households.members import allowed_text, currency, day, email, id_text, locale_name, number_as_text, zone
from savings.api.members import decimal_text, plain_text
from savings.api.models import COMPOSED

Id = Annotated[
    str,
    BeforeValidator(id_text),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "format": "uuid"}]}),
]
Number = Annotated[str, BeforeValidator(decimal_text), WithJsonSchema({"type": "number"})]
Day = Annotated[date, BeforeValidator(day)]

Code = StrictInt
Age = Annotated[StrictInt, Field(ge=0, le=130)]
Years = Annotated[StrictInt, Field(ge=0, le=1000)]
Months = Annotated[StrictInt, Field(ge=0, le=11)]
Sync = Annotated[StrictInt, Field(ge=1, le=3)]
Label = Annotated[str, Field(max_length=255), COMPOSED, AfterValidator(plain_text)]
Email = Annotated[str, Field(max_length=254), AfterValidator(email)]
Zone = Annotated[str, AfterValidator(zone)]
Currency = Annotated[str, AfterValidator(currency)]
Locale = Annotated[str, AfterValidator(locale_name)]
SavingsDescription = Annotated[str, Field(min_length=1, max_length=100), COMPOSED, AfterValidator(allowed_text)]
EventLabel = Annotated[str, Field(min_length=1, max_length=50), COMPOSED, AfterValidator(allowed_text)]
_NUMBER_AS_TEXT: Final = BeforeValidator(number_as_text)
BackOfficeKey = Annotated[str, Field(max_length=255), COMPOSED, _NUMBER_AS_TEXT, AfterValidator(plain_text)]
PolicyNumber = Annotated[str, Field(max_length=50), COMPOSED, _NUMBER_AS_TEXT, AfterValidator(plain_text)]
