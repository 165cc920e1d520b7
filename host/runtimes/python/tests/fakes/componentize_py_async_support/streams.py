"""Names that the generated bindings import."""

StreamReader = StreamWriter = ByteStreamReader = ByteStreamWriter = object
