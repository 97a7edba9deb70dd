"""The engine's weights and noises, each with meaning and source, refused at birth if senseless."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of `decide` and `quote`; the unit of every weight is "late emergencies".

    Unless said otherwise, defaults are those of the project's routing prototype: 12 to 16
    simulated days of about 110 emergencies with 30 and 45 technicians. They are assumptions to be
    replaced by a company's own measured times. Raises ValueError on a value outside its range.
    """

    late_weight: float = 1.0
    """Per unit of P(late): one late emergency. Fixes the unit of the other weights."""
    minutes_late_weight: float = 0.02
    """Per expected minute late: being 50 minutes later weighs as much as being late at all."""
    travel_weight: float = 0.004
    """Per travel minute: 250 minutes on the road weigh as much as one late emergency."""
    response_weight: float = 0.002
    """Per minute between request and arrival: sooner is better even well inside the deadline."""
    word_weight: float = 4.0
    """Per unit of P(on time) below the probability at which the deadline was promised. Not from the
    prototype: it makes giving up a given word dearer than gaining the same on an open request."""
    threshold: float = 0.9
    """The probability at which an instant may be promised; the rulebook's default."""
    noise: float = 0.12
    """Standard deviation of a travel time as a share of its mean."""
    door_sd_minutes: float = 0.3
    """Standard deviation of what no map knows: parking, the gate, the stairs."""
    service_noise: float = 0.35
    """Standard deviation of a service time as a share of its mean, as seen by the dispatcher."""
    overrun: float = 0.3
    """A job past its expected end has this share of its mean still to go (lognormal, CV 0.6)."""
    default_service_minutes: float = 35.0
    """Mean service time, for a busy technician whose commitment is not known."""
    overtime_minutes: float = 30.0
    """How long after the end of the shift a job may be expected to end."""
    horizon_minutes: float = 720.0
    """Nobody who can leave only after this time is considered."""
    broken_slack_minutes: float = 5.0
    """How much later than the soonest a broken promise may be served to save others."""
    candidates_kept: int = 3
    """How many other candidates a reason keeps, beside the nearest."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 <= value < float("inf"):
                raise ValueError(f"{field.name} must be a finite number of at least 0, not {value}")
        if not 0.5 <= self.threshold < 1:
            # Below one half a wider spread would make a quote look better: noise must never pay.
            raise ValueError(f"threshold must be from 0.5 to below 1, not {self.threshold}")
        if self.door_sd_minutes == 0:
            raise ValueError("door_sd_minutes must be positive: no arrival is known exactly")
