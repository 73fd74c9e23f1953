"""What the forms of connections hold: connectors, tools and model endpoints, checked before an action takes them."""

import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic import Field as Setting

from agents.prices import read_price
from agents.tool_fields import ToolField, ToolOutput
from fields.sentences import FieldError
from fields.sentences import sentence as _
from fields.types import FieldType, check_unique

PLACEHOLDER = re.compile(r"\{([A-Za-z0-9_.\-]+)\}")
# Headers that belong to the transport, to the credential or to the ledger.
KEPT_HEADERS = {
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "idempotency-key",
    "proxy-authorization",
    "te",
    "transfer-encoding",
    "upgrade",
}


def http_address(text: str) -> str:
    """An address as https://host[:port][/path], without a sign-in, a query or a fragment in it."""
    try:
        parts = urlsplit(text.strip())
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or any(one.isspace() for one in text.strip()):
        raise FieldError("wrong_type", _("Write the whole address, such as https://crm.example.org/api."))
    if parts.username or parts.password or parts.query or parts.fragment:
        raise FieldError("wrong_type", _("Leave user names, “?” and “#” out of the address; a key has its own field."))
    return text.strip().rstrip("/")


def currency_code(text: str) -> str:
    """Three letters, as in EUR."""
    if not re.fullmatch("[A-Z]{3}", text):
        raise FieldError("wrong_type", _("Write the currency as three letters, such as EUR."))
    return text


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Address = Annotated[str, StringConstraints(max_length=500), AfterValidator(http_address)]


class Document(BaseModel):
    """One form."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConnectorDocument(Document):
    """A system's address and how Steward proves who it is; `secret` is kept where it is left empty."""

    name: Name
    base_url: Address
    auth: Literal["none", "bearer", "header", "basic"] = "none"
    auth_header: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    secret: str = Setting(default="", max_length=10_000, repr=False)

    @model_validator(mode="after")
    def check_auth(self) -> Self:
        """A header of its own needs a name that is one."""
        if self.auth == "header" and not re.fullmatch(r"[A-Za-z0-9-]+", self.auth_header):
            raise FieldError("missing_field", _("Name the header the credential is sent in, such as X-Api-Key."))
        if self.auth == "header" and self.auth_header.lower() in KEPT_HEADERS - {"authorization"}:
            raise FieldError("out_of_range", _("The header “{name}” is Steward's own.", name=self.auth_header))
        if self.auth == "basic" and self.secret and ":" not in self.secret:
            raise FieldError("wrong_type", _("Write user name and password with a colon between them."))
        if not self.secret.isascii() or any(ord(one) < 32 for one in self.secret):
            raise FieldError("wrong_type", _("A credential has only plain letters, digits and signs, on one line."))
        return self


class ToolDocument(Document):
    """One thing to do in a system: its address there, what it takes and what it gives back."""

    name: Name
    description: Words = ""
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    inputs: Annotated[list[ToolField], AfterValidator(check_unique)] = []
    outputs: Annotated[list[ToolOutput], AfterValidator(check_unique)] = []
    changes: bool = True
    repeat_safe: bool = False
    sensitive: bool = False
    seconds: int = Setting(default=20, ge=1, le=120)
    enabled: bool = True

    @model_validator(mode="after")
    def check_path(self) -> Self:
        """The path's {names} and the inputs placed in it are the same."""
        if "://" in self.path or re.search(r"[\s#\\]", self.path):
            raise FieldError(
                "wrong_type", _("Write only the path, such as /customers/{{id}}: the rest is the connector's.")
            )
        named = set(PLACEHOLDER.findall(self.path))
        given = {one.sent_as for one in self.inputs if one.place == "path"}
        if missing := sorted(named - given):
            text = _(
                "The path has {{{name}}}, but no input is placed there. Add one placed in the path.", name=missing[0]
            )
            raise FieldError("missing_field", text)
        if spare := sorted(given - named):
            raise FieldError("missing_field", _("Write {{{name}}} into the path, where its value goes.", name=spare[0]))
        return self

    @model_validator(mode="after")
    def check_places(self) -> Self:
        """Headers are free ones, and money goes where it can stand."""
        for one in self.inputs:
            if one.place == "header" and one.sent_as.lower() in KEPT_HEADERS:
                raise FieldError("out_of_range", _("The header “{name}” is Steward's own.", name=one.sent_as))
            if one.place in ("path", "header") and one.type is FieldType.MONEY:
                text = _("Money cannot stand in the path or a header. Place “{name}” elsewhere.", name=one.name)
                raise FieldError("out_of_range", text)
            if one.place == "path" and not one.required:
                text = _("“{name}” stands in the path, so it must be filled in. Tick that.", name=one.name)
                raise FieldError("out_of_range", text)
        return self


class EndpointDocument(Document):
    """Where a model answers and what it costs; `key` is kept where it is left empty."""

    name: Name
    kind: Literal["offline", "openai", "anthropic", "google"]
    base_url: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    model: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    key: str = Setting(default="", max_length=10_000, repr=False)
    currency: Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True), AfterValidator(currency_code)] = (
        "EUR"
    )
    # Of a million tokens, in minor units of that currency.
    price_in: int = Setting(default=0, ge=0, le=10_000_000)
    price_out: int = Setting(default=0, ge=0, le=10_000_000)
    max_tokens: int = Setting(default=2000, ge=50, le=200_000)
    answers_by: Literal["tool", "schema", "text"] = "tool"
    is_default: bool = False
    enabled: bool = True

    @field_validator("price_in", "price_out", mode="before")
    @classmethod
    def read(cls, raw: Any, info: ValidationInfo) -> Any:
        """A price as people write it ("2.50") in minor units."""
        return read_price(raw, info.data.get("currency", "EUR"))

    @model_validator(mode="after")
    def check_kind(self) -> Self:
        """The offline model needs nothing; every other needs a name, and a sound address where one is given."""
        if self.kind == "offline":
            return self
        if not self.model:
            raise FieldError("missing_field", _("Name the model, as its provider calls it."))
        if self.base_url:
            http_address(self.base_url)
        if not self.key.isascii() or any(ord(one) < 33 for one in self.key):
            raise FieldError("wrong_type", _("A key has no blanks and only plain letters, digits and signs."))
        return self
