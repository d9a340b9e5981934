"""Addresses of people, units and one's own account."""

from django.urls import path

from tracemark.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.me, name="me"),
    path("purpose/", views.purpose, name="purpose"),
    path("tokens/", views.make_token, name="make_token"),
    path("tokens/<uuid:token_id>/end/", views.end_token, name="end_token"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/posts/", views.give_post, name="give_post"),
    path("people/<uuid:person_id>/posts/<int:post_id>/end/", views.end_post, name="end_post"),
    path("people/<uuid:person_id>/active/", views.set_active, name="set_active"),
    path("people/<uuid:person_id>/reset/", views.reset_second_factor, name="reset_second_factor"),
    path("units/", views.units, name="units"),
    path("units/new/", views.new_unit, name="new_unit"),
]
