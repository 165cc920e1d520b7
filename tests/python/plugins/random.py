from imjoy import api
from imjoy import ndarray as np


class Plugin:
    def setup(self):
        pass

    def kinds(self):
        from numpy.random import randint as numpys

        random = np.random.RandomState()
        random.seed(1)
        first = random.rand(3).tolist()
        random.seed(1)
        again = random.random(3).tolist()
        whole = random.randint(0, 255, [4, 3], dtype="uint8")
        return [
            first == again,
            all(0 <= number < 1 for number in first),
            whole.shape,
            str(whole.dtype),
            type(random.randint(5)).__name__,
            type(random.normal()).__name__,
            0 <= int(numpys(0, 10)) < 10,
            len(random.bytes(5)),
            random.randn(2, 0).shape,
            [type(random.poisson(3.0)).__name__, type(random.uniform()).__name__, type(random.poisson(300)).__name__],
            # More than the host takes at once.
            random.random(5_000_000).shape,
            random.normal([0.0], [1.0, 2.0, 3.0]).shape,
            random.uniform(np.zeros((3, 1)), np.ones((1, 4))).shape,
            random.integers(-(2**62), 2**62, 2).shape,
            random.random(3, dtype="float32").dtype.name,
        ]

    def moments(self):
        random = np.random.default_rng(7)
        n = 20000
        normal, uniform = random.normal(3.0, 2.0, n), random.uniform(-1.0, 1.0, n)
        poisson, exponential = random.poisson(4.0, n), random.exponential(0.5, n)
        die = random.integers(1, 6, n, endpoint=True)
        spread = random.poisson(np.array([0.0, 50.0]))
        many = random.poisson(400.0, n)
        few = random.poisson(np.array([12.0]), n)
        return [
            abs(normal.mean() - 3.0) < 0.1 and abs(normal.std() - 2.0) < 0.1,
            abs(uniform.mean()) < 0.05 and uniform.min() >= -1.0 and uniform.max() < 1.0,
            abs(poisson.mean() - 4.0) < 0.1 and abs(poisson.var() - 4.0) < 0.4,
            abs(exponential.mean() - 0.5) < 0.05,
            sorted(set(die.tolist())),
            int(spread[0]) == 0 and 10 < int(spread[1]) < 100,
            abs(many.mean() - 400.0) < 1.0 and abs(many.var() - 400.0) < 25.0,
            abs(few.mean() - 12.0) < 0.15 and abs(few.var() - 12.0) < 0.8,
        ]

    def choices(self):
        random = np.random.RandomState(3)
        cards = list(range(52))
        shuffled = np.arange(52)
        random.shuffle(shuffled)
        hand = random.choice(52, 5, replace=False)
        loaded = random.choice([10, 20, 30], 2000, p=[0.0, 0.25, 0.75])
        rows = random.permutation(np.arange(6).reshape(3, 2))
        return [
            sorted(shuffled.tolist()) == cards and shuffled.tolist() != cards,
            len(set(hand.tolist())),
            (loaded == 10).sum() == 0 and 350 < int((loaded == 20).sum()) < 650,
            sorted(rows.tolist()),
            random.choice([7]),
            sorted(random.permutation(["a", "b"])) == ["a", "b"] and random.choice(["a"]) == "a",
        ]

    def wrong(self):
        messages = []
        for call in (
            lambda: np.random.randint(3, 3),
            lambda: np.random.choice(3, 4, replace=False),
            lambda: np.random.choice(2, p=[0.5, 0.6]),
            lambda: np.random.choice(2, p=[1.5, -0.5]),
            lambda: np.random.choice(2, p=[0.5, float("nan")]),
            lambda: np.random.randint(0, 1000, dtype="uint8"),
            lambda: np.random.poisson(-1.0),
            lambda: np.random.normal(np.zeros(3), size=2),
            lambda: np.random.binomial,
        ):
            try:
                call()
            except (ValueError, AttributeError) as error:
                messages.append(str(error))
        return messages


api.export(Plugin())
