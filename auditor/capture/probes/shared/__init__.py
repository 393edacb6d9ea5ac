"""What several probes share; none of these is a probe."""
