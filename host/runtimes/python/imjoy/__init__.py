"""What plugins import: `from imjoy import api`.

* `api`       - ImJoy's API
* `ApiError`  - the error of a function of the API; `code` says why
* `File`      - a file as a value
* `ndarray`   - the module with arrays whose arithmetic the host does
"""

from imjoy_runtime.api import api
from imjoy_runtime.errors import ApiError
from imjoy_runtime.scheduling.promise import Promise
from imjoy_runtime.values.file import File
from imjoy_runtime.values.record import Record

__all__ = ["ApiError", "File", "Promise", "Record", "api"]
