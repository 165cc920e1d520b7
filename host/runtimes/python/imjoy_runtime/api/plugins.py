"""`api.call`, `run`, `getPlugin`, ops and services."""

import re

from wit_world.imports import plugins, runtime

from ..errors import ApiError, awaited, called
from ..plugin.exports import exports
from ..values.decode import decode
from ..values.encode import encode, encode_arguments
from ..values.functions import own_functions
from ..values.plugin_object import PluginObject, check_name
from ..values.record import Record
from .arguments import options_of, text


async def call(plugin_name, function_name, *arguments, **options):
    """Calls a function of another plugin."""
    check_name(plugin_name, "plugin")
    check_name(function_name, "function")
    encoded = encode_arguments(arguments, options)
    return decode(await awaited(plugins.call(plugin_name, function_name, encoded)))


async def run(plugin_name, context=None, **options):
    """Runs another plugin with a context."""
    check_name(plugin_name, "plugin")
    if options:
        context = options_of("run", context, options)
    return decode(await awaited(plugins.run(plugin_name, None if context is None else encode(context))))


def _is_plugin_text(source):
    return "\n" in source or "<config" in source


def is_source(source):
    """Whether a text is that of a plugin file, an address or `user/repository:Name`, not a name."""
    return _is_plugin_text(source) or "://" in source or ("/" in source and ":" in source)


def page_address(source):
    """The address of a page of the web, if the source of a plugin is one."""
    if _is_plugin_text(source) or not source.startswith(("http://", "https://")):
        return None
    address = re.split("[?#]", source)[0]
    is_plugin = (
        address.endswith(".imjoy.html")
        or ".imjoy.html@" in source
        or ("github.com/" in address and "/blob/" in address)
        or "gist.github.com/" in address
    )
    return None if is_plugin else source


async def load(source, tag=None):
    """Loads a plugin from its text, or finds the one at an address; gives its name."""
    if not isinstance(source, str):
        raise ApiError("`src` is the text of a plugin file or an address", "invalid")
    if page_address(source):
        raise ApiError(f"{source:.200} is a page of the web, not a plugin; createWindow opens it", "invalid")
    return await awaited(runtime.load_plugin(source, text(tag) or None))


async def getPlugin(plugin=None, **options):
    """What another plugin exports, as an object; one that is given by `src` is loaded."""
    if isinstance(plugin, str) and is_source(plugin):
        plugin = {"src": plugin}
    if not isinstance(plugin, str):
        plugin = options_of("getPlugin", plugin, options)
        if plugin.get("src"):
            name = await load(plugin["src"], plugin.get("tag"))
        else:
            name = plugin.get("name") or plugin.get("id")
        if name is None:
            raise ApiError(f"Unsupported plugin spec: {plugin!r:.100}", "invalid")
        plugin = name
    handle = await awaited(plugins.get_plugin(check_name(plugin, "plugin")))
    return await PluginObject.load(handle)


class Task:
    """A call that goes on while the plugin does other things, from `api.start`."""

    __module__ = "imjoy"

    def __init__(self, handle):
        self._handle = handle

    async def wait(self):
        """The result; an error with the code `cancelled` after `api.utils.kill`."""
        return decode(await awaited(self._handle.wait()))

    def __await__(self):
        return self.wait().__await__()


def start(plugin_name, function_name, *arguments, **options):
    """Starts a call of another plugin as a `Task`, which `api.utils.kill` ends."""
    check_name(plugin_name, "plugin")
    check_name(function_name, "function")
    return Task(called(plugins.start, plugin_name, function_name, encode_arguments(arguments, options)))


async def register(op=None, **options):
    """Adds an op, or replaces that of the same name."""
    op = options_of("register", op, options)
    inputs, outputs, ui = op.get("inputs"), op.get("outputs"), op.get("ui")
    await awaited(
        plugins.register(
            plugins.Op(
                text(op.get("name")),
                None if ui is None else encode(ui),
                _op_function(op.get("run")),
                _op_function(op.get("update")),
                None if inputs is None else encode(inputs),
                None if outputs is None else encode(outputs),
            )
        )
    )
    return True


def _op_function(function):
    if function is None or isinstance(function, str):
        return None if function is None else plugins.OpFunction_Name(function)
    if not callable(function):
        raise ApiError("`run` and `update` of an op are functions, or names of exported ones", "invalid")
    name = exports.name_of(function)
    if name is not None:
        return plugins.OpFunction_Name(name)
    return plugins.OpFunction_Function(own_functions.give(function))


async def unregister(op=None, **options):
    """Removes an op by its name, or all ops of the plugin."""
    if isinstance(op, dict) or options:
        op = options_of("unregister", op, options)
        if op.get("name") is None and op.get("id") is not None:
            # Since 2020 it takes services as well.
            return await unregisterService(op)
        op = check_name(op.get("name"), "op")
    await awaited(plugins.unregister(text(op)))
    return True


async def registerService(service=None, **options):
    """Offers a service, a record with `type`, `name` and functions; gives its id."""
    service = options_of("registerService", service, options)
    return await awaited(plugins.register_service(encode(service)))


async def unregisterService(service=None, **options):
    """Withdraws a service by its id, or by a record with `id`."""
    if not isinstance(service, str):
        service = options_of("unregisterService", service, options)
        if service.get("id") is None and service.get("type") in ("operator", "@operator"):
            # The id of an op as a service is its name.
            await awaited(plugins.unregister(check_name(service.get("name"), "op")))
            return True
        service = service.get("id")
    await awaited(plugins.unregister_service(check_name(service, "service")))
    return True


async def getServices(query=None, **options):
    """The services whose fields equal those of `query`, or whose type is the text `query`."""
    if options:
        query = options_of("getServices", query, options)
    services = await awaited(plugins.get_services(encode(query)))
    return [service if not isinstance(service, dict) else Record(service) for service in map(decode, services)]
