"""The staff's chat groups: added by a manager, told what concerns their zone, and taken away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.notice.adapters.chat import service_of
from yinuo.notice.facts import TeamFacts
from yinuo.notice.models import Team
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.perform import action


@action
def add_team(*, name: str, region: str, url: str, actor: Actor, now: datetime) -> TeamFacts:
    """Tell this group what concerns all of its zone (`region`: the beginning of a division code, or empty).

    `url` is an Apprise address. Raises AddressNotAllowed for a service that isn't one of the offered ones.
    """
    team = Team(
        id=new_id(now),
        name=name.strip()[:40],
        region=region,
        url=url.strip(),
        service=service_of(url.strip()),
        made_at=now,
    )
    team.save()
    body = {"service": team.service, "region": region}
    append(
        subject_kind="team",
        subject=team.id,
        kind="notice.team.added",
        body=body,
        actor=actor,
        now=now,
    )
    return team.to_facts()


@action
def remove_team(*, team_id: UUID, actor: Actor, now: datetime) -> None:
    """Tell this group nothing any more, and forget its address. Raises NotFound."""
    team = Team.objects.select_for_update().filter(id=team_id, is_active=True).first()
    if team is None:
        raise NotFound
    team.is_active, team.url = False, ""
    team.save(update_fields=["is_active", "url"])
    append(
        subject_kind="team",
        subject=team.id,
        kind="notice.team.removed",
        body={},
        actor=actor,
        now=now,
    )
