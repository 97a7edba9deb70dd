"""Tables of customers, how to reach them, where they live, and what they own; all of it encrypted that tells
who somebody is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yinuo.base.point import Point
from yinuo.people.facts import AddressFacts, ContactKind, PointSource, Purpose, UnitFacts
from yinuo.store.fields import EncryptedTextField

from .choices import one_of


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
            one_of(ContactKind, "kind", "contact_kind"),
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
            one_of(PointSource, "source", "address_source"),
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
    owner = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )  # as the company's own list says; null once the customer is erased

    class Meta:
        indexes = [
            models.Index(fields=["model", "serial"], name="unit_by_model"),
            models.Index(fields=["owner"], name="unit_of_owner", condition=Q(owner__isnull=False)),
        ]

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
            owner_id=self.owner_id,
        )


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
            one_of(Purpose, "purpose", "consent_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of customer {self.customer_id}"
