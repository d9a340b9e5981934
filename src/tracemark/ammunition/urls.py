"""Addresses of ammunition."""

from django.urls import path, re_path

from tracemark.ammunition.views import licences, moving, sites, stores

app_name = "ammunition"

urlpatterns = [
    path("", stores.overview, name="overview"),
    path("stores/<uuid:store_id>/", stores.store, name="store"),
    path("stores/<uuid:store_id>/move/<str:kind>/", moving.movement, name="move"),
    path("stores/<uuid:store_id>/stocktake/", moving.stocktake, name="stocktake"),
    path("stores/<uuid:store_id>/licence/", licences.propose, name="propose"),
    path("licences/<str:number>/", licences.licence, name="licence"),
    path("licences/<str:number>/approve/", licences.approve, name="approve"),
    path("licences/<str:number>/withdraw/", licences.withdraw, name="withdraw"),
    re_path(
        r"^licences/(?P<number>[^/]+)/licence\.(?P<ending>pdf|docx)$", licences.document, name="document"
    ),
    path("sites/<uuid:site_id>/", sites.site, name="site"),
    path("sites/<uuid:site_id>/map.svg", sites.map_file, name="map"),
    path("sites/<uuid:site_id>/readiness/", sites.readiness, name="readiness"),
    path("sites/<uuid:site_id>/help/", sites.help_request, name="help"),
    path("sites/<uuid:site_id>/incidents/", sites.incidents, name="incidents"),
]
