"""Imports at run time."""

import importlib


class ImJoyPlugin:
    def setup(self):
        pass

    def import_module(self, name):
        module = importlib.import_module(name)
        return module.__name__

    def run_code(self, text):
        return eval(text, {"__import__": __import__})

    def library(self):
        import colorsys
        import csv
        import decimal
        import email.message
        import gzip
        import html.parser
        import io
        import json
        import logging
        import sched
        import statistics
        import tarfile
        import tomllib
        import unittest
        import urllib.request
        import wave
        import xml.dom.minidom
        import zipfile

        message = email.message.EmailMessage()
        message["To"] = "Ada"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", "contents")
        logging.getLogger("plugin").warning("a warning of logging")
        return [
            colorsys.rgb_to_hsv(1, 0, 0)[2],
            next(csv.reader(["a,b"])),
            str(decimal.Decimal("0.1") + 1),
            message["To"],
            gzip.decompress(gzip.compress(b"x")).decode(),
            json.loads('{"a": 1}')["a"],
            statistics.median([1, 5, 2]),
            tomllib.loads("a = 3")["a"],
            zipfile.ZipFile(packed).read("a.txt").decode(),
            xml.dom.minidom.parseString("<a>t</a>").documentElement.tagName,
            wave.__name__ + tarfile.__name__ + unittest.__name__ + sched.__name__ + html.parser.__name__,
            urllib.request.__name__,
        ]

    def print_lines(self):
        import sys

        print("one", "line", 1)
        print("unfinished", end="")
        print("an error line", file=sys.stderr)

    def random_number(self):
        import random
        import uuid

        return [random.random(), str(uuid.uuid4())]


api.export(ImJoyPlugin())  # noqa: F821
