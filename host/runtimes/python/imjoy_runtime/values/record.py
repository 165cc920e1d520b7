"""Records: dicts whose fields are attributes too, such as the context `my`."""


class Record(dict):
    """A dict with `record.name` for `record["name"]`.

    As in ImJoy, an attribute that is not there is `None`; names of dict's own methods (`items`,
    `keys`, `get` …) are reached by `[]` only.
    """

    __slots__ = ()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self.get(name)

    def __setattr__(self, name, value):
        self[name] = value

    def __delattr__(self, name):
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name) from None

    def copy(self):
        """A copy that is a record too."""
        return Record(self)
