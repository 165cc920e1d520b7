"""The object `api`: ImJoy's API as a Python plugin sees it.

Functions have ImJoy's names; `api.create_window` and so on are the same. Each call starts at
once and gives a promise that can be awaited, or given callbacks. Named arguments count as one
record of options.
"""

import inspect
import re

from ..errors import unavailable
from ..plugin.exports import exports
from ..plugin.source import source
from ..scheduling.promise import kept, promised
from ..values import codecs
from ..values.record import Record
from . import dialogs, events, files, granted_files, plugins, settings, status, utilities, windows

_ASYNCHRONOUS = (
    (dialogs, "alert confirm prompt showDialog showFileDialog"),
    (status, "showProgress showStatus showSnackbar showMessage showPluginProgress showPluginStatus log error"),
    (windows, "createWindow getWindow"),
    (plugins, "call run getPlugin register unregister registerService unregisterService getServices"),
    (settings, "setConfig getConfig getAttachment"),
    (files, "getFileUrl getFilePath exportFile"),
    (granted_files, "openPath openFolder startExport"),
    (events, "on off emit onClose"),
)

# What ImJoy has, or had, and this host has not; each with the reason.
_REFUSED = {
    "installPlugin": "plugins are installed by the user, with File › Install plugin…",
    "uninstallPlugin": "plugins are removed by the user, in the plugin's menu",
    "getFileManager": "there are no file managers; use api.showFileDialog",
    "getEngine": "there are no plugin engines: plugins run in the application itself",
    "getEngineFactory": "there are no plugin engines: plugins run in the application itself",
    "requestUploadUrl": "files are not uploaded; use api.showFileDialog and api.exportFile",
    "uploadFileToUrl": "plugins have no network",
    "downloadFileFromUrl": "plugins have no network",
    "connectToServer": "plugins have no network",
    "connect_to_server": "plugins have no network",
    "updateWindow": "it was removed from ImJoy in 2019; call run of the window that createWindow gives",
    "oAuthorize": "plugins have no network",
}


class RefusedFiles:
    """`api.fs`, whose functions all say why they cannot be had."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return _refusing(f"fs.{name}", "it was removed from ImJoy in 2020; Python's own open() works in /data and /tmp")


def _refusing(name, reason):
    @promised
    async def refuse(*arguments, **options):
        raise unavailable(f"api.{name} cannot be had here: {reason}")

    return refuse


class Api:
    """See the module."""

    # Constants that the host knows.
    ENGINE_URL = None
    FILE_MANAGER_URL = None
    WORK_DIR = "/data"

    utils = utilities.Utilities()
    fs = RefusedFiles()
    start = staticmethod(plugins.start)
    loadPlugin = staticmethod(promised(plugins.getPlugin))
    progress = staticmethod(promised(status.showPluginProgress))
    ndarray = staticmethod(utilities.ndarray)

    @property
    def TAG(self):
        """The tag that the user has chosen, or None."""
        return settings.tag()

    @property
    def WORKSPACE(self):
        """Name of the current workspace."""
        return settings.workspace()

    @property
    def config(self):
        """`name`, `type`, `api_version`, `tag`, `workspace`."""
        plugin = source()
        return Record(
            name=plugin.name,
            type=plugin.plugin_type,
            api_version=plugin.api_version,
            tag=settings.tag(),
            workspace=settings.workspace(),
        )

    @staticmethod
    def export(interface, config=None):
        """Exports an object or a dict: its functions and its plain variables."""
        exports.set(interface)
        return kept(None)

    @staticmethod
    def init(config=None):
        """Gives the API itself: the plugin's config is that of its file."""
        return kept(api)

    @staticmethod
    @promised
    async def onLoad(handler):
        """Calls `handler` at once: the API is there."""
        result = handler()
        return await result if inspect.isawaitable(result) else result

    @staticmethod
    @promised
    async def echo(value=None):
        """Gives the value back."""
        return value

    @staticmethod
    def registerCodec(codec=None, **options):
        """Makes objects of a class passable: `name`, `type`, `encoder`, `decoder`."""
        codecs.register({**(codec or {}), **options})
        return kept(None)

    @staticmethod
    def disposeObject(value):
        """Does nothing: what is passed is freed when nobody holds it."""
        return kept(None)

    @staticmethod
    def dispose():
        """Does nothing: the host ends the plugin."""
        return kept(None)

    def __getattr__(self, name):
        reason = _REFUSED.get(name)
        if reason is not None:
            return _refusing(name, reason)
        camel_case = re.sub("_([a-z])", lambda found: found[1].upper(), name)
        if camel_case != name and not name.startswith("_"):
            return getattr(self, camel_case)
        raise AttributeError(f"the ImJoy API has no `{name}`")

    def __getitem__(self, name):
        return getattr(self, name)


for _module, _names in _ASYNCHRONOUS:
    for _name in _names.split():
        setattr(Api, _name, staticmethod(promised(getattr(_module, _name))))

api = Api()
