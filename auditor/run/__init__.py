"""One run: its plan, and the sites that a worker carries out (docs/architecture.md)."""
