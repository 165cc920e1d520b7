"""Names that the generated bindings import."""


class FutureReader:
    """Can be subscripted, as the bindings' annotations do."""

    def __class_getitem__(cls, kind):
        return cls


FutureWriter = FutureReader
