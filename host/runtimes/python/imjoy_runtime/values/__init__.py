"""Python objects to and from the values of `types.wit`.

What arrives as what:

| value            | Python                                                          |
|------------------|-----------------------------------------------------------------|
| absent, null     | `None`                                                          |
| record           | `Record`, a dict whose fields are attributes too                |
| pairs            | `collections.OrderedDict`                                       |
| set, list        | `set` (a list if a member cannot be hashed), `list`             |
| bytes, ndarray   | `bytes`, `imjoy.ndarray.ndarray` (its elements stay in the host)|
| file             | `File`, read when asked for                                     |
| date             | `datetime.datetime` in UTC                                      |
| error            | an exception, as a value                                        |
| function         | `RemoteFunction`                                                |
| plugin, window   | `PluginObject`, `WindowObject`                                  |
"""
