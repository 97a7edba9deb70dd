"""The only writers of intake, by what they do, from the report to taking it back."""

from .calling_back import ask_call_back, ask_call_back_anew, confirm_call_back, record_connected
from .calls import end_call, hand_over_call, receive_call, ring_off, take_call, type_number
from .deciding import answer_dispute, answer_refund, end_stopped_case, send_again
from .erasing import erase_again, erase_former_staff, erase_myself, erase_person, erase_staff_again
from .forgetting import forget_contact, forget_person
from .merging import merge_cases, part_merged
from .position import withdraw_position
from .postponing import come_later, come_now
from .renewing import renew_link
from .reporting import report_fault
from .returning import come_again
from .settling import settle_dispute
from .speaking import deny_word, dispute_by_phone, later_by_phone, withdraw_by_phone
from .taking_over import CaseElsewhere, take_over_cases
from .withdrawing import withdraw_case

__all__ = [
    "CaseElsewhere",
    "answer_dispute",
    "answer_refund",
    "ask_call_back",
    "ask_call_back_anew",
    "come_again",
    "come_later",
    "come_now",
    "confirm_call_back",
    "deny_word",
    "dispute_by_phone",
    "end_call",
    "end_stopped_case",
    "erase_again",
    "erase_former_staff",
    "erase_myself",
    "erase_person",
    "erase_staff_again",
    "forget_contact",
    "forget_person",
    "hand_over_call",
    "later_by_phone",
    "merge_cases",
    "part_merged",
    "receive_call",
    "record_connected",
    "renew_link",
    "report_fault",
    "ring_off",
    "send_again",
    "settle_dispute",
    "take_call",
    "take_over_cases",
    "type_number",
    "withdraw_by_phone",
    "withdraw_case",
    "withdraw_position",
]
