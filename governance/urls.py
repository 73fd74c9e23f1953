"""Addresses of the settings screens and the trail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
