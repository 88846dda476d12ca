"""Screenshots as PNG files of 256 colours, a third of the size and the same to the eye."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLOURS = 256
_PIXELS = """async (encoded) => {
  const picture = await fetch(`data:image/png;base64,${encoded}`);
  const image = await createImageBitmap(await picture.blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768)
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def small_png(png: bytes, page: Page) -> bytes:
    """`png` with the colours it has most, every other one the nearest of them.

    `page` is any open page of the browser, which reads the pixels.
    """
    width, height, encoded = page.evaluate(_PIXELS, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(encoded), dtype=np.uint8).reshape(-1, 4)[:, :3]
    colours, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    differences = colours[:, None, :].astype(np.int32) - kept[None, :, :].astype(np.int32)
    nearest = (differences**2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    rows = nearest[places.ravel()].reshape(height, width)
    # Each row begins with the number of its filter: none.
    plain = np.hstack([np.zeros((height, 1), dtype=np.uint8), rows]).tobytes()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", kept.tobytes()),
            (b"IDAT", zlib.compress(plain, 9)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
