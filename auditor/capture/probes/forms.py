"""What forms do with nothing, with wrong values, and when a setting is changed, with every request held.

Nothing is ever submitted: no form is sent, and from now on not even reading requests leave the page until
it is opened anew (ProbeSession.strict).
At most MAX_FORMS forms a page, in its first few documents.

The result is a `FormTrials` (auditor/capture/schema/probes/forms.py).
"""

from __future__ import annotations

import time
from typing import Any

from playwright.async_api import Dialog
from playwright.async_api import Error as PlaywrightError

from auditor.capture.cutting import cut
from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.forms import FormTrials

ORDER = 80
SECONDS = 20.0
CHANGES = True
ENOUGH = 10.0  # seconds after which no further form is begun
MAX_FORMS = 6
MAX_PASTES = 12
MAX_DOCUMENTS = 4
MAX_DIALOGS = 20
LIMITS = {
    "forms": MAX_FORMS,
    "fields": 60,
    "listed": 1_000,  # fields of a document
    "texts": 20_000,
    "found": 40,
    "near": 60,  # px between a text and the field it may belong to
    "settings": 6,  # of each kind
    "least": 320,  # ms to wait for an answer
    "most": 900,
    "after": 130,  # ms to wait after a setting
}
_LOOSE = ("form", "button")  # keys that hold an element's number


async def observe(session: ProbeSession) -> FormTrials:
    """Settings first, then pasting, then each form with nothing and with wrong values."""
    dialogs: list[str] = []

    def heard(dialog: Dialog) -> None:
        if len(dialogs) < MAX_DIALOGS and dialog.type != "beforeunload":
            dialogs.append(cut(dialog.message, 200))

    session.page.on("dialog", heard)
    session.strict = True
    try:
        return typed(await _Work(session, dialogs).all(), FormTrials)
    finally:
        session.page.remove_listener("dialog", heard)


class _Work:
    def __init__(self, session: ProbeSession, dialogs: list[str]) -> None:
        self.session, self.dialogs = session, dialogs
        self.end = time.monotonic() + ENOUGH
        self.observation: dict[str, Any] = {"forms": [], "settings": [], "pastes": [], "truncated": False}

    async def all(self) -> dict[str, Any]:
        self.session.watched(range(min(len(self.session.worlds), MAX_DOCUMENTS)))
        for document in range(min(len(self.session.worlds), MAX_DOCUMENTS)):
            try:
                await self._document(document)
            except (ScriptError, PlaywrightError):
                if document == 0:
                    raise
        return self.observation

    async def _call(self, document: int, path: str, *arguments: Any) -> Any:
        return await self.session.call(path, *arguments, document=document)

    async def _document(self, document: int) -> None:
        if self.session.documents[document].lost:
            return
        listed = await self._call(document, "forms.list", LIMITS)
        forms = listed["forms"]
        self.session.reached("form-fields", listed["looked"], listed["fields"])
        settings = await self._call(document, "forms.settings")
        self.session.reached("settings", len(settings["chosen"]), settings["total"])
        for setting in settings["chosen"]:
            leaves = await self._leaves(document, setting["field"])
            self.observation["settings"].append(
                {"field": [document, setting["field"]], "kind": setting["kind"], "leaves": leaves}
            )
        passwords = self._passwords(document, forms)
        more = listed["total"] > len(forms)  # one of these may ask for a password
        self.session.reached("pastes", len(passwords[:MAX_PASTES]), None if more else len(passwords))
        for number in passwords[:MAX_PASTES]:
            pasted = await self._call(document, "forms.paste", number)
            if pasted is not None:
                self.observation["pastes"].append({"field": [document, number], **pasted})
        tried = 0
        for at, form in enumerate(forms):
            if time.monotonic() > self.end or len(self.observation["forms"]) >= MAX_FORMS:
                self.observation["truncated"] = True
                break
            tried += 1
            self.observation["forms"].append(await self._form(document, at, form))
        self.session.reached("forms", tried, listed["total"], "time" if time.monotonic() > self.end else "limit")

    def _passwords(self, document: int, forms: list[dict[str, Any]]) -> list[int]:
        """Password fields, and what is typed beside them, in forms that have one."""
        document_capture = self.session.documents[document]

        def kind(number: int) -> str:
            return document_capture.properties_of(number).type

        numbers: list[int] = []
        for form in forms:
            if any(kind(number) == "password" for number in form["fields"]):
                numbers += [number for number in form["fields"] if kind(number) in ("password", "text", "tel", "email")]
        return numbers

    async def _tries(self) -> int:
        """Tries to leave the page so far, forms' own submit events left out."""
        attempts = await self.session.attempts()
        gone = sum(item["kind"] == "navigation" for item in self.session.stopped)
        return attempts["submit"] + attempts["open"] + gone

    async def _everything(self) -> int:
        return await self._tries() + (await self.session.attempts())["event"]

    async def _leaves(self, document: int, number: int) -> int:
        """How often the page wanted to go elsewhere, of two changes; 0 where the first did nothing."""
        count = 0
        for _ in range(2):
            before = await self._everything()
            if not await self._call(document, "forms.change", number):
                break
            if await self._everything() == before:
                break
            count += 1
        return count

    async def _form(self, document: int, at: int, form: dict[str, Any]) -> dict[str, Any]:
        rounds: list[dict[str, Any]] = []
        for kind in ("empty", "wrong") if len(form["fields"]) > 1 else ("empty",):
            seen = await self._round(document, at, kind)
            if seen is None:
                break
            rounds.append(seen)
            if seen["gone"]:
                break
        named = {key: [document, form[key]] for key in _LOOSE}
        fields = [[document, number] for number in form["fields"]]
        return {**form, **named, "fields": fields, "rounds": rounds}

    async def _round(self, document: int, at: int, kind: str) -> dict[str, Any] | None:
        given = await self._call(document, "forms.fill", at, kind)
        spoken = len(self.dialogs)
        await self._call(document, "forms.before", at)
        tries, events, stopped = (
            await self._tries(),
            (await self.session.attempts())["event"],
            len(self.session.stopped),
        )
        if not await self._call(document, "forms.press", at):
            return None
        seen: dict[str, Any] = await self._call(document, "forms.after", at)
        for text in seen["texts"]:
            text["element"], text["parent"] = [document, text["element"]], [document, text["parent"]]
            text["near"], text["tied"] = [document, text["near"]], [[document, number] for number in text["tied"]]
        for field in seen["fields"]:
            field["field"] = [document, field["field"]]
        looked, more = seen.pop("looked"), seen.pop("more")
        self.session.reached("form-texts", looked, None if more else looked)
        requests = sum(item["kind"] != "navigation" for item in self.session.stopped[stopped:])
        seen |= {
            "kind": kind,
            "given": given,
            "sent": await self._tries() - tries + requests,
            "events": (await self.session.attempts())["event"] - events,
            "dialogs": self.dialogs[spoken:],
            "focus": [document, seen["focus"]],
        }
        return seen
