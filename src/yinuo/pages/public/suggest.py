"""Places for what somebody has typed so far. It may be an address, so it is posted and never kept."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yinuo.engines import places
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import home_region
from yinuo.pages.customer.company import for_company
from yinuo.pages.frame.limits import limited
from yinuo.people.facts import ADDRESS_LIMIT


@never_cache
@require_POST
@limited("suggest")
@for_company
def suggest(request: HttpRequest, company: CompanyFacts) -> JsonResponse:
    """Up to eight places as `options`, those where the company is at home first, and in `says` how many, in
    words that are read out."""
    typed = request.POST.get("text", "")[:ADDRESS_LIMIT]
    found = places.suggest(typed, region=home_region(company.id))
    count = len(found)
    says = ngettext("%(count)d 个地方，上下键选", "%(count)d 个地方，上下键选", count) % {
        "count": count
    }
    return JsonResponse(
        {"options": [_option(one) for one in found], "says": says if found else gettext("没有提示")}
    )


def _option(suggestion: places.Suggestion) -> dict[str, object]:
    """What one option shows: the text with its marked letters, and a note on one gone or guessed."""
    note = ""
    if suggestion.is_guess:
        note = gettext("您是不是要找这里？")
    elif suggestion.now:
        note = gettext("现在是 %(names)s") % {"names": "、".join(suggestion.now)}
    return {
        "text": suggestion.text,
        "start": suggestion.start,
        "end": suggestion.end,
        "note": note,
    }
