"""The addresses of agents and connections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
