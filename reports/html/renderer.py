"""The HTML report: a page of all sites and a page a site. Static, self-contained, readable without a script."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from auditor.model import Output, Result, harmless

from .charts import COLOURS
from .portfolio_view import portfolio_view
from .site_view import site_view
from .text import code_marks, moment
from .wording import Wording


def render(result: Result, output: Output) -> None:
    """Write index.html and sites/<slug>/index.html."""
    wording = Wording(result, output)
    environment = _environment(wording)
    page = environment.get_template("index.html")
    output.write("index.html", page.render(v=portfolio_view(result, wording)))
    page = environment.get_template("site.html")
    for site in result.run.sites:
        output.write(f"sites/{site.slug}/index.html", page.render(v=site_view(result, site, wording)))


def _environment(wording: Wording) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    run, words, output = wording.result.run, wording.words, wording.output
    ended = f"{words['ended']} {moment(run.ended)}" if run.ended else words["not_ended"]
    versions = run.versions
    made_by = (
        f"auditor {versions.program}",
        f"{words['rules_version']} {versions.rules}",
        f"axe-core {versions.axe_core}",
        versions.browser,
        ended,
    )
    environment.filters["code_marks"] = code_marks
    environment.globals.update(
        w=words,
        p=wording.people_words,
        made_by=words["versions"] + words["colon"] + words["sep"].join(made_by),
        # Files of this folder and a JSON text that can't end its element: nothing of a page that was audited.
        style=Markup(output.file("style.css")),
        script=Markup(output.file("enhance.js")),
        script_words=Markup(_script_words(wording)),
    )
    return environment


def _harmless(value: object) -> object:
    """What is printed, without what acts on who reads it; markup stays markup."""
    if isinstance(value, Markup):
        return Markup(harmless(str(value)))
    return harmless(value) if isinstance(value, str) else value


def _script_words(wording: Wording) -> str:
    """The words that the script needs, as JSON without any `<`."""
    words, people = wording.words, wording.people_words
    entries = {
        "filter": words["filter"],
        "all": words["all"],
        **{key: wording.output.name("impact", key) for key in COLOURS},
        **{key: people[key] for key in ("filter_people", "all_people", "everyone", "shown")},
        "names": wording.people_names,
    }
    return json.dumps(entries, ensure_ascii=False).replace("<", "\\u003c")
