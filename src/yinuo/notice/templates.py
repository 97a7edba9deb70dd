"""The words of every notice, in both languages; the only place where they are written.

Every text says who writes, how to check it, and that nobody asks for codes (CM-04). None names what the
customer owns: a message on a lock screen must not tell that there is a safe at home. Values:
`{number}` is the case's number, `{…_at}` an instant, `{…_fen}` an amount, `{link}` the customer's own link.
"""

from __future__ import annotations

from dataclasses import dataclass

from .facts import Purpose, RecipientKind, TemplateUnknown
from .rules import names_in


@dataclass(frozen=True, slots=True)
class Text:
    """One notice's words. An urgent one belongs to a running case and keeps no quiet hours (CM-08)."""

    subject_zh: str
    body_zh: str
    subject_en: str
    body_en: str
    is_urgent: bool = True
    purpose: Purpose = Purpose.SERVICE

    @property
    def needs(self) -> frozenset[str]:
        """The values it can't be written without."""
        parts = (self.subject_zh, self.body_zh, self.subject_en, self.body_en)
        return frozenset().union(*map(names_in, parts))


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every text: who writes, and what we never ask for."""

    subject: str
    body: str


FRAMES: dict[tuple[RecipientKind, str], Frame] = {
    (RecipientKind.CUSTOMER, "zh"): Frame(
        "【{company}】{subject}",
        "{body}\n\n"
        "我们绝不索要密码、验证码或银行密码，不要求共享屏幕，也不让您向个人账户付款；有人这样要求，请不要理会，"
        "马上打电话给我们。\n\n{company}客服\n{hotline}",
    ),
    (RecipientKind.CUSTOMER, "en"): Frame(
        "[{company}] {subject}",
        "{body}\n\n"
        "We never ask for a code, a verification code or a bank password, for screen sharing, or for "
        "payment to a private account. If somebody does, refuse and call us at once.\n\n"
        "{company} customer service\n{hotline}",
    ),
    (RecipientKind.STAFF, "zh"): Frame(
        "【{company}】{subject}",
        "{body}\n\n绝不向客户索要密码、验证码。\n\n{company}调度\n{hotline}",
    ),
    (RecipientKind.STAFF, "en"): Frame(
        "[{company}] {subject}",
        "{body}\n\nNever ask a customer for a code or a verification code.\n\n"
        "{company} dispatch\n{hotline}",
    ),
}

CUSTOMER_NOTICES: dict[str, Text] = {
    "promise.made": Text(
        "单号 {number}：我们承诺 {due_at} 前到",
        "您的报修已收到，单号 {number}。\n师傅最迟 {due_at} 到；迟到会自动赔付，不用您申请。\n"
        "查看进度、师傅信息和到达码：{link}\n这个链接只属于您，请不要转发。",
        "Case {number}: we promise to be there by {due_at}",
        "We have your request, case {number}.\nA technician will be with you by {due_at}; if we are late, "
        "you are paid without asking.\nProgress, technician and arrival code: {link}\n"
        "This link is yours alone; please do not pass it on.",
    ),
    "case.joined": Text(
        "单号 {number}：重复的报修已并入",
        "我们又收到一次同样的报修，已并入单号 {number}，不会派两次人，原来的承诺不变。\n查看进度：{link}",
        "Case {number}: a repeated request was joined",
        "The same request reached us again. It joined case {number}: nobody is sent twice, and the earlier "
        "promise stands.\nProgress: {link}",
    ),
    "visit.assigned": Text(
        "单号 {number}：{technician}（工牌 {badge_no}）上门",
        "单号 {number}：已安排{technician}上门，工牌号 {badge_no}，预计 {eta_at} 到。\n"
        "开门前请让对方先说出页面上的两个字的暗语，再核对工牌；人到门口后再告诉他到达码。\n查看：{link}",
        "Case {number}: {technician} (badge {badge_no}) is coming",
        "Case {number}: {technician}, badge {badge_no}, will come, expected at {eta_at}.\n"
        "Before you open, let the visitor say the two-character word on your page and check the badge. "
        "Tell the arrival code only once he stands at the door.\nSee: {link}",
    ),
    "visit.reassigned": Text(
        "单号 {number}：改由{technician}（工牌 {badge_no}）上门",
        "单号 {number}：上门的师傅换成了{technician}，工牌号 {badge_no}，预计 {eta_at} 到，承诺的时间不变。\n"
        "查看：{link}",
        "Case {number}: {technician} (badge {badge_no}) comes instead",
        "Case {number}: {technician}, badge {badge_no}, comes instead, expected at {eta_at}. The promised "
        "time stands.\nSee: {link}",
    ),
    "visit.on_the_way": Text(
        "单号 {number}：师傅已出发，预计 {eta_at} 到",
        "单号 {number}：{technician}（工牌 {badge_no}）已经出发，预计 {eta_at} "
        "到。\n查看位置和到达码：{link}",
        "Case {number}: on the way, expected at {eta_at}",
        "Case {number}: {technician} (badge {badge_no}) has left and is expected at {eta_at}.\n"
        "Position and arrival code: {link}",
    ),
    "visit.late": Text(
        "单号 {number}：师傅会晚到，预计 {eta_at}",
        "单号 {number}：很抱歉，师傅预计 {eta_at} 才能到。超过承诺的时间会自动赔付。\n"
        "您可以免费取消或改时间：{link}",
        "Case {number}: we will be late, expected at {eta_at}",
        "Case {number}: we are sorry, the technician is expected at {eta_at} only. Past the promised time "
        "you are paid without asking.\nYou may cancel or change free of charge: {link}",
    ),
    "promise.warned": Text(
        "单号 {number}：您的承诺正在盯着",
        "单号 {number}：承诺的时间已用去 {share_percent}%，我们已提醒负责的人抓紧。\n查看进度：{link}",
        "Case {number}: your promise is being watched",
        "Case {number}: {share_percent}% of the promised time is used; those who answer for it were told.\n"
        "Progress: {link}",
    ),
    "promise.paused": Text(
        "单号 {number}：按您的要求，{from_at} 以后来",
        "单号 {number}：按您的要求，师傅 {from_at} 以后来，最迟 {due_at} 到；迟到照样自动赔付。\n"
        "能早一点了，或者要取消，都在这里：{link}\n如果不是您本人改的，请马上打电话给我们。",
        "Case {number}: not before {from_at}, as you asked",
        "Case {number}: as you asked, nobody comes before {from_at}, and somebody by {due_at}; if we are "
        "late, you are paid as before.\nReady sooner, or to cancel: {link}\nIf it was not you who changed "
        "it, please call us at once.",
    ),
    "promise.resumed": Text(
        "单号 {number}：师傅尽快来，最迟 {due_at} 到",
        "单号 {number}：您说可以早一点，师傅会尽快来，最迟 {due_at} 到；迟到照样自动赔付。\n查看：{link}",
        "Case {number}: coming as soon as possible, by {due_at}",
        "Case {number}: you are ready sooner; somebody comes as soon as possible, by {due_at}. If we are "
        "late, you are paid as before.\nSee: {link}",
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
    ),
    "case.withdrawn": Text(
        "单号 {number}：已按您的要求取消",
        "单号 {number} 已取消，师傅不会上门。如果不是您本人取消的，请马上打电话给我们。",
        "Case {number}: cancelled as you asked",
        "Case {number} is cancelled; nobody will come. If it was not you who cancelled, please call us at "
        "once.",
    ),
    "case.return_cancelled": Text(
        "单号 {number}：再次上门已取消",
        "单号 {number} 的再次上门已取消，师傅不会来。您提出的异议还在处理，这一单不会因此结束。"
        "如果不是您本人取消的，请马上打电话给我们。",
        "Case {number}: the second visit is cancelled",
        "The second visit of case {number} is cancelled; nobody will come. Your dispute goes on and the case "
        "stays open. If it was not you who cancelled, please call us at once.",
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
    ),
}

STAFF_NOTICES: dict[str, Text] = {
    "visit.assigned": Text(
        "新任务 {number}，{due_at} 前到",
        "派给您单号 {number}，承诺客户 {due_at} 前到。地点和步骤请在师傅端查看。",
        "New job {number}, due {due_at}",
        "You are sent to case {number}; the customer was promised {due_at}. Place and "
        "steps are on your page.",
    ),
    "visit.called_off": Text(
        "任务 {number} 已撤回",
        "单号 {number} 不用去了，请在师傅端查看下一单。",
        "Job {number} is called off",
        "You need not go to case {number}; see your page for the next job.",
    ),
    "visit.stopped": Text(
        "单号 {number}：上门已停止，请决定下一步",
        "单号 {number} 的上门停止了，客户在等下一步。原因在公司页面上，请今天打电话与客户商量："
        "客户可以在自己的页面请人再来，或者取消；因安全或法律停止的，核实后请客户取消并重新报修。",
        "Case {number}: a visit was stopped, please decide",
        "The visit to case {number} was stopped and the customer waits for what comes next. The reason is on "
        "the company's page; call the customer today: on their own page they can ask for somebody again, or "
        "cancel; after a stop by law or for danger, once you have checked, they cancel and report anew.",
    ),
    "promise.paused": Text(
        "单号 {number}：客户要求 {from_at} 以后来",
        "单号 {number} 的客户要求 {from_at} 以后来，最迟 {due_at} 到。已派的师傅已撤回，到时候自动重新派。",
        "Case {number}: the customer asks for {from_at} or later",
        "The customer of case {number} asks that nobody come before {from_at}; due by {due_at}. Whoever was "
        "sent is called off, and somebody is sent anew in time.",
    ),
    "promise.resumed": Text(
        "单号 {number}：客户现在可以了，最迟 {due_at} 到",
        "单号 {number} 的客户现在可以了，最迟 {due_at} 到，系统正在派人。",
        "Case {number}: the customer is ready, due {due_at}",
        "The customer of case {number} is ready now; due by {due_at}, somebody is being sent.",
    ),
    "case.unpromised": Text(
        "单号 {number}：没有师傅能去，请马上安排",
        "单号 {number} 的客户报修了，但现在派不出师傅，没有给出时间承诺。请马上打电话给客户并安排。",
        "Case {number}: nobody can go, please arrange it now",
        "The customer of case {number} reported a fault, nobody can be sent and no time was promised. "
        "Please call the customer and arrange it now.",
    ),
    "promise.warned": Text(
        "单号 {number}：承诺时间已用 {share_percent}%",
        "单号 {number} 的承诺（{kind}）已用去 {share_percent}% 的时间，请马上跟进。",
        "Case {number}: {share_percent}% of the promised time is used",
        "{share_percent}% of the time of a promise ({kind}) in case {number} is used; please act now.",
    ),
    "promise.broken": Text(
        "单号 {number}：承诺已违约",
        "单号 {number} 的承诺（{kind}）没有做到，赔付已自动记入客户账户。请联系客户并把事情办完。",
        "Case {number}: a promise was broken",
        "A promise ({kind}) in case {number} was broken; the remedy is credited. Call "
        "the customer and see it "
        "through.",
    ),
    "promise.beyond": Text(
        "单号 {number}：请核对客户说的付款",
        "单号 {number} 的客户说付的比应付的多，已自动退 {refund_fen}；"
        "其余 {beyond_fen} 请今天核对收款，并答复客户。",
        "Case {number}: please check what the customer says was paid",
        "The customer of case {number} says that more was paid than was owed. {refund_fen} is given back; "
        "please check the other {beyond_fen} today and answer the customer.",
    ),
}


def get_text(kind: RecipientKind, template: str) -> Text:
    """The words of a notice for this kind of recipient. Raises TemplateUnknown."""
    texts = CUSTOMER_NOTICES if kind is RecipientKind.CUSTOMER else STAFF_NOTICES
    try:
        return texts[template]
    except KeyError:
        raise TemplateUnknown(f"{template} for {kind}") from None
