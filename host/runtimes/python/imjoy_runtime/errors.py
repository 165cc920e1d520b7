"""Errors of the API, from and to `types.error`."""

import asyncio

from componentize_py_types import Err
from wit_world.imports import types

_CASES = {
    "cancelled": types.Error_Cancelled,
    "not-found": types.Error_NotFound,
    "denied": types.Error_Denied,
    "invalid": types.Error_Invalid,
    "terminated": types.Error_Terminated,
    "limit": types.Error_Limit,
    "unavailable": types.Error_Unavailable,
    "failed": types.Error_Failed,
}
_CODES = {case: code for code, case in _CASES.items()}


class ApiError(RuntimeError):
    """A function of the API, or of another plugin, did not succeed.

    Its text is one sentence for people. `code` says why: `cancelled` by the user, `not-found`,
    `denied`, `invalid` argument, `terminated` plugin or window, `limit` of the host,
    `unavailable` in this host, or `failed` in the function called.
    """

    __module__ = "imjoy"

    def __init__(self, message, code="failed"):
        super().__init__(message)
        self.code = code if code in _CASES else "failed"

    @property
    def message(self):
        """The text."""
        return str(self)


def unavailable(sentence):
    """The error of what this host cannot offer."""
    return ApiError(sentence, "unavailable")


def from_wire(error):
    """The exception for what an import has raised."""
    reason = error.value
    code = _CODES.get(type(reason))
    if code is None:
        return ApiError(str(reason))
    return ApiError(reason.value, code)


async def awaited(coroutine):
    """Awaits an import, with its error as `ApiError`."""
    try:
        return await coroutine
    except Err as error:
        raise from_wire(error) from None


def called(function, *arguments):
    """Calls an import, with its error as `ApiError`."""
    try:
        return function(*arguments)
    except Err as error:
        raise from_wire(error) from None


def to_wire(error):
    """What an exception of the plugin is for the caller: an `Err` to raise.

    Errors of the API keep their case, so that a cancelled dialog is no failure of the caller.
    """
    if isinstance(error, ApiError):
        return Err(_CASES[error.code](sendable(str(error))))
    if isinstance(error, asyncio.CancelledError):
        return Err(types.Error_Cancelled(sendable(str(error)) or "the call was cancelled"))
    return Err(types.Error_Failed(summary(error)))


def summary(error):
    """Kind and message of an exception, as in the last line of a traceback."""
    try:
        message = str(error)
    except BaseException as second:
        message = f"its text cannot be had: {type(second).__name__}"
    name = type(error).__qualname__
    return sendable(f"{name}: {message}" if message else name)


def sendable(text):
    """The text without lone surrogates, which UTF-8 cannot carry."""
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
