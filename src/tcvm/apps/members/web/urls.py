"""The room's addresses. None is public; what the viewer may not see answers 404."""

from __future__ import annotations

from django.urls import path

from tcvm.apps.members.web import conduct, files, views
from tcvm.apps.members.web.desk import bank, membership, posts, records, registering
from tcvm.apps.members.web.desk import conduct as code

app_name = "members"
_REGISTER = "registers/<slug:register>/"
_MEMBER = f"{_REGISTER}members/<slug:member>/"
urlpatterns = [
    path("registers/", views.home, name="home"),
    path("registers/papers/<uuid:file>/", files.paper, name="paper"),
    path(_REGISTER, views.register, name="register"),
    path(
        f"{_REGISTER}list.xlsx",
        views.register_file,
        {"written_as": "xlsx"},
        name="register-xlsx",
    ),
    path(f"{_REGISTER}list.csv", views.register_file, {"written_as": "csv"}, name="register-csv"),
    path(f"{_REGISTER}counts/", views.counts, name="counts"),
    path(f"{_REGISTER}conduct/", conduct.conduct, name="conduct"),
    path(f"{_REGISTER}conduct/adopt/", code.adopt, name="adopt"),
    path(f"{_REGISTER}new/organisation/", registering.new_organisation, name="new-organisation"),
    path(f"{_REGISTER}new/person/", registering.new_person, name="new-person"),
    path(f"{_REGISTER}admit/", registering.admit, name="admit"),
    path(f"{_REGISTER}support/", membership.support, name="support"),
    path(_MEMBER, views.member, name="member"),
    path(f"{_MEMBER}profile/", registering.profile, name="profile"),
    path(f"{_MEMBER}people/<slug:person>/", registering.person, name="person"),
    path(f"{_MEMBER}decide/<slug:step>/", membership.decide, name="decide"),
    path(f"{_MEMBER}category/", membership.category, name="category"),
    path(f"{_MEMBER}correct/", membership.correct, name="correct"),
    path(f"{_MEMBER}sign/", code.sign, name="sign"),
    path(f"{_MEMBER}event/", records.event, name="event"),
    path(f"{_MEMBER}note/", records.note, name="note"),
    path(f"{_MEMBER}document/", records.document, name="document"),
    path(f"{_MEMBER}appoint/", posts.appoint, name="appoint"),
    path(f"{_MEMBER}posts/<int:key>/end/", posts.end_post, name="end-post"),
    path(f"{_MEMBER}bank/", bank.bank, name="bank"),
]
