"""Python objects to `types.value` and back."""

import collections
import dataclasses
import datetime
import enum
import math
import pathlib
import unittest

import support  # noqa: F401
from wit_world.imports import types

from imjoy_runtime.values import codecs
from imjoy_runtime.values.decode import decode, decode_arguments
from imjoy_runtime.values.encode import encode, encode_arguments
from imjoy_runtime.values.file import File
from imjoy_runtime.values.functions import RemoteFunction, own_functions
from imjoy_runtime.values.record import Record

UTC = datetime.timezone.utc


class Values(unittest.TestCase):
    def there_and_back(self, value):
        encoded = encode(value)
        # What the host would refuse: texts, shapes and attachments that do not match the nodes.
        kinds = [type(node) for node in encoded.nodes]
        self.assertEqual(kinds.count(types.Node_Attached), len(encoded.attachments))
        lengths = sum(node.value for node in encoded.nodes if isinstance(node, types.Node_Text))
        self.assertEqual(lengths, len(encoded.text.encode()))
        self.assertEqual(len(set(encoded.keys)), len(encoded.keys))
        return decode(encoded)

    def test_plain_data_comes_back_equal_and_with_its_types(self):
        for value in (
            None, True, False, 0, -1, 2**63 - 1, -(2**63), 0.0, 3.0, 1e300, "", "text", "größe 🔬", [], [1, "a", None],
            {}, {"a": 1, "b": {"c": [1.5]}}, set(), {1, 2, "x"}, b"", b"\x00\xff" * 10, b"x" * 5000,
            datetime.datetime(2024, 5, 17, 12, 30, 1, 250000, tzinfo=UTC), [[1, 2], [3, 4]], list(range(100)),
            [0.5] * 100, [1, 2.0, 3, 4, 5, 6, 7, 8], [True] * 20, ["same", "same"], [{"x": 1, "y": "é"}] * 3,
        ):  # fmt: skip
            with self.subTest(value=value):
                back = self.there_and_back(value)
                self.assertEqual(back, value)
                self.assertEqual(repr(back), repr(value))

    def test_not_a_number_and_infinities(self):
        back = self.there_and_back([math.nan, math.inf, -math.inf])
        self.assertTrue(math.isnan(back[0]))
        self.assertEqual(back[1:], [math.inf, -math.inf])

    def test_other_kinds_arrive_as_the_nearest_plain_kind(self):
        class Color(enum.Enum):
            RED = "red"

        class Level(enum.IntEnum):
            HIGH = 3

        @dataclasses.dataclass
        class Point:
            x: int
            y: float

        for value, expected in (
            ((1, 2), [1, 2]), (range(3), [0, 1, 2]), (frozenset({1}), {1}), (bytearray(b"ab"), b"ab"),
            (memoryview(b"abcd")[::2], b"ac"), (collections.deque([1]), [1]), (Color.RED, "red"), (Level.HIGH, 3),
            (Point(1, 2.0), {"x": 1, "y": 2.0}), (pathlib.PurePosixPath("/data/x"), "/data/x"),
            (datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, tzinfo=UTC)), (Record(a=1), {"a": 1}),
        ):  # fmt: skip
            with self.subTest(value=value):
                self.assertEqual(self.there_and_back(value), expected)

    def test_maps_keep_their_keys(self):
        back = self.there_and_back({1: "one", (2, 3): "pair"} | {"a": None})
        # A key that became a list cannot be hashed, so pairs come back.
        self.assertEqual(back, [(1, "one"), ([2, 3], "pair"), ("a", None)])
        ordered = collections.OrderedDict([("b", 1), ("a", 2)])
        self.assertIs(type(self.there_and_back(ordered)), collections.OrderedDict)
        self.assertEqual(list(self.there_and_back(ordered)), ["b", "a"])

    def test_names_and_shapes_of_records_are_sent_once(self):
        encoded = encode([{"area": 1, "name": "x"}, {"area": 2, "name": "y"}, {"name": "z", "area": 3}])
        self.assertEqual(encoded.keys, ["area", "name"])
        self.assertEqual(encoded.shapes, [[0, 1], [1, 0]])

    def test_numbers_of_one_kind_travel_in_bulk(self):
        self.assertIsInstance(encode(list(range(8))).attachments[0], types.Attachment_Integers)
        self.assertIsInstance(encode([0.5] * 8).attachments[0], types.Attachment_Floats)
        self.assertEqual(encode([1] * 7 + [True]).attachments, [])

    def test_long_bytes_are_kept_by_the_host(self):
        self.assertIsInstance(encode(b"x" * 4096).attachments[0].value, types.Binary_Inline)
        self.assertIsInstance(encode(b"x" * 4097).attachments[0].value, types.Binary_Shared)

    def test_exceptions_are_values_too(self):
        back = self.there_and_back(ValueError("wrong"))
        self.assertIs(type(back), ValueError)
        self.assertEqual(str(back), "wrong")
        odd = types.Attachment_Error(types.ErrorValue("Odd", "thing"))
        self.assertEqual(str(decode(types.Value([types.Node_Attached()], "", [], [], [odd]))), "Odd: thing")

    def test_what_cannot_be_passed_is_named(self):
        async def coroutine():
            pass

        awaitable = coroutine()
        cyclic = []
        cyclic.append(cyclic)
        deep = 0
        for _ in range(65):
            deep = [deep]
        for value, kind, text in (
            (2**63, OverflowError, "more than 64 bits"), (10**100000, OverflowError, "more than 64 bits"),
            (object(), TypeError, "type object"), (1j, TypeError, "type complex"), (Values, TypeError, "class Values"),
            (awaitable, TypeError, "await it"), (cyclic, ValueError, "contains itself"), (deep, ValueError, "64 levels"),
            ("\ud800", ValueError, "surrogate"), ({"\ud800": 1}, ValueError, "surrogate"), (iter([]), TypeError, "iterator"),
        ):  # fmt: skip
            with self.subTest(text=text), self.assertRaisesRegex(kind, text):
                encode(value)
        awaitable.close()

    def test_64_levels_are_passed(self):
        value = 0
        for _ in range(64):
            value = [value]
        self.assertEqual(self.there_and_back(value), value)

    def test_functions_become_handles_and_are_released(self):
        def function():
            return 1

        attachment = encode({"callback": function}).attachments[0]
        self.assertIs(own_functions.get(attachment.value.number), function)
        own_functions.release(attachment.value.number)
        self.assertIsNone(own_functions.get(attachment.value.number))
        self.assertIsInstance(self.there_and_back(function), RemoteFunction)
        self.assertIsInstance(self.there_and_back(function.__call__), RemoteFunction)
        self.assertIsInstance(self.there_and_back(max), RemoteFunction)

    def test_marked_objects_travel_as_their_functions(self):
        class Service:
            _rintf = True
            version = 2

            def run(self):
                pass

            def _hidden(self):
                pass

        back = self.there_and_back(Service())
        self.assertEqual(sorted(back), ["run", "version"])

    def test_named_arguments_arrive_as_such(self):
        self.assertEqual(decode_arguments(encode_arguments([1], {"sigma": 2})), ([1], {"sigma": 2}))
        self.assertEqual(decode_arguments(encode_arguments([{"a": 1}])), ([{"a": 1}], {}))

    def test_files(self):
        back = self.there_and_back(File(b"contents", "a.txt", "text/plain"))
        self.assertEqual((back.name, back.type, back.size, back.read()), ("a.txt", "text/plain", 8, b"contents"))
        large = self.there_and_back(File(b"x" * 10_000))
        self.assertEqual((large.name, large.size, large.text()), (None, 10_000, "x" * 10_000))
        self.assertEqual(self.there_and_back(large).read(), large.read())

    def test_codecs_of_the_plugin(self):
        class Complex:
            def __init__(self, number):
                self.number = number

        codecs.register(
            {
                "name": "complex",
                "type": Complex,
                "encoder": lambda value: {"real": value.number.real, "imag": value.number.imag},
                "decoder": lambda record: Complex(complex(record.real, record.imag)),
            }
        )
        self.assertEqual(self.there_and_back([Complex(1 + 2j)])[0].number, 1 + 2j)
        codecs._by_name.clear()

    def test_dates_beyond_python_arrive_as_numbers(self):
        self.assertEqual(decode(types.Value([types.Node_Date(1e18)], "", [], [], [])), 1e18)

    def test_records_have_attributes(self):
        record = self.there_and_back({"config": {"sigma": 2}, "items": 3})
        self.assertEqual(record.config.sigma, 2)
        self.assertIsNone(record.missing)
        self.assertEqual(record["items"], 3)
        record.added = [1]
        self.assertEqual(record["added"], [1])
        with self.assertRaises(AttributeError):
            record.__wrapped__


if __name__ == "__main__":
    unittest.main()
