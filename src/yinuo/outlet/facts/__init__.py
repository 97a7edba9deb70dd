"""Facts and errors of the outlet room: companies, outlets, crews, tariff, warranty, imports."""

from .crew import UNLOCK, Bar, BarReason, CertificateKind, CrewFacts, TechnicianFacts
from .errors import (
    CompanyUnknown,
    FileUnreadable,
    LoginTaken,
    OutletUnknown,
    RulebookMissing,
    TariffLineUnknown,
    TechnicianUnknown,
)
from .place import (
    CompanyFacts,
    Coverage,
    CoverageStatus,
    CredentialFacts,
    CredentialKind,
    OutletFacts,
    PublishedRulebook,
    RulebookFacts,
)
from .price import (
    ModelFacts,
    PartCondition,
    PricedLine,
    TariffGroup,
    TariffLineFacts,
    WarrantyBasis,
    WarrantyEvidence,
    WarrantyFacts,
)
from .rows import ImportReport, RowOutcome, RowReport

__all__ = [
    "UNLOCK",
    "Bar",
    "BarReason",
    "CertificateKind",
    "CompanyFacts",
    "CompanyUnknown",
    "Coverage",
    "CoverageStatus",
    "CredentialFacts",
    "CredentialKind",
    "CrewFacts",
    "FileUnreadable",
    "ImportReport",
    "LoginTaken",
    "ModelFacts",
    "OutletFacts",
    "OutletUnknown",
    "PartCondition",
    "PricedLine",
    "PublishedRulebook",
    "RowOutcome",
    "RowReport",
    "RulebookFacts",
    "RulebookMissing",
    "TariffGroup",
    "TariffLineFacts",
    "TariffLineUnknown",
    "TechnicianFacts",
    "TechnicianUnknown",
    "WarrantyBasis",
    "WarrantyEvidence",
    "WarrantyFacts",
]
