"""`api.showProgress`, `showStatus`, `showSnackbar`, `showMessage`, `log`, `error` and those of the plugin."""

from wit_world.imports import status

from ..errors import called
from ..values.encode import encode
from .arguments import number, optional_number, text


async def showProgress(progress):
    """Sets the application's progress bar: 0 to 100, below 1 a fraction."""
    called(status.show_progress, number("showProgress", progress))


async def showStatus(status_text):
    """Sets the application's status text."""
    called(status.show_status, text(status_text) or "")


async def showSnackbar(message, duration=None):
    """Shows a short message for `duration` seconds, 10 by default."""
    called(status.show_snackbar, text(message) or "", optional_number("showSnackbar", duration))


async def showMessage(message, duration=None):
    """Shows a short message, and sets the status text."""
    called(status.show_message, text(message) or "", optional_number("showMessage", duration))


async def showPluginProgress(progress):
    """Sets the plugin's own progress bar."""
    called(status.show_plugin_progress, number("showPluginProgress", progress))


async def showPluginStatus(status_text):
    """Sets the text under the plugin's name."""
    called(status.show_plugin_status, text(status_text) or "")


async def log(*items):
    """Adds an entry to the plugin's log."""
    called(status.log, [_item(item) for item in items])


async def error(*items):
    """Adds an entry to the plugin's log that is marked as an error."""
    called(status.error, [_item(item) for item in items])


def report(message):
    """As `error`, at once; for the runtime itself."""
    status.error([encode(text(message))])


def _item(item):
    """What cannot be passed is logged as `print` would write it."""
    try:
        return encode(item)
    except (TypeError, ValueError, OverflowError):
        return encode(text(item))


def log_now(message):
    """As `log`, at once; for the runtime itself."""
    status.log([encode(text(message))])
