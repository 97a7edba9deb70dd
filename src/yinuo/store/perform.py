"""The front door: pages, API and jobs reach an action through `perform`, one transaction each."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, get_type_hints

import msgspec
from django.db import connection, transaction

from yinuo.base.actor import Actor

from .facts import KeyReused
from .look import looking_anew
from .models import Outcome
from .secrecy import blind_index, decrypt, encrypt

P = ParamSpec("P")
R = TypeVar("R")


class OutsideTransaction(RuntimeError):
    """An action was called without the front door; it would have written without a way back."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a writer: it refuses to run outside a transaction.

    Its arguments are keywords, among them `actor` and `now`; its return type is annotated with something
    that msgspec can encode, since a keyed request's answer is kept for the retry.
    """

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            raise OutsideTransaction(function.__qualname__)
        return function(*args, **kwargs)

    return guarded


def perform(
    action: Callable[..., R],
    *,
    actor: Actor,
    now: datetime,
    key: str | None = None,
    after: Callable[[R], None] | None = None,
    **arguments: Any,
) -> R:
    """Run an action in one READ COMMITTED transaction and return what it returns.

    With a `key` the answer is stored under (actor, key) in the same transaction: a retried or doubled
    request gets the first answer and changes nothing. The same key with other arguments raises KeyReused.
    An error rolls everything back, the key included, so the request can be sent again. `after` is handed the
    answer to write down what belongs to the same transaction; a kept answer has it already.
    """
    with looking_anew(), transaction.atomic(durable=True):
        if key is not None:
            kept = _claim(str(actor), key, _fingerprint(action, arguments), now)
            if kept is not None:
                return _decode(action, kept)
        answer = action(**arguments, actor=actor, now=now)
        if after is not None:
            after(answer)
        if key is not None:
            _keep(str(actor), key, answer)
        return answer


def _claim(actor: str, key: str, fingerprint: str, now: datetime) -> str | None:
    """Take the key; None if it was free, the stored answer if it was not.

    The insert waits for a concurrent holder of the same key, so a double tap runs once and answers twice.
    """
    table = Outcome._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (actor, key, fingerprint, made_at) VALUES (%s, %s, %s, %s)"  # noqa: S608
            " ON CONFLICT (actor, key) DO NOTHING",
            [actor, key, fingerprint, now],
        )
        if cursor.rowcount == 1:
            return None
        cursor.execute(
            f"SELECT fingerprint, answer FROM {table} WHERE actor = %s AND key = %s",  # noqa: S608
            [actor, key],
        )
        kept_fingerprint, answer = cursor.fetchone()
    if kept_fingerprint != fingerprint:
        raise KeyReused
    return decrypt(answer)


def _keep(actor: str, key: str, answer: object) -> None:
    token = encrypt(msgspec.json.encode(answer).decode())
    table = Outcome._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET answer = %s WHERE actor = %s AND key = %s",  # noqa: S608
            [token, actor, key],
        )


@functools.cache
def _answer_type(action: Callable[..., Any]) -> Any:
    return get_type_hints(action)["return"]


def _decode(action: Callable[..., R], answer: str) -> R:
    decoded: R = msgspec.json.decode(answer, type=_answer_type(action))
    return decoded


def _fingerprint(action: Callable[..., Any], arguments: dict[str, Any]) -> str:
    body = msgspec.json.encode(arguments, enc_hook=str, order="deterministic").decode()
    return blind_index("fingerprint", f"{action.__module__}.{action.__qualname__}\0{body}")


__all__ = ["OutsideTransaction", "action", "perform"]
