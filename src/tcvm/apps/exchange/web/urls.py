"""The room's addresses, below those of the register they speak of."""

from __future__ import annotations

from django.urls import path

from tcvm.apps.exchange.web import doubles, exports, imports

app_name = "exchange"
urlpatterns = [
    path("exchange/", imports.start, name="start"),
    path("registers/<slug:register>/exchange/", imports.home, name="home"),
    path(
        "registers/<slug:register>/exchange/imports/<int:import_key>/", imports.one, name="import"
    ),
    path(
        "registers/<slug:register>/exchange/imports/<int:import_key>/rows/",
        imports.rows,
        name="rows",
    ),
    path(
        "registers/<slug:register>/exchange/imports/<int:import_key>/rows/<int:row_number>/",
        imports.row,
        name="row",
    ),
    path(
        "registers/<slug:register>/exchange/imports/<int:import_key>/report/",
        imports.report,
        name="report",
    ),
    path("registers/<slug:register>/exchange/exports/", exports.ask, name="ask-export"),
    path(
        "registers/<slug:register>/exchange/exports/<uuid:export_key>/",
        exports.file,
        name="export",
    ),
    path(
        "registers/<slug:register>/exchange/jobs/<uuid:job_key>/", imports.progress, name="progress"
    ),
    path("registers/<slug:register>/exchange/doubles/", doubles.home, name="doubles"),
    path(
        "registers/<slug:register>/exchange/doubles/<str:kind>/<slug:one>/<slug:other>/",
        doubles.pair,
        name="pair",
    ),
]
