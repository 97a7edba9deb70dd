"""Every answer carries the policy: nothing inline, nothing evaluated, nothing from elsewhere, no frame."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from yinuo.config.browser_rules import content_policy

pytestmark = pytest.mark.django_db

POLICY = "Content-Security-Policy"


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/en/plans/", 200), ("/no-such-page/", 404), ("/health", 503)],
)
def test_every_answer_carries_the_policy_errors_too(path: str, status: int) -> None:
    answer = Client().get(path)
    assert answer.status_code == status
    said = directives(answer[POLICY])
    assert said["default-src"] == ["'self'"]
    assert said["script-src"] == said["style-src"] == ["'self'"]
    assert said["frame-ancestors"] == said["base-uri"] == said["object-src"] == ["'none'"]
    assert said["form-action"] == ["'self'"]
    assert "unsafe" not in answer[POLICY]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "microphone=()" in answer["Permissions-Policy"]


def test_a_failure_that_no_page_foresaw_carries_it_too(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.config.failing_urls"
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "script-src 'self'" in answer[POLICY]


def test_the_stream_and_the_tiles_add_their_origins_and_nothing_else() -> None:
    policy = content_policy(
        stream_url="http://127.0.0.1:8001/stream/",
        tile_url="https://{s}.tiles.example.org/{z}/{x}/{y}.png?key=1",
    )["DIRECTIVES"]
    assert policy["connect-src"] == ["'self'", "http://127.0.0.1:8001"]
    assert policy["img-src"] == ["'self'", "https://*.tiles.example.org"]
    assert policy["script-src"] == ["'self'"]


@pytest.mark.parametrize("url", ["", "/stream/"])
def test_a_stream_behind_the_same_address_adds_nothing(url: str) -> None:
    policy = content_policy(stream_url=url, tile_url="")["DIRECTIVES"]
    assert policy["connect-src"] == policy["img-src"] == ["'self'"]


def test_https_is_asked_for_only_where_it_is_served(settings: Settings) -> None:
    assert "Strict-Transport-Security" not in Client().get("/")
    settings.SECURE_HSTS_SECONDS = 3600
    assert "Strict-Transport-Security" in Client().get("/", secure=True)
