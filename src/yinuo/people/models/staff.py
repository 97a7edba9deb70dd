"""Tables of the staff, and of what they looked at."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yinuo.people.facts import (
    LookFacts,
    LookKind,
    LookReason,
    Scope,
    ScopeKind,
    StaffFacts,
    StaffRole,
)
from yinuo.store.fields import EncryptedTextField

from .choices import one_of
from .customer import Customer


class Staff(AbstractBaseUser):
    """A member of staff: who logs in (AUTH_USER_MODEL). Roles say what they may; there are no
    flags."""

    id = models.UUIDField(primary_key=True)
    username = models.CharField(max_length=40, unique=True)
    name = EncryptedTextField()
    email = EncryptedTextField(null=True)
    role = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    scope_kind = models.CharField(max_length=8, default=ScopeKind.COMPANY.value)
    scope_codes = ArrayField(models.CharField(max_length=40), default=list)
    erased_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    objects = BaseUserManager["Staff"]()

    class Meta:
        constraints = [
            one_of(StaffRole, "role", "staff_role"),
            one_of(ScopeKind, "scope_kind", "staff_scope_kind"),
            models.CheckConstraint(
                name="staff_scope_has_codes",
                condition=Q(scope_kind="company", scope_codes=[])
                | (~Q(scope_kind="company") & ~Q(scope_codes=[])),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def to_facts(self) -> StaffFacts:
        """The member of staff as a plain value."""
        return StaffFacts(
            id=self.id,
            username=self.username,
            name=self.name,
            role=StaffRole(self.role),
            email=self.email,
            language=self.language,
            is_active=self.is_active,
            scope=Scope(ScopeKind(self.scope_kind), tuple(self.scope_codes)),
            is_erased=self.erased_at is not None,
        )


class Look(models.Model):
    """A look at a customer's data: the first of a day by one member of staff, for one reason."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=8)
    reason = models.CharField(max_length=12)
    role = models.CharField(max_length=12)  # what the person worked as at that time
    day = models.DateField()  # local
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "staff", "day", "kind", "reason"], name="look_once_a_day"
            ),
            one_of(LookKind, "kind", "look_kind"),
            one_of(LookReason, "reason", "look_reason"),
        ]
        indexes = [
            models.Index(fields=["customer", "-looked_at"], name="look_by_customer"),
            models.Index(fields=["staff", "-id"], name="look_by_staff"),
            models.Index(fields=["-id"], name="look_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.looked_at}"

    def to_facts(self) -> LookFacts:
        """The look as a plain value."""
        return LookFacts(
            id=self.id,
            staff_id=self.staff_id,
            customer_id=self.customer_id,
            case_id=self.case_id,
            kind=LookKind(self.kind),
            reason=LookReason(self.reason),
            role=StaffRole(self.role),
            looked_at=self.looked_at,
        )
