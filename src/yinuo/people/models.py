"""Tables of the people room; whatever tells who somebody is stands encrypted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinuo.base.point import Point
from yinuo.store.fields import EncryptedTextField

from .facts import (
    AddressFacts,
    ContactKind,
    LinkFacts,
    LookFacts,
    LookKind,
    LookReason,
    PointSource,
    Purpose,
    Scope,
    ScopeKind,
    StaffFacts,
    StaffRole,
    UnitFacts,
)


def _one_of(enum: type[Any], field: str, name: str) -> models.CheckConstraint:
    """The database refuses a value that isn't a member of the enum."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [member.value for member in enum]}), name=name
    )


class Customer(models.Model):
    """Somebody who gave this phone and this e-mail (or none). Two people who give the same phone
    with different e-mails stay two, since neither has proved anything."""

    id = models.UUIDField(primary_key=True)
    identity_index = models.CharField(max_length=64, unique=True, null=True)
    name = EncryptedTextField(null=True)
    salt = EncryptedTextField(null=True)  # hex; without it the record's commitments say nothing
    language = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True)  # moved on by each case; null once erased
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="customer_erased_is_empty",
                condition=Q(erased_at=None, name__isnull=False, salt__isnull=False)
                | Q(
                    name=None,
                    salt=None,
                    identity_index=None,
                    keep_until=None,
                    erased_at__isnull=False,
                ),
            )
        ]
        indexes = [
            models.Index(
                fields=["keep_until"],
                name="customer_to_erase",
                condition=Q(keep_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"customer {self.id}"


class Contact(models.Model):
    """A way of reaching a customer."""

    id = models.UUIDField(primary_key=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=8)
    value = EncryptedTextField()
    value_index = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "kind"], name="contact_one_of_kind"),
            _one_of(ContactKind, "kind", "contact_kind"),
        ]
        indexes = [models.Index(fields=["value_index"], name="contact_by_value")]

    def __str__(self) -> str:
        return f"{self.kind} of customer {self.customer_id}"


class Address(models.Model):
    """An address of a customer, and the best point known for it."""

    id = models.UUIDField(primary_key=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField()
    text_index = models.CharField(max_length=64, null=True)  # null once erased
    division_code = models.CharField(max_length=6)
    town_code = models.CharField(max_length=9, null=True)
    lat = models.FloatField()
    lng = models.FloatField()
    radius_m = models.PositiveIntegerField()
    source = models.CharField(max_length=8)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "text_index"], name="address_one"),
            _one_of(PointSource, "source", "address_source"),
        ]
        indexes = [models.Index(fields=["text_index"], name="address_by_text")]

    def __str__(self) -> str:
        return f"address {self.id} in {self.division_code}"

    def to_facts(self) -> AddressFacts:
        """The address as a plain value."""
        return AddressFacts(
            id=self.id,
            customer_id=self.customer_id,
            text=self.text,
            division_code=self.division_code,
            town_code=self.town_code,
            point=Point(self.lat, self.lng),
            radius_m=self.radius_m,
            source=PointSource(self.source),
        )


class Unit(models.Model):
    """A product in the field, known by its serial number."""

    id = models.UUIDField(primary_key=True)
    serial = models.CharField(max_length=32, unique=True)
    model = models.CharField(max_length=40)
    sold_at_date = models.DateField(null=True)
    installed_date = models.DateField(null=True)
    registered_date = models.DateField(null=True)
    made_date = models.DateField(null=True)

    def __str__(self) -> str:
        return f"unit {self.id} ({self.model})"

    def to_facts(self) -> UnitFacts:
        """The unit as a plain value."""
        return UnitFacts(
            id=self.id,
            serial=self.serial,
            model=self.model,
            sold_at_date=self.sold_at_date,
            installed_date=self.installed_date,
            registered_date=self.registered_date,
            made_date=self.made_date,
        )


class Link(models.Model):
    """A capability: who holds the token may see one case; only the token's digest is kept."""

    id = models.UUIDField(primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    case_id = models.UUIDField()  # a plain id: cases stand above people
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="link_forward")
        ]
        indexes = [
            models.Index(fields=["case_id"], name="link_by_case"),
            models.Index(fields=["purge_at"], name="link_to_purge"),
        ]

    def __str__(self) -> str:
        return f"link {self.id}"

    def to_facts(self) -> LinkFacts:
        """What the link opens."""
        return LinkFacts(self.customer_id, self.case_id, self.expires_at)


class RecoveryCode(models.Model):
    """A code sent to a customer's own e-mail, so that a lost link can be had again."""

    id = models.UUIDField(primary_key=True)
    asked_index = models.CharField(max_length=64)  # of the contact that was typed
    sent_index = models.CharField(max_length=64)  # of the e-mail that the code went to
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["asked_index", "sent_at"], name="recovery_by_contact"),
            models.Index(fields=["purge_at"], name="recovery_to_purge"),
        ]

    def __str__(self) -> str:
        return f"recovery {self.id}"


class Consent(models.Model):
    """A consent to one purpose, with the version of the words it was given to."""

    id = models.UUIDField(primary_key=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=16)
    wording = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_one_open",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_forward",
            ),
            _one_of(Purpose, "purpose", "consent_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of customer {self.customer_id}"


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

    USERNAME_FIELD = "username"
    objects = BaseUserManager["Staff"]()

    class Meta:
        constraints = [
            _one_of(StaffRole, "role", "staff_role"),
            _one_of(ScopeKind, "scope_kind", "staff_scope_kind"),
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
            _one_of(LookKind, "kind", "look_kind"),
            _one_of(LookReason, "reason", "look_reason"),
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


class LoginTry(models.Model):
    """A password that was tried: taken down before it is checked, gone once it was right. Both
    indexes are digests; nobody can read a user name or an address here."""

    id = models.UUIDField(primary_key=True)
    name_index = models.CharField(max_length=64)
    address_index = models.CharField(max_length=64)
    tried_at = models.DateTimeField()
    purge_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["name_index", "tried_at"], name="login_try_name"),
            models.Index(fields=["address_index", "tried_at"], name="login_try_address"),
        ]

    def __str__(self) -> str:
        return str(self.id)
