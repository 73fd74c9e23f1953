"""Reading what was sent: JSON of a bearable size, refused in plain words when it is neither."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.utils import json as strict_json

from orchestrator.api.errors import Unprocessable


class JSONBody(JSONParser):
    """A JSON parser that says where the mistake is."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return _read(stream.read())
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            text = _("The body is not valid JSON: look at line %(line)d, column %(column)d.")
            raise ParseError(text % place, code="invalid_json") from None
        except (ValueError, RecursionError):  # not UTF-8, half a character, NaN, or nested without end
            text = _("The body is not valid JSON in UTF-8.")
            raise ParseError(text, code="invalid_json") from None


def _read(raw: bytes) -> Any:
    read = strict_json.loads(raw.decode())
    if b"\\u" in raw:
        json.dumps(read, ensure_ascii=False).encode()  # half a character can be escaped, but never stored or sent back
    return read


def sent_fields(request: Request) -> dict[str, Any]:
    """The body as an object of named fields."""
    if not isinstance(request.data, dict):
        raise Unprocessable(_("Send one JSON object with the fields by name, such as {“amount”: 250}."))
    return dict(request.data)
