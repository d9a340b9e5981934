"""Addresses of ammunition."""

from django.urls import path, re_path

from tracemark.ammunition.views import (
    catalogue,
    drawing,
    emergency,
    holdings,
    licences,
    moving,
    sites,
    stock_lists,
    stores,
    what_if,
)

app_name = "ammunition"

urlpatterns = [
    path("", stores.overview, name="overview"),
    path("holdings/", holdings.holdings, name="holdings"),
    path("holdings/holdings.csv", holdings.holdings_file, name="holdings_csv"),
    path("lists/", stock_lists.stock_lists, name="stock_lists"),
    path("lists/<uuid:list_id>/", stock_lists.stock_list, name="stock_list"),
    path("lists/<uuid:list_id>/kept-aside.xlsx", stock_lists.list_rejects, name="stock_list_rejects"),
    path("lists/sent/<uuid:upload_id>/", stock_lists.upload, name="stock_upload"),
    path("lists/sent/<uuid:upload_id>/load/", stock_lists.load, name="stock_load"),
    path("lists/sent/<uuid:upload_id>/forget/", stock_lists.forget, name="stock_forget"),
    path(
        "lists/sent/<uuid:upload_id>/kept-aside.xlsx",
        stock_lists.upload_rejects,
        name="stock_upload_rejects",
    ),
    path("incidents/", emergency.incident_trends, name="incident_trends"),
    path("planning/", emergency.planning, name="planning"),
    path("due/", holdings.due, name="due"),
    path("disposal/", holdings.disposal, name="disposal"),
    path("disposal/disposal.csv", holdings.disposal_file, name="disposal_csv"),
    path("items/", catalogue.items, name="items"),
    path("items/new/", catalogue.item_new, name="item_new"),
    path("items/<uuid:item_id>/", catalogue.item, name="item"),
    path("items/<uuid:item_id>/change/", catalogue.item_edit, name="item_edit"),
    path("items/<uuid:item_id>/lots/new/", catalogue.lot_new, name="lot_new"),
    path("items/<uuid:item_id>/bans/new/", catalogue.ban_new, name="ban_new"),
    path("lots/<uuid:lot_id>/", catalogue.lot, name="lot"),
    path("bans/", catalogue.bans, name="bans"),
    path("bans/<uuid:ban_id>/lift/", catalogue.ban_lift, name="ban_lift"),
    path("stores/<uuid:store_id>/", stores.store, name="store"),
    path("stores/<uuid:store_id>/move/<str:kind>/", moving.movement, name="move"),
    path("stores/<uuid:store_id>/stocktake/", moving.stocktake, name="stocktake"),
    path("stores/<uuid:store_id>/stocktake/worker.js", moving.stocktake_worker, name="stocktake_worker"),
    path("stores/<uuid:store_id>/licence/", licences.propose, name="propose"),
    path("licences/<str:number>/", licences.licence, name="licence"),
    path("licences/<str:number>/approve/", licences.approve, name="approve"),
    path("licences/<str:number>/withdraw/", licences.withdraw, name="withdraw"),
    re_path(
        r"^licences/(?P<number>[^/]+)/licence\.(?P<ending>pdf|docx)$", licences.document, name="document"
    ),
    path("sites/new/", drawing.site_new, name="site_new"),
    path("sites/<uuid:site_id>/stores/new/", drawing.store_new, name="store_new"),
    path("sites/<uuid:site_id>/neighbours/new/", drawing.neighbour_new, name="neighbour_new"),
    path("sites/<uuid:site_id>/picture/", drawing.picture_file, name="picture"),
    path("sites/<uuid:site_id>/picture/new/", drawing.picture_new, name="picture_new"),
    path("sites/<uuid:site_id>/site.geojson", drawing.plan_file, name="plan"),
    path("sites/<uuid:site_id>/what-if/", what_if.what_if, name="what_if"),
    path("stores/<uuid:store_id>/change/", drawing.store_change, name="store_change"),
    path("neighbours/<uuid:neighbour_id>/change/", drawing.neighbour_change, name="neighbour_change"),
    path("sites/<uuid:site_id>/", sites.site, name="site"),
    path("sites/<uuid:site_id>/map.svg", sites.map_file, name="map"),
    path("sites/<uuid:site_id>/readiness/", sites.readiness, name="readiness"),
    path("sites/<uuid:site_id>/help/", sites.help_request, name="help"),
    path("sites/<uuid:site_id>/incidents/", sites.incidents, name="incidents"),
]
