"""Addresses of the desk; no address holds a number."""

from django.urls import path

from . import call, case, home, incoming, merge, opening, paste, speaking

app_name = "desk"
urlpatterns = [
    path("", home.show, name="home"),
    path("calls/", home.show_calls, name="calls"),
    path("typed/", home.type_in, name="typed"),
    path("incoming/", incoming.receive, name="incoming"),
    path("mine/", home.show_mine, name="mine"),
    path("paste/", paste.paste, name="paste"),
    path("call/<uuid:call_id>/", call.show, name="call"),
    path("call/<uuid:call_id>/new/", opening.new, name="new"),
    path("call/<uuid:call_id>/ahead/", opening.ahead, name="ahead"),
    path("call/<uuid:call_id>/do/<slug:verb>/", call.do, name="call-do"),
    path("case/<uuid:case_id>/", case.show, name="case"),
    path("case/<uuid:case_id>/now/", case.show_now, name="case-now"),
    path("case/<uuid:case_id>/do/<slug:verb>/", case.do, name="case-do"),
    path("case/<uuid:case_id>/later/", speaking.later, name="later"),
    path("case/<uuid:case_id>/withdraw/", speaking.withdraw, name="withdraw"),
    path("case/<uuid:case_id>/dispute/", speaking.dispute, name="dispute"),
    path("case/<uuid:case_id>/merge/", merge.merge, name="merge"),
    path("case/<uuid:case_id>/part/", merge.part, name="part"),
]
