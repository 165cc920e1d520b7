"""Writes reference.json: what numpy makes of the same images.

    pip install numpy pillow
    python reference.py

The filter is done here by one period of the image's mirror images, without any padding.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
COINS = HERE / "../../../tests/images/coins.png"


def gain(shape, low, high, stripes):
    vertical = np.fft.fftfreq(shape[0])[:, None]
    horizontal = np.fft.fftfreq(shape[1])[None, :]
    frequency = np.hypot(vertical, horizontal)
    gain = np.ones(shape)
    if low:
        gain = gain * 2.0 ** -((frequency * low) ** 2)
    if high is not None:
        gain = gain * (1 - 2.0 ** -((frequency * high) ** 2))
    if stripes:
        along, across = (horizontal, vertical) if stripes == 1 else (vertical, horizontal)
        with np.errstate(divide="ignore", invalid="ignore"):
            gain = gain * np.where(across == 0, 1, 1 - 2.0 ** -((abs(along) / abs(across) / 0.05) ** 2))
    gain[0, 0] = 1
    return gain


def band_pass(image, low, high, stripes):
    mirrored = np.block([[image, image[:, ::-1]], [image[::-1], image[::-1, ::-1]]])
    filtered = np.fft.ifft2(np.fft.fft2(mirrored) * gain(mirrored.shape, low, high, stripes)).real
    return filtered[: image.shape[0], : image.shape[1]]


def log_power(image):
    return np.log1p(np.abs(np.fft.fftshift(np.fft.fft2(image))) ** 2)


def main():
    random = np.random.default_rng(5)
    small = []
    for rows, columns in [(1, 1), (1, 7), (8, 8), (12, 10), (17, 13)]:
        image = random.uniform(0, 255, (rows, columns)).round(3)
        bands = [(3, 40, 0), (0, 6, 0), (4, None, 0), (2, 20, 1), (0, None, 2)]
        small.append(
            {
                "rows": rows,
                "columns": columns,
                "image": image.ravel().tolist(),
                "spectrum": log_power(image).ravel().round(7).tolist(),
                "filtered": [
                    {
                        "low": low,
                        "high": high,
                        "stripes": stripes,
                        "image": band_pass(image, low, high, stripes).ravel().round(7).tolist(),
                    }
                    for low, high, stripes in bands
                ],
            }
        )
    coins = np.asarray(Image.open(COINS)).astype(float)
    filtered = band_pass(coins, 3, 40, 0)
    spectrum = log_power(coins)
    places = [(0, 0), (100, 100), (150, 200), (302, 383), (17, 301)]
    reference = {
        "small": small,
        "coins": {
            "places": places,
            "filtered": [round(filtered[place], 6) for place in places],
            "spectrum": [round(spectrum[place], 6) for place in places],
            "deviation": round(filtered.std(), 6),
            "mean": round(filtered.mean(), 6),
        },
    }
    (HERE / "reference.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
