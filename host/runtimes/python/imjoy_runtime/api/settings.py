"""`api.setConfig`, `getConfig`, `getAttachment`, and the constants."""

from wit_world.imports import settings

from ..errors import awaited
from ..values.decode import decode
from ..values.encode import encode
from ..values.plugin_object import check_name


async def setConfig(name, value=None):
    """Keeps a setting as a text; None removes it."""
    await awaited(settings.set_config(check_name(name, "setting"), encode(value)))


async def getConfig(name):
    """A setting as a text, or None; `_name` and so on are the fields of the plugin's config."""
    return decode(await awaited(settings.get_config(check_name(name, "setting"))))


async def getAttachment(name):
    """The text of an attachment of the plugin's file, or None."""
    return await awaited(settings.get_attachment(check_name(name, "attachment")))


def tag():
    """The tag that the user has chosen, or None."""
    return settings.tag()


def workspace():
    """Name of the current workspace."""
    return settings.workspace()
