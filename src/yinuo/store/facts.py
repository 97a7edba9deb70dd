"""Facts and errors of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yinuo.base.errors import YinuoError


class KeyReused(YinuoError):
    """The same idempotency key came with another request."""

    code = "key_reused"
    status = 409
    zh = "这次提交用了上一次的编号，内容却不一样。上一次的结果保留不变，请刷新页面再提交一次。"
    en = (
        "This request carries the number of an earlier one with different content. The earlier result "
        "stands; reload the page and send again."
    )


class PhotoTooLarge(YinuoError):
    """A photo over the limit."""

    code = "photo_too_large"
    status = 413
    zh = "照片超过 20 MB，没有保存。请换一张小一点的，其他内容都还在。"
    en = "The photo is over 20 MB and was not kept. Send a smaller one; everything else is kept."


class PhotoUnreadable(YinuoError):
    """A file that is no photo."""

    code = "photo_unreadable"
    zh = "这个文件不是可用的照片（JPEG、PNG 或 WebP），没有保存。"
    en = "This file is not a usable photo (JPEG, PNG or WebP) and was not kept."


@dataclass(frozen=True, slots=True)
class Health:
    """Whether promises are being watched: red when no watch has beaten within 60 s."""

    is_green: bool
    watched_at: datetime | None
    is_clock_settled: bool
    overdue_seconds: float
    troubles: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which nobody watched."""

    starts_at: datetime
    ends_at: datetime
