"""Stands for componentize-py's module; `component_tasks.install` replaces its functions."""

_loop = None
