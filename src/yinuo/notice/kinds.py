"""The record kinds of the notice room: how a notice ended, on the chain of what it is about."""

from __future__ import annotations

from yinuo.record.kinds import Kind

from .facts import NoticeState

_FIELDS = {"event": str, "template": str, "channel": str, "to": str}

KINDS = (
    Kind(
        name="notice.sent",
        zh="通知已发出，等待对方回执（{template}）",
        en="A notice was sent; its receipt is still to come ({template})",
        fields=_FIELDS,
    ),
    Kind(
        name="notice.delivered",
        zh="通知已送达，对方已接收（{template}）",
        en="A notice was delivered: the receiving side accepted it ({template})",
        fields=_FIELDS,
    ),
    Kind(
        name="notice.failed",
        zh="通知没有送到（{template}，原因：{error}）",
        en="A notice could not be delivered ({template}, reason: {error})",
        fields={**_FIELDS, "error": str},
    ),
    Kind(
        name="notice.expired",
        zh="通知过了时效，没有再发（{template}）",
        en="A notice outlived its use and was not sent ({template})",
        fields=_FIELDS,
    ),
    Kind(
        name="notice.withdrawn",
        zh="通知已不需要，撤回未发（{template}）",
        en="A notice was no longer needed and was withdrawn ({template})",
        fields=_FIELDS,
    ),
    Kind(
        name="notice.choice.made",
        zh="客户选择了不要的通知（{off}）",
        en="The customer chose which notices to do without ({off})",
        fields={"off": list[str]},
    ),
    Kind(
        name="notice.device.added",
        zh="一个浏览器要求接收通知",
        en="A browser asked to be notified",
        fields={"device": str},
    ),
    Kind(
        name="notice.device.removed",
        zh="一个浏览器不再接收通知（{reason}）",
        en="A browser is notified no longer ({reason})",
        fields={"device": str, "reason": str},
    ),
    Kind(
        name="notice.team.added",
        zh="加了一个员工群，{service}",
        en="A staff chat group was added, {service}",
        fields={"service": str, "region": str},
    ),
    Kind(
        name="notice.team.removed",
        zh="员工群不再接收通知",
        en="A staff chat group is notified no longer",
    ),
)
KIND_OF = {
    NoticeState.SENT: "notice.sent",
    NoticeState.DELIVERED: "notice.delivered",
    NoticeState.FAILED: "notice.failed",
    NoticeState.EXPIRED: "notice.expired",
    NoticeState.WITHDRAWN: "notice.withdrawn",
}
"""The line that each ended state writes."""
