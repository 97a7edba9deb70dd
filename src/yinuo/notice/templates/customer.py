"""The notices to customers."""

from __future__ import annotations

from yinuo.notice.facts import Purpose

from .decision import DECISION_NOTICES
from .text import Text

CUSTOMER_NOTICES: dict[str, Text] = {
    "promise.made": Text(
        "单号 {number}：我们承诺 {due_at} 前到",
        "您的报修已收到，单号 {number}。\n师傅最迟 {due_at} 到；迟到会自动赔付，不用您申请。\n"
        "查看进度、师傅信息和到达码：{link}\n这个链接只属于您，请不要转发。",
        "Case {number}: we promise to be there by {due_at}",
        "We have your request, case {number}.\nA technician will be with you by {due_at}; if we are late, "
        "you are paid without asking.\nProgress, technician and arrival code: {link}\n"
        "This link is yours alone; please do not pass it on.",
        purpose=Purpose.SAFETY,
    ),
    "case.joined": Text(
        "单号 {number}：重复的报修已并入",
        "我们又收到一次同样的报修，已并入单号 {number}，不会派两次人，原来的承诺不变。\n查看进度：{link}",
        "Case {number}: a repeated request was joined",
        "The same request reached us again. It joined case {number}: nobody is sent twice, and the earlier "
        "promise stands.\nProgress: {link}",
        purpose=Purpose.PROGRESS,
    ),
    "visit.assigned": Text(
        "单号 {number}：{technician}（工牌 {badge_no}）上门",
        "单号 {number}：已安排{technician}上门，工牌号 {badge_no}，预计 {eta_at} 到。\n"
        "开门前请让对方先说出页面上的两个字的暗语，再核对工牌；人到门口后再告诉他到达码。\n查看：{link}",
        "Case {number}: {technician} (badge {badge_no}) is coming",
        "Case {number}: {technician}, badge {badge_no}, will come, expected at {eta_at}.\n"
        "Before you open, let the visitor say the two-character word on your page and check the badge. "
        "Tell the arrival code only once he stands at the door.\nSee: {link}",
        purpose=Purpose.SAFETY,
        sms_zh="单号 {number}：{technician}上门，工牌 {badge_no}，预计 {eta_at} 到，先让对方说出暗语再开门",
        sms_en="Case {number}: {technician}, badge {badge_no}, expected at {eta_at}. Let the visitor say the "
        "word on your page before you open",
    ),
    "visit.reassigned": Text(
        "单号 {number}：改由{technician}（工牌 {badge_no}）上门",
        "单号 {number}：上门的师傅换成了{technician}，工牌号 {badge_no}，预计 {eta_at} 到，承诺的时间不变。\n"
        "查看：{link}",
        "Case {number}: {technician} (badge {badge_no}) comes instead",
        "Case {number}: {technician}, badge {badge_no}, comes instead, expected at {eta_at}. The promised "
        "time stands.\nSee: {link}",
        purpose=Purpose.SAFETY,
    ),
    "visit.on_the_way": Text(
        "单号 {number}：师傅已出发，预计 {eta_at} 到",
        "单号 {number}：{technician}（工牌 {badge_no}）已经出发，预计 {eta_at} "
        "到。\n查看位置和到达码：{link}",
        "Case {number}: on the way, expected at {eta_at}",
        "Case {number}: {technician} (badge {badge_no}) has left and is expected at {eta_at}.\n"
        "Position and arrival code: {link}",
        purpose=Purpose.SAFETY,
    ),
    "visit.late": Text(
        "单号 {number}：师傅会晚到，预计 {eta_at}",
        "单号 {number}：很抱歉，师傅预计 {eta_at} 才能到。超过承诺的时间会自动赔付。\n"
        "您可以免费取消或改时间：{link}",
        "Case {number}: we will be late, expected at {eta_at}",
        "Case {number}: we are sorry, the technician is expected at {eta_at} only. Past the promised time "
        "you are paid without asking.\nYou may cancel or change free of charge: {link}",
        purpose=Purpose.SAFETY,
    ),
    "promise.warned": Text(
        "单号 {number}：您的承诺正在盯着",
        "单号 {number}：承诺的时间已用去 {share_percent}%，我们已提醒负责的人抓紧。\n查看进度：{link}",
        "Case {number}: your promise is being watched",
        "Case {number}: {share_percent}% of the promised time is used; those who answer for it were told.\n"
        "Progress: {link}",
        purpose=Purpose.PROGRESS,
    ),
    "promise.paused": Text(
        "单号 {number}：按您的要求，{from_at} 以后来",
        "单号 {number}：按您的要求，师傅 {from_at} 以后来，最迟 {due_at} 到；迟到照样自动赔付。\n"
        "能早一点了，或者要取消，都在这里：{link}\n如果不是您本人改的，请马上打电话给我们。",
        "Case {number}: not before {from_at}, as you asked",
        "Case {number}: as you asked, nobody comes before {from_at}, and somebody by {due_at}; if we are "
        "late, you are paid as before.\nReady sooner, or to cancel: {link}\nIf it was not you who changed "
        "it, please call us at once.",
        purpose=Purpose.SAFETY,
    ),
    "promise.resumed": Text(
        "单号 {number}：师傅尽快来，最迟 {due_at} 到",
        "单号 {number}：您说可以早一点，师傅会尽快来，最迟 {due_at} 到；迟到照样自动赔付。\n查看：{link}",
        "Case {number}: coming as soon as possible, by {due_at}",
        "Case {number}: you are ready sooner; somebody comes as soon as possible, by {due_at}. If we are "
        "late, you are paid as before.\nSee: {link}",
        purpose=Purpose.SAFETY,
    ),
    "promise.broken": Text(
        "单号 {number}：我们没有做到，已赔付 {credit_fen}",
        "单号 {number}：我们没有按承诺做到，很抱歉。{credit_fen} "
        "已记入您的账户，不用申请；您的单子继续处理。\n"
        "查看：{link}",
        "Case {number}: we broke our promise; {credit_fen} credited",
        "Case {number}: we did not keep our promise, and we are sorry. {credit_fen} is credited to you "
        "without asking; your case goes on.\nSee: {link}",
    ),
    "promise.corrected": Text(
        "单号 {number}：承诺的结果已更正",
        "单号 "
        "{number}：后来收到的凭据说明承诺当时已经做到，记录已更正。已经赔付给您的不会收回。\n查看：{link}",
        "Case {number}: the verdict was corrected",
        "Case {number}: evidence that came later shows that the promise was kept; the record is corrected. "
        "What was paid to you stays yours.\nSee: {link}",
    ),
    "visit.reminder": Text(
        "单号 {number}：提醒您 {from_at} 以后上门",
        "单号 {number}：提醒您，师傅 {from_at} 以后来，最迟 {due_at} 到。\n要改时间或取消，不收费：{link}",
        "Case {number}: a reminder of the visit after {from_at}",
        "Case {number}: a reminder that somebody comes after {from_at}, by {due_at} at the latest.\n"
        "To change or cancel, free of charge: {link}",
        is_urgent=False,
        purpose=Purpose.REMINDER,
    ),
    "visit.reminder_by": Text(
        "单号 {number}：提醒您，师傅最迟 {due_at} 到",
        "单号 {number}：提醒您，师傅最迟 {due_at} 到，请留人在家。\n要改时间或取消，不收费：{link}",
        "Case {number}: a reminder, somebody comes by {due_at}",
        "Case {number}: a reminder that somebody comes by {due_at}; please have somebody at home.\n"
        "To change or cancel, free of charge: {link}",
        is_urgent=False,
        purpose=Purpose.REMINDER,
    ),
    "case.proof.needed": Text(
        "单号 {number}：开锁前请准备证明",
        "单号 {number}：开锁前师傅要当面核对身份和归属证明，只看不留存。需要准备什么，请看：{link}",
        "Case {number}: please have your proof ready",
        "Case {number}: before opening, the technician checks identity and ownership in person; nothing is "
        "copied. What to have ready: {link}",
    ),
    "quote.proposed": Text(
        "单号 {number}：请确认报价 {total_fen}",
        "单号 {number}：师傅检查后的逐项报价合计 "
        "{total_fen}。您同意之前不会开工；不修也可以，只付事先公示的费用。\n"
        "查看并决定：{link}",
        "Case {number}: please decide on the quote of {total_fen}",
        "Case {number}: the itemised quote after the check comes to {total_fen}. No work starts before you "
        "accept; you may decline and pay only what was published before.\nSee and decide: {link}",
    ),
    "quote.signed_here": Text(
        "单号 {number}：您签字接受了报价 {total_fen}",
        "单号 {number}：师傅的手机上有您接受报价的签字，合计最多 {total_fen}。"
        "当时没有网络，所以现在才告诉您。\n"
        "不是您签的，或者数目不对，请马上在页面上告诉我们：{link}",
        "Case {number}: you signed for the quote of {total_fen}",
        "Case {number}: your signature on the technician's phone accepts the quote of at most {total_fen}. "
        "There was no connection then, so you hear of it now.\nIf you did not sign, or the sum is wrong, "
        "please tell us at once: {link}",
    ),
    "visit.stopped": Text(
        "单号 {number}：本次上门已停止",
        "单号 {number}：本次上门已停止，没有继续施工。师傅记录的收款是 {paid_fen}；和您实际付的不一样，"
        "请在页面上告诉我们。原因和下一步请看：{link}",
        "Case {number}: this visit was stopped",
        "Case {number}: this visit was stopped and no further work was done. The technician recorded "
        "{paid_fen} as paid; if you paid anything else, say so on the page. The reason and what comes "
        "next: {link}",
    ),
    "case.confirm": Text(
        "请确认：修好了吗？",
        "师傅说已经完工。修好了请点“确认”，没修好请点“有问题”，都在这里：{link}\n您不回复，我们会再提醒一次。",
        "Please confirm: is it fixed?",
        "The technician says that the work is done. Tell us whether it is fixed or not: {link}\n"
        "If we do not hear from you, we remind you once more.",
        is_urgent=False,
    ),
    "case.done": Text(
        "单号 {number}：已完成，凭证可下载",
        "单号 {number} 已完成。价格、保修和全程记录都在凭证里，可以下载保存：{link}",
        "Case {number}: done; your receipt is ready",
        "Case {number} is done. Price, warranty and the whole record are in your receipt: {link}",
        is_urgent=False,
        purpose=Purpose.AFTERWARDS,
    ),
    "case.withdrawn": Text(
        "单号 {number}：已按您的要求取消",
        "单号 {number} 已取消，师傅不会上门。如果不是您本人取消的，请马上打电话给我们。",
        "Case {number}: cancelled as you asked",
        "Case {number} is cancelled; nobody will come. If it was not you who cancelled, please call us at "
        "once.",
        purpose=Purpose.SAFETY,
        sms_zh="单号 {number} 已按您的要求取消，师傅不会上门。不是您本人取消的，请马上打电话给我们",
        sms_en="Case {number} is cancelled as you asked, nobody will come. If it was not you, call us "
        "at once",
    ),
    "case.return_cancelled": Text(
        "单号 {number}：再次上门已取消",
        "单号 {number} 的再次上门已取消，师傅不会来。您提出的异议还在处理，这一单不会因此结束。"
        "如果不是您本人取消的，请马上打电话给我们。",
        "Case {number}: the second visit is cancelled",
        "The second visit of case {number} is cancelled; nobody will come. Your dispute goes on and the case "
        "stays open. If it was not you who cancelled, please call us at once.",
        purpose=Purpose.SAFETY,
        sms_zh="单号 {number} 的再次上门已取消，异议还在处理。不是您本人取消的，请马上打电话给我们",
        sms_en="The second visit of case {number} is cancelled; your dispute goes on. If it was not you, "
        "call us at once",
    ),
    **DECISION_NOTICES,
    "call_back.promised": Text(
        "单号 {number}：{due_at} 前给您回电话",
        "单号 {number}：我们会在 {due_at} 前给您打电话。没打，自动赔付，不用申请。"
        "接到了电话，可以在这里说一声：{link}",
        "Case {number}: we call you by {due_at}",
        "Case {number}: we call you by {due_at}. If we don't, you are paid without asking. Once we have "
        "called you can say so here: {link}",
    ),
    "word.taken": Text(
        "单号 {number}：按您在电话里说的办了",
        "单号 {number}：您在电话里请 {staff} 代办“{wish}”，已经照办。这不是您说的？打开链接点“不是我说的”，"
        "原来的约定马上恢复：{link}",
        "Case {number}: done as you said by phone",
        "Case {number}: on the phone you asked {staff} {wish}, and it is done. If you said no such thing, "
        "open the link and say so; what was agreed before counts again at once: {link}",
    ),
    "case.merged": Text(
        "单号 {number}：两单合成一单",
        "您报的两单是同一件事（{number} 和 {other}），现在由 {number} 继续。两单的承诺都有效，先到期的先算。"
        "不是同一件事，请马上打电话给我们。查看：{link}",
        "Case {number}: two cases are one",
        "Your two cases are one matter ({number} and {other}); {number} goes on. What was promised in either "
        "still holds, each by its own time. If they are not the same, call us at once. See: {link}",
    ),
    "case.parted": Text(
        "单号 {number}：合并已撤销",
        "单号 {number} 和 {other} 不是同一件事，已重新分开，各自的承诺不变。查看：{link}",
        "Case {number}: the cases are two again",
        "Cases {number} and {other} aren't the same matter and are two again; what was promised in each "
        "stands. See: {link}",
    ),
    "link.renewed": Text(
        "单号 {number}：新的查看链接",
        "单号 {number}：以前发给您的链接都已作废，新的链接是：{link}\n这个链接只属于您，请不要转发。"
        "如果不是您本人换的，请马上打电话给我们。",
        "Case {number}: your new link",
        "Case {number}: the links you had are called back. The new one: {link}\nIt is yours alone; please do "
        "not pass it on. If it was not you who asked for it, please call us at once.",
        purpose=Purpose.SECURITY,
    ),
    "recovery.code": Text(
        "找回链接的验证码",
        "您正在找回查看单子的链接，验证码 {code}，{until_at} 前有效。只填在我们的网页上；不要告诉任何人，"
        "包括自称是我们员工的人。不是您本人操作，不用理会。",
        "Your code to recover the link",
        "You are recovering the link to your case. The code is {code}, good until {until_at}. Enter it on "
        "our page only and tell it to nobody, not even to somebody who claims to work for us. If this was "
        "not you, ignore this message.",
        purpose=Purpose.SECURITY,
        sms_zh="找回链接的验证码 {code}，{until_at} 前有效，只填在我们的网页上，不要告诉任何人",
        sms_en="Your code to recover the link: {code}, good until {until_at}. Enter it on our page only and "
        "tell it to nobody",
    ),
}
