"""`pages.jsonl`: one JSON object a page."""

from auditor.model import Output, Result


def render(result: Result, output: Output) -> None:
    """Pages in the order of the sites and of the crawl."""
    lines = (page.model_dump_json(exclude={"facts"}) for pages in result.pages.values() for page in pages)
    output.write("pages.jsonl", "".join(line + "\n" for line in lines))
