"""A resolution as one JSON object, as the command line prints it."""

from __future__ import annotations

from dataclasses import asdict

from yinuo.engines.places.facts import Resolution


def to_json(resolution: Resolution, text: str) -> dict[str, object]:
    """The object for one line: text, status, and of each candidate what a program needs.

    Keys: `text`, `status`, `candidates` [{`code`, `town`, `authority`, `names`, `score`, `successors`}].
    """
    return {
        "text": text,
        "status": str(resolution.status),
        "candidates": [
            {
                "code": candidate.code,
                "town": candidate.town,
                "authority": candidate.authority,
                "names": asdict(candidate.names),
                "score": candidate.score,
                "successors": [asdict(successor) for successor in candidate.successors],
            }
            for candidate in resolution.candidates
        ],
    }
