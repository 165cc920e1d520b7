"""The function `byte_stream` of the generated bindings."""

import componentize_py_runtime


class _End:
    def __init__(self, handle, on_exit):
        self.type_, self.handle, self.on_exit = 0, handle, on_exit

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.on_exit()


def byte_stream():
    handle = next(componentize_py_runtime.host.numbers)
    return _End(handle, lambda: componentize_py_runtime.end_stream(handle)), _End(handle, lambda: None)
