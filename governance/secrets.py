"""Secrets under the master key: derived keys, and credentials that are written and never shown."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(ValueError):
    """Sealed bytes were changed, or sealed under another key."""


def derive(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from which neither the secret nor its other keys follow."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"steward {purpose}".encode()).derive(secret)


@lru_cache(maxsize=16)
def _master(purpose: str, master: bytes) -> bytes:
    return derive(master, purpose)


def master_key(purpose: str) -> bytes:
    """The master key's derivative for one purpose."""
    return _master(purpose, settings.STEWARD_MASTER_KEY)


def encrypt(key: bytes, plain: bytes, bound_to: bytes = b"") -> bytes:
    """AES-256-GCM: a fresh nonce, then the sealed text, valid only where it is bound to."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def decrypt(key: bytes, sealed: bytes, bound_to: bytes = b"") -> bytes:
    """Open what encrypt sealed; raises SealBroken."""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound_to)
    except (InvalidTag, ValueError):
        raise SealBroken("The sealed value was changed, or sealed under another master key.") from None


def seal(text: str) -> bytes:
    """Seal a credential."""
    return encrypt(master_key("credentials"), text.encode())


def open_sealed(sealed: bytes) -> str:
    """Open a sealed credential; only for the code about to use it."""
    return decrypt(master_key("credentials"), bytes(sealed)).decode()
