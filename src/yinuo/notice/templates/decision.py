"""The notices of what a manager decided; the reasons stand on the customer's page, not in a message."""

from __future__ import annotations

from .text import Text

DECISION_NOTICES: dict[str, Text] = {
    "decision.again": Text(
        "单号 {number}：经理决定再派师傅，{due_at} 前到",
        "单号 {number}：经理已经核实，会再派一位师傅，最迟 {due_at} 到；迟到会自动赔付。\n"
        "经理写的理由和谁来，请看：{link}",
        "Case {number}: somebody is sent again, by {due_at}",
        "Case {number}: a manager has looked into it and sends a technician again, by {due_at}; if we are "
        "late, you are paid without asking.\nThe manager's reasons and who comes: {link}",
    ),
    "decision.again_later": Text(
        "单号 {number}：经理决定再派师傅，时间另告",
        "单号 {number}：经理已经核实，会再派一位师傅。现在还给不出时间，我们不随口承诺；"
        "负责人会联系您安排。\n经理写的理由请看：{link}",
        "Case {number}: somebody is sent again, the time follows",
        "Case {number}: a manager has looked into it and sends a technician again. We cannot give a time "
        "yet and promise none lightly; somebody will call you.\nThe manager's reasons: {link}",
    ),
    "decision.ended": Text(
        "单号 {number}：经理决定不再派人",
        "单号 {number}：上次上门停止后，经理核实并决定结束这一单，理由写在页面上：{link}\n"
        "您不同意，可以在页面上点“有问题”，或者打热线找人工，也可以向 12315 投诉。",
        "Case {number}: nobody is sent again",
        "Case {number}: after the visit that was stopped, a manager has decided to end this case; the "
        "reasons are on your page: {link}\nIf you do not agree, choose “something is wrong” there, call "
        "our hotline, or complain to 12315.",
    ),
    "decision.refund": Text(
        "单号 {number}：您要求的退款有答复了，退 {granted_fen}",
        "单号 {number}：您另外要求退 {asked_fen}，经理核对后退 {granted_fen}，已记入您的账户。"
        "理由写在页面上：{link}\n您不同意，可以在页面上点“有问题”，或者打热线找人工，也可以向 12315 投诉。",
        "Case {number}: the answer to your refund, {granted_fen}",
        "Case {number}: you asked for {asked_fen} more; a manager has checked and credits {granted_fen} to "
        "you. The reasons are on your page: {link}\nIf you do not agree, choose “something is wrong” "
        "there, call our hotline, or complain to 12315.",
    ),
    "decision.credited": Text(
        "单号 {number}：您的异议有答复了，退 {granted_fen}",
        "单号 {number}：经理答复了您的异议，并退 {granted_fen}，已记入您的账户。逐条答复写在页面上：{link}\n"
        "解决了请点“问题已经解决”；不同意可以再提，或者打热线找人工，也可以向 12315 投诉。",
        "Case {number}: your dispute is answered, {granted_fen} credited",
        "Case {number}: a manager has answered your dispute and credits {granted_fen} to you. The answer to "
        "each point is on your page: {link}\nIf it is settled, say so there; if not, dispute again, call "
        "our hotline, or complain to 12315.",
    ),
    "decision.answered": Text(
        "单号 {number}：您的异议有答复了",
        "单号 {number}：经理答复了您的异议，逐条写在页面上：{link}\n"
        "解决了请点“问题已经解决”；不同意可以再提，或者打热线找人工，也可以向 12315 投诉。",
        "Case {number}: your dispute is answered",
        "Case {number}: a manager has answered your dispute, point by point, on your page: {link}\n"
        "If it is settled, say so there; if not, dispute again, call our hotline, or complain to 12315.",
    ),
}
