"""What the API takes and gives: serializers, which check, render and document in one place."""
