"""Who, may, did: the organisation, its teams, people and machines, their rights, and the trail."""
