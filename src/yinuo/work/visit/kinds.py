"""The lines that a visit writes into the record of its case."""

from __future__ import annotations

from yinuo.record.kinds import Kind

KINDS = (
    Kind(
        "visit.planned",
        "已安排师傅上门",
        "A visit was arranged",
        {"technician": str, "seat": int},
    ),
    Kind("visit.called_off", "这次上门取消了", "The visit was called off", {"reason": str}),
    Kind("visit.travel.started", "师傅出发了", "The technician is on the way", {}),
    Kind("visit.knocked", "师傅敲门", "The technician knocked", {"position": str}),
    Kind(
        "visit.arrival.knocked",
        "师傅在门口敲门并留下位置和照片（24 小时内您没有异议才算到达）",
        "The technician knocked, with position and photo (counts only without a dispute in 24 h)",
        {"metres": int},
    ),
    Kind(
        "visit.arrival.confirmed",
        "到达已确认",
        "Arrival confirmed",
        {"by": str, "position": str},
        {"metres": int},
    ),
    Kind("visit.arrival.denied", "客户说没有人到", "The customer says nobody is there", {}),
    Kind(
        "visit.code.wrong",
        "到达码不对，还可试 {left} 次",
        "Wrong arrival code, {left} left",
        {"left": int},
    ),
    Kind(
        "visit.code.locked",
        "到达码错误太多，已锁定",
        "Arrival code locked after too many tries",
        {},
    ),
    Kind(
        "visit.code.refused",
        "输入到达码时不在门口，没有核对",
        "A code was entered away from the door and not checked",
        {"position": str},
        {"metres": int},
    ),
    Kind(
        "visit.lead.taken",
        "先到的师傅带队",
        "The technician who came first leads",
        {"technician": str},
    ),
    Kind(
        "visit.lead.passed",
        "带队交给了另一位师傅",
        "The lead was handed over",
        {"technician": str},
    ),
    Kind("visit.pricelist.shown", "师傅出示了价目表", "The price list was shown", {}),
    Kind("visit.adult.present", "有成年人在场", "An adult is present", {}),
    Kind("visit.ownership.checked", "所有权证明齐全", "Ownership proven", {"level": str}),
    Kind(
        "visit.serial.read",
        "核对了产品编号",
        "The serial number was read",
        {"in_warranty": bool, "basis": str},
    ),
    Kind(
        "visit.diagnosis.recorded",
        "故障已查明并出示",
        "The fault was found and shown",
        {"proof": str},
    ),
    Kind(
        "visit.quote.proposed",
        "师傅给出了第 {version} 份报价",
        "Quote {version} was proposed",
        {"version": int, "total_fen": int},
    ),
    Kind(
        "visit.quote.accepted",
        "客户接受了第 {version} 份报价",
        "The customer accepted quote {version}",
        {"version": int, "total_fen": int},
        {"by": str},
    ),
    Kind(
        "visit.quote.declined",
        "客户没有接受第 {version} 份报价",
        "The customer declined quote {version}",
        {"version": int, "due_fen": int},
    ),
    Kind(
        "visit.destructive.accepted",
        "客户同意破坏性开启",
        "The customer agreed to a destructive opening",
        {"new_lock_fen": int},
    ),
    Kind("visit.work.started", "开始维修", "Work started", {}),
    Kind(
        "visit.part.fitted",
        "更换了配件",
        "A part was fitted",
        {"code": str, "quantity": int, "condition": str},
        {"from_van": int},
    ),
    Kind(
        "visit.photo.consented", "客户同意拍照", "The customer agreed to photos", {"wording": str}
    ),
    Kind(
        "visit.photo.withdrawn",
        "客户撤回拍照同意",
        "The customer withdrew the consent to photos",
        {},
    ),
    Kind("visit.photo.taken", "拍了一张照片", "A photo was taken", {"kind": str, "sha256": str}),
    Kind(
        "visit.opened",
        "保险柜已开启，客户在场，内容由客户自己确认",
        "The safe was opened, the owner present and confirming the contents",
        {"method": str, "contents_confirmed": bool},
    ),
    Kind(
        "visit.code.renewed",
        "客户自己设了新密码并试了三次",
        "The owner set and tried a new code",
        {},
    ),
    Kind("visit.tested", "检查项全部通过", "All tests passed", {"tests": list[str], "locks": int}),
    Kind(
        "visit.fixed",
        "已固定或客户不要固定",
        "Fixed to the building, or refused",
        {"owner_refused": bool},
    ),
    Kind("visit.old_parts.settled", "旧件已交代清楚", "Old parts were settled", {"choice": str}),
    Kind(
        "visit.handed_over",
        "演示、讲解并交付",
        "Shown, explained and handed over",
        {},
        {"protected": bool, "clean": bool},
    ),
    Kind(
        "visit.signed",
        "在师傅的手机上签了字",
        "Signed on the technician's phone",
        {"paper": str, "role": str},
        {"strokes": str},
    ),
    Kind(
        "visit.unsigned",
        "没有签字，原因已记下",
        "Not signed; the reason was recorded",
        {"paper": str, "role": str, "reason": str},
    ),
    Kind(
        "visit.signatures.erased",
        "已删除 {count} 个签字",
        "{count} signatures were erased",
        {"count": int},
    ),
    Kind(
        "visit.step.kept",
        "上面这一步在没有网络时记下，师傅手机的时间是 {said_at}",
        "The step above was kept without a connection; the phone's clock said {said_at}",
        {"task": str, "said_at": str},
    ),
    Kind(
        "visit.statement.shown",
        "出示了明细账单",
        "The itemised statement was shown",
        {"total_fen": int},
    ),
    Kind(
        "visit.payment.recorded",
        "师傅记录收款",
        "The technician recorded the payment",
        {"visit": str, "version": int, "paid_fen": int, "at_most_fen": int, "method": str},
    ),
    Kind(
        "visit.price.confirmed",
        "客户确认了实付金额",
        "The customer confirmed what was paid",
        {"visit": str, "version": int, "paid_fen": int, "at_most_fen": int},
    ),
    Kind(
        "visit.form.written",
        "开启登记表已存档",
        "The opening form was filed",
        {"retained_until": str},
    ),
    Kind("visit.stopped", "这次上门停止了", "The visit was stopped", {"reason": str}),
    Kind(
        "visit.quote.lapsed", "第 {version} 份报价作废", "Quote {version} lapsed", {"version": int}
    ),
    Kind("visit.delayed", "师傅会晚到", "The technician runs late", {"eta_at": str}),
    Kind(
        "visit.photos.erased",
        "已删除 {count} 张照片",
        "{count} photos were erased",
        {"count": int},
    ),
    Kind("visit.finished", "师傅完成了工作", "The technician finished", {"minutes": int}),
)
