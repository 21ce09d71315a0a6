"""What a printed analysis supports, by named rules; pure functions over frozen inputs."""
