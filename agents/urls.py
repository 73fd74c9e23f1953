"""The addresses of agents and connections; the team stands in each."""

from django.urls import include, path

from agents.views import agents, connections, endpoints, tools, versions

of_agents = [
    path("", agents.agent_list, name="agents"),
    path("new/<slug:kind>/", agents.agent_new, name="agent-new"),
    path("copy/<slug:example>/", agents.agent_copy, name="agent-copy"),
    path("<int:pk>/", agents.agent_edit, name="agent-edit"),
    path("<int:pk>/publish/", agents.agent_publish, name="agent-publish"),
    path("<int:pk>/archive/", agents.agent_archive, name="agent-archive"),
    path("<int:pk>/bring-back/", agents.agent_bring_back, name="agent-bring-back"),
    path("<int:pk>/versions/", versions.agent_versions, name="agent-versions"),
    path("<int:pk>/versions/<int:number>/", versions.agent_version, name="agent-version"),
    path("<int:pk>/versions/<int:number>/restore/", versions.agent_restore, name="agent-restore"),
]
of_connections = [
    path("", connections.connections, name="connections"),
    path("systems/new/", connections.connector_new, name="connector-new"),
    path("systems/<int:pk>/", connections.connector_edit, name="connector-edit"),
    path("systems/<int:connector>/tools/new/", tools.tool_new, name="tool-new"),
    path("tools/<int:pk>/", tools.tool_edit, name="tool-edit"),
    path("tools/<int:pk>/test/", tools.tool_test, name="tool-test"),
    path("models/new/", endpoints.endpoint_new, name="endpoint-new"),
    path("models/<int:pk>/", endpoints.endpoint_edit, name="endpoint-edit"),
    path("models/<int:pk>/check/", endpoints.endpoint_check, name="endpoint-check"),
]
urlpatterns = [
    path("teams/<slug:team>/agents/", include(of_agents)),
    path("teams/<slug:team>/connections/", include(of_connections)),
]
