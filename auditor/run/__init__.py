"""One run: its request and manifest, and the sites that a worker carries out into a sink (docs/architecture.md)."""
