"""Reads codes off a page as a camera does: by a reader that is not ours, from the picture alone."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from playwright.sync_api import Browser

JSQR = Path(__file__).parents[1] / "vendor/jsQR-1.4.0.js"
READ = """async ([picture]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
  const canvas = new OffscreenCanvas(image.width, image.height)
  const context = canvas.getContext("2d")
  context.drawImage(image, 0, 0)
  const pixels = context.getImageData(0, 0, image.width, image.height)
  return jsQR(pixels.data, image.width, image.height)?.data
}"""


def read_codes(browser: Browser, pictures: list[bytes]) -> list[str]:
    """What a reader makes of the pictures, in a tab of its own, away from our pages and their policy."""
    tab = browser.new_page()
    tab.add_script_tag(path=JSQR)
    found = [tab.evaluate(READ, [base64.b64encode(one).decode()]) for one in pictures]
    tab.close()
    return found


def count_pages(pdf: bytes) -> int:
    """How many pages a printed file has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
