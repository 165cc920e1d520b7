"""The name under which plugins written for imjoy-rpc find the API: `from imjoy_rpc import api`."""

from typing import Any

from imjoy import ApiError as ApiError
from imjoy import api as api

__all__ = ["ApiError", "api", "registerCodec", "register_default_codecs"]

def registerCodec(codec: dict[str, Any] | None = None, **options: Any) -> None:
    """Makes objects of a class passable: `name`, `type`, `encoder`, `decoder`."""

def register_default_codecs(options: Any = None) -> None:
    """Does nothing: arrays, files and the other kinds of `imjoy` travel as they are."""
