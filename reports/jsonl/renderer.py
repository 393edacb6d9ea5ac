"""`pages.jsonl`: one JSON object a page."""

from auditor.model import Result

FORMAT = "jsonl"


def render(result: Result, out) -> None:  # type: ignore[no-untyped-def]
    """Pages in the order of the sites and of the crawl."""
    lines = (page.model_dump_json(exclude={"facts"}) for pages in result.pages.values() for page in pages)
    out.write("pages.jsonl", "".join(line + "\n" for line in lines))
