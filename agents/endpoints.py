"""From a model endpoint's row to a pydantic-ai model behind the guard, and from its errors to sentences."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic_ai.models import Model

from agents import guard
from agents.definition import AIAgent
from agents.failures import TurnError
from agents.models import ModelEndpoint, Tool
from governance import secrets

ADDRESSES = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "google": "https://generativelanguage.googleapis.com",
}
# Some servers of one's own ask for no key; the SDKs would otherwise look for one in the environment.
NO_KEY = "none"


def model_for(endpoint: ModelEndpoint | None, definition: AIAgent, tools: Sequence[Tool] = ()) -> Model[Any]:
    """The model that answers for this agent; without an endpoint, the built-in offline one."""
    if endpoint is None or endpoint.kind == "offline":
        return _offline(definition, tools)
    return BUILDERS[endpoint.kind](endpoint)


def _offline(definition: AIAgent, tools: Sequence[Tool]) -> Model[Any]:
    from agents.offline.model import OfflineModel

    return OfflineModel(
        purpose=definition.purpose,
        instructions=definition.instructions,
        inputs=definition.inputs,
        outputs=definition.outputs,
        tools=list(tools),
    )


def key_of(endpoint: ModelEndpoint) -> str:
    """The endpoint's key, opened only to be sent."""
    if not endpoint.sealed_key:
        return NO_KEY
    try:
        return secrets.open_sealed(bytes(endpoint.sealed_key))
    except secrets.SealBroken:
        text = _("The key of the model “%(model)s” cannot be opened any more. Enter it again under Connections.")
        raise TurnError("policy", text % {"model": endpoint.name}) from None


def address_of(endpoint: ModelEndpoint) -> str:
    """Where the endpoint is called: its own address, else the provider's."""
    return endpoint.base_url or ADDRESSES[endpoint.kind]


def _openai(endpoint: ModelEndpoint) -> Model[Any]:
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    client = AsyncOpenAI(
        base_url=address_of(endpoint),
        api_key=key_of(endpoint),
        http_client=guard.async_client(guard.allowed_hosts()),
        max_retries=0,
    )
    # The SDK reads these from the server's environment; another host must not see them.
    client.organization = client.project = None
    client._custom_headers = {}
    return OpenAIChatModel(endpoint.model, provider=OpenAIProvider(openai_client=client))


def _anthropic(endpoint: ModelEndpoint) -> Model[Any]:
    from anthropic import AsyncAnthropic
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    client = AsyncAnthropic(
        base_url=address_of(endpoint),
        api_key=key_of(endpoint),
        http_client=guard.async_client(guard.allowed_hosts()),
        max_retries=0,
    )
    # The SDK reads these from the server's environment; another host must not see them.
    client._custom_headers = {}
    return AnthropicModel(endpoint.model, provider=AnthropicProvider(anthropic_client=client))


def _google(endpoint: ModelEndpoint) -> Model[Any]:
    from google.genai.types import HttpRetryOptions
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    provider = GoogleProvider(
        api_key=key_of(endpoint),
        base_url=address_of(endpoint),
        http_client=guard.async_client(guard.allowed_hosts()),
        retry_options=HttpRetryOptions(attempts=1),
    )
    return GoogleModel(endpoint.model, provider=provider)


BUILDERS: dict[str, Callable[[ModelEndpoint], Model[Any]]] = {
    "openai": _openai,
    "anthropic": _anthropic,
    "google": _google,
}


def cost_micros(endpoint: ModelEndpoint | None, tokens_in: int, tokens_out: int) -> int:
    """What an answer costs, in millionths of the currency's main unit."""
    if endpoint is None:
        return 0
    from fields.money import minor_digits

    minor_per_million = tokens_in * endpoint.price_in + tokens_out * endpoint.price_out
    return int(minor_per_million * 10 ** (6 - minor_digits(endpoint.currency)) // 1_000_000)


def name_of(endpoint: ModelEndpoint | None) -> str:
    """What people call the model that answers."""
    return endpoint.name if endpoint else _("Built-in offline model")
