"""The lines that dispatch writes into the record of a case."""

from __future__ import annotations

from yinuo.record.kinds import Kind

KINDS = (
    Kind(
        "dispatch.job.added",
        "开始安排师傅",
        "Dispatch began to look for a technician",
        {"job": str, "crew": int, "deadline_at": str},
    ),
    Kind(
        "dispatch.technician.assigned",
        "选定了师傅",
        "A technician was chosen",
        {"technician": str, "seat": int, "eta": str, "late_percent": int, "candidates": int},
        {"by_hand": str},
    ),
    Kind(
        "dispatch.technician.released",
        "师傅改派",
        "The technician was released",
        {"technician": str, "seat": int, "reason": str},
        {"by_hand": str},
    ),
    Kind(
        "dispatch.job.unassigned",
        "暂时没有师傅能来，仍在安排",
        "Nobody can go at the moment; still looking",
        {"excluded": list[str]},
    ),
    Kind("dispatch.job.cancelled", "不再派人", "The job was cancelled", {}),
    Kind(
        "dispatch.deadline.moved",
        "期限按您的同意调整",
        "The deadline moved with consent",
        {"deadline_at": str},
        {"not_before_at": str},
    ),
    Kind(
        "dispatch.technician.paused",
        "暂停接单",
        "The technician was paused",
        {"from": str, "until": str, "keeps_work": bool},
    ),
    Kind("dispatch.technician.resumed", "恢复接单", "The technician was resumed", {}),
)
