"""Tables of the people room; whatever tells who somebody is stands encrypted."""

from .customer import Address, Consent, Contact, Customer, Unit
from .link import Link, RecoveryCode
from .login import BackupCode, Login, LoginTry, SecondFactor, TrustedDevice
from .staff import Look, Staff

__all__ = [
    "Address",
    "BackupCode",
    "Consent",
    "Contact",
    "Customer",
    "Link",
    "Login",
    "LoginTry",
    "Look",
    "RecoveryCode",
    "SecondFactor",
    "Staff",
    "TrustedDevice",
    "Unit",
]
