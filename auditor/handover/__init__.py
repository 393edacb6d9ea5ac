"""An agency's package."""
