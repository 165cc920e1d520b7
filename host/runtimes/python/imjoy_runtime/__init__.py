"""The Python runtime of ImJoy native: runs one plugin that is written in Python.

The host gives the plugin's scripts by the WIT interface `runtime`; this package runs them,
gives them the object `api`, and answers the host's calls (`plugin-api`).

* `scheduling` - asyncio on top of the component model's tasks
* `values`     - Python objects to and from the values of `types.wit`
* `api`        - the ImJoy API as plugins see it
* `plugin`     - the plugin itself: its scripts, what it exports, its errors
* `modules`    - which modules a plugin can import

What plugins import stands beside it: `imjoy`, `imjoy.ndarray` and `imjoy_rpc`.
"""
