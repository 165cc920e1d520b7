"""What the host computes for a plugin, and what it costs."""

from imjoy import ndarray as np
from imjoy_rpc import api


class ImJoyPlugin:
    def setup(self):
        pass

    def long(self):
        """One operation, as much as takes a minute, unless it is stopped."""
        image = np.arange(4096 * 4096, dtype="float32").reshape(4096, 4096)
        return np.median_filter(image, 61).sum()

    def loop(self):
        """Operations without end, none of them long."""
        image = np.zeros((512, 512))
        while True:
            image = image + 1

    def make(self, count):
        """That many bytes in the host, let go again."""
        return np.full((count,), 1, dtype="uint8").sum()


api.export(ImJoyPlugin())
