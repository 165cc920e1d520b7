"""What plugins import: `from imjoy import api`."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from typing_extensions import Buffer

from imjoy.types import Api

__all__ = ["ApiError", "File", "Promise", "Record", "api"]

_T = TypeVar("_T")

api: Api
"""The ImJoy API. Every call starts at once and gives a promise."""

class Promise(asyncio.Task[_T]):
    """A call that has started. `await` it, or give it callbacks.

    `then`, `catch` and `finally_` each give a new promise, as in JavaScript. A call that nobody
    awaits goes on; its error is then told in the plugin's log.
    """

    def then(
        self, on_result: Callable[[_T], Any] | None = None, on_error: Callable[[Exception], Any] | None = None
    ) -> Promise[Any]:
        """Calls `on_result` with the result, or `on_error` with the exception."""

    def catch(self, on_error: Callable[[Exception], Any]) -> Promise[Any]:
        """Calls `on_error` with the exception if there is one."""

    def finally_(self, callback: Callable[[], Any]) -> Promise[_T]:
        """Calls `callback` without arguments in any case."""

class Record(dict[str, Any]):
    """A dict with `record.name` for `record["name"]`; an attribute that is not there is None."""

    def __getattr__(self, name: str) -> Any: ...
    def __setattr__(self, name: str, value: Any) -> None: ...
    def __delattr__(self, name: str) -> None: ...

class File:
    """A file or blob that is passed between plugins or saved by `api.exportFile`."""

    name: str | None
    """File name without folders; None for a blob."""

    type: str
    """MIME type."""

    def __init__(self, data: Buffer | str = b"", name: str | None = None, type: str = ...) -> None: ...
    @property
    def size(self) -> int:
        """Length in bytes."""

    def read(self) -> bytes:
        """The contents as bytes."""

    def text(self, encoding: str = "utf-8") -> str:
        """The contents as text."""

    def open(self) -> Any:
        """The contents as a file object, for libraries that read one."""

    def __len__(self) -> int: ...

class ApiError(RuntimeError):
    """A function of the API, or of another plugin, did not succeed; its text is one sentence."""

    code: Literal[
        "cancelled", "not-found", "denied", "invalid", "terminated", "limit", "unavailable", "failed"
    ]
    """Why."""

    def __init__(self, message: str, code: str = "failed") -> None: ...
    @property
    def message(self) -> str:
        """The text."""
