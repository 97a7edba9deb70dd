"""Publishes a version of a company's rules."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.engines import rulebook as engine
from yinuo.outlet import reads
from yinuo.outlet.facts import PublishedRulebook
from yinuo.outlet.models import RulebookVersion
from yinuo.record import actions as record
from yinuo.store.ids import new_id
from yinuo.store.locks import lock
from yinuo.store.perform import action


@action
def publish_rulebook(
    *, company_id: UUID, text: str, actor: Actor, now: datetime
) -> PublishedRulebook:
    """Publish a version of a company's rules; versions are never changed or taken back.

    The same text published again is the version that is there. Raises `rulebook.RulebookInvalid`,
    with every fault by line, for a text that isn't a rulebook; CompanyUnknown for no such company.
    """
    book = engine.load(text)
    company = reads.get_company(company_id)
    lock(f"outlet:{company.id}")
    found = RulebookVersion.objects.filter(company_id=company_id, rulebook_id=book.rulebook_id)
    if found.exists():
        return PublishedRulebook(book.rulebook_id, book.valid_from, is_new=False)
    RulebookVersion.objects.create(
        id=new_id(now),
        company_id=company_id,
        rulebook_id=book.rulebook_id,
        text=text,
        valid_from=book.valid_from,
        published_at=now,
    )
    record.append(
        subject_kind="company",
        subject=company_id,
        kind="outlet.rulebook.published",
        body={"rulebook_id": book.rulebook_id, "valid_from": book.valid_from.isoformat()},
        actor=actor,
        now=now,
    )
    return PublishedRulebook(book.rulebook_id, book.valid_from, is_new=True)
