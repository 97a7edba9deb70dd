"""Tables of logins: what was tried, second factors, devices that are trusted, and who is in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yinuo.people.facts import FactorFacts, LoginFacts
from yinuo.store.fields import EncryptedTextField

from .staff import Staff


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


class SecondFactor(models.Model):
    """What an authenticator app of a member of staff was told; it counts once a code of it was entered."""

    staff = models.OneToOneField(
        Staff, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    secret = EncryptedTextField()  # base32
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    used_step = models.BigIntegerField(default=0)  # of the newest code that was taken

    def __str__(self) -> str:
        return f"second factor of {self.staff_id}"

    def to_facts(self, codes_left: int) -> FactorFacts:
        """The factor as a plain value, without its secret."""
        return FactorFacts(self.staff_id, self.begun_at, self.confirmed_at, codes_left)


class BackupCode(models.Model):
    """One of ten codes on paper, for when the phone is lost; each works once."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "code_hash"], name="backup_code_once")
        ]

    def __str__(self) -> str:
        return f"backup code of {self.staff_id}"


class TrustedDevice(models.Model):
    """A browser that isn't asked for a code for thirty days; only its token's digest is kept."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    trusted_at = models.DateTimeField()
    purge_at = models.DateTimeField()  # trusted until then

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purge_at__gt=F("trusted_at")), name="trusted_forward"
            )
        ]
        indexes = [models.Index(fields=["purge_at"], name="trusted_to_purge")]

    def __str__(self) -> str:
        return f"trusted device of {self.staff_id}"


class Login(models.Model):
    """Somebody of the staff who is in, at one browser; its session names this row, and ends with it."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=60)  # a family of browsers and a system, no more
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seen_at__gte=F("began_at")), name="login_forward")
        ]
        indexes = [
            models.Index(fields=["staff", "-seen_at"], name="login_by_staff"),
            models.Index(fields=["purge_at"], name="login_to_purge"),
        ]

    def __str__(self) -> str:
        return f"login of {self.staff_id}"

    def to_facts(self) -> LoginFacts:
        """The login as a plain value."""
        return LoginFacts(self.id, self.staff_id, self.device, self.began_at, self.seen_at)
