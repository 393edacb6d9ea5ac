"""The bundled sample site: a fictional town's public-service site, half of it with known barriers.

`site/` holds the static pages, `manifest.toml` says what is wrong where, `server.DemoServer` serves the site
on loopback, and `make_pdfs.py` writes the two PDF files again.
"""
