# In a plugin `api` is there without an import, as in the first ImJoy. Pyright and Pylance read
# this file; mypy does not know it.

from imjoy.types import Api

api: Api
