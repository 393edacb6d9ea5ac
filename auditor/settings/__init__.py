"""Options, auditor.toml and environment become what each part needs."""
