"""What the host says of the plugin; the same for the whole life of the instance."""

import re

from wit_world.imports import runtime

_source = None


def source():
    """The plugin's `runtime.plugin-source`."""
    global _source
    if _source is None:
        _source = runtime.source()
    return _source


def api_version_is_after(version):
    """Whether the plugin's `api_version` is later than `version`; one that names none counts as
    the first, whose behaviour ImJoy's API page describes."""
    return _parts(source().api_version) > _parts(version)


def _parts(version):
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version)[:3])
