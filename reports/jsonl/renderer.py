"""`pages.jsonl`: one JSON object a page, and no letter in it that readers take for the end of a line."""

from auditor.model import Output, Result, harmless_json


def render(result: Result, output: Output) -> None:
    """Pages in the order of the sites and of the crawl."""
    pages = (page for site in result.run.sites for page in result.pages[site.slug])
    output.write("pages.jsonl", (harmless_json(page.model_dump_json(exclude={"facts"})) + "\n" for page in pages))
