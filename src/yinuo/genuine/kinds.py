"""The record lines of the genuine room; their subject is the company, a technician, a case or an entry."""

from yinuo.record.kinds import Kind

KINDS = (
    Kind(
        name="genuine.number.added",
        zh="官方号码名单增加一条（用途 {use}）",
        en="Added to the official numbers (use: {use})",
        fields={"use": str, "sha256": str},
    ),
    Kind(
        name="genuine.number.ended",
        zh="官方号码名单停用一条（用途 {use}，最后一天 {valid_to}）",
        en="Ended on the official numbers (use: {use}, last day {valid_to})",
        fields={"use": str, "sha256": str, "valid_to": str},
    ),
    Kind(
        name="genuine.photo.added",
        zh="师傅的工牌照片已更新",
        en="The technician's badge photo was set",
        fields={"sha256": str},
    ),
    Kind(
        name="genuine.photo.removed",
        zh="师傅的工牌照片已删除",
        en="The technician's badge photo was removed",
    ),
    Kind(
        name="genuine.person.confirmed",
        zh="客户确认来的是照片上的人",
        en="The customer confirmed that the person is the one on the photo",
        fields={"technician": str},
    ),
    Kind(
        name="genuine.person.denied",
        zh="客户说来的不是照片上的人",
        en="The customer says that the person is not the one on the photo",
        fields={"technician": str},
    ),
    Kind(
        name="genuine.fake.reported",
        zh="有人举报了假热线（举报 {report}）",
        en="A false hotline was reported (report {report})",
        fields={"report": str, "evidence": str, "kind": str},
    ),
    Kind(
        name="genuine.fake.moved",
        zh="假热线登记从 {before} 改为 {after}",
        en="The entry of the false hotline went from {before} to {after}",
        fields={"before": str, "after": str},
    ),
)
