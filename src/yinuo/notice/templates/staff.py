"""The notices to members of staff."""

from __future__ import annotations

from .text import Text

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
        is_for_team=True,
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
    "case.disputed": Text(
        "单号 {number}：客户有异议，请今天答复",
        "单号 {number} 的客户提出了异议。原话在公司页面上，请今天联系客户并作出决定。",
        "Case {number}: the customer disputes, please answer today",
        "The customer of case {number} disputes. His words are on the company's page; please call him and "
        "decide today.",
        is_for_team=True,
    ),
    "case.unpromised": Text(
        "单号 {number}：没有师傅能去，请马上安排",
        "单号 {number} 的客户报修了，但现在派不出师傅，没有给出时间承诺。请马上打电话给客户并安排。",
        "Case {number}: nobody can go, please arrange it now",
        "The customer of case {number} reported a fault, nobody can be sent and no time was promised. "
        "Please call the customer and arrange it now.",
        is_for_team=True,
    ),
    "promise.warned": Text(
        "单号 {number}：承诺时间已用 {share_percent}%",
        "单号 {number} 的承诺（{kind}）已用去 {share_percent}% 的时间，请马上跟进。",
        "Case {number}: {share_percent}% of the promised time is used",
        "{share_percent}% of the time of a promise ({kind}) in case {number} is used; please act now.",
        is_for_team=True,
    ),
    "promise.broken": Text(
        "单号 {number}：承诺已违约",
        "单号 {number} 的承诺（{kind}）没有做到，赔付已自动记入客户账户。请联系客户并把事情办完。",
        "Case {number}: a promise was broken",
        "A promise ({kind}) in case {number} was broken; the remedy is credited. Call "
        "the customer and see it "
        "through.",
        is_for_team=True,
    ),
    "promise.beyond": Text(
        "单号 {number}：请核对客户说的付款",
        "单号 {number} 的客户说付的比应付的多，已自动退 {refund_fen}；"
        "其余 {beyond_fen} 请今天核对收款，并答复客户。",
        "Case {number}: please check what the customer says was paid",
        "The customer of case {number} says that more was paid than was owed. {refund_fen} is given back; "
        "please check the other {beyond_fen} today and answer the customer.",
        is_for_team=True,
    ),
    "word.denied": Text(
        "单号 {number}：客户说没有在电话里这样说",
        "单号 {number} 的客户说，电话代办的不是他的意思，原来的约定已恢复，系统已重新派人。"
        "请今天核对是谁、为什么这样办。",
        "Case {number}: the customer denies what was done by phone",
        "The customer of case {number} says that what was done by phone isn't what he said. What was agreed "
        "before counts again and somebody is sent. Please find out today who did it, and why.",
    ),
    "case.taken": Text(
        "单号 {number}：由 {after} 跟进",
        "单号 {number} 原来由 {before} 跟进，现在由 {after} 接手。来龙去脉都在单子上，不用再问客户一遍。",
        "Case {number}: {after} sees it through",
        "Case {number} was with {before} and is now with {after}. The whole story stands in the case; the "
        "customer need not tell it again.",
    ),
}
