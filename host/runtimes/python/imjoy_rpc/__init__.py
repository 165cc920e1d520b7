"""The name under which plugins written for imjoy-rpc find the API: `from imjoy_rpc import api`."""

from imjoy_runtime.api import api
from imjoy_runtime.errors import ApiError
from imjoy_runtime.values.codecs import register as registerCodec

__all__ = ["ApiError", "api", "connect_to_server", "registerCodec", "register_default_codecs"]

connect_to_server = api.connect_to_server


def register_default_codecs(options=None):
    """Does nothing: arrays, files and the other kinds of `imjoy` travel as they are."""
