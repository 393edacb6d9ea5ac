"""What forms do with nothing, with wrong values, and when a setting is changed, with every request held.

Nothing is ever submitted: no form is sent, and from now on not even reading requests leave the page until
it is opened anew (ProbeSession.strict).
At most 4 forms a page, in its first few documents.

The result is a `FormTrials` (auditor/capture/schema/probes/forms.py).
"""

from __future__ import annotations

import time
from typing import Any

from playwright.async_api import Dialog
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes.base import typed
from auditor.capture.schema.probes.forms import FormTrials

ORDER = 80
SECONDS = 14.0
CHANGES = True
ENOUGH = 7.0  # seconds after which no further form is begun
MAX_FORMS = 4
MAX_DOCUMENTS = 4
MAX_DIALOGS = 20
LIMITS = {
    "forms": MAX_FORMS,
    "fields": 30,
    "texts": 6000,
    "found": 20,
    "near": 60,  # px between a text and the field it may belong to
    "settings": 3,  # of each kind
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
            dialogs.append(dialog.message[:200])

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
        forms = await self._call(document, "forms.list", LIMITS)
        for setting in await self._call(document, "forms.settings"):
            leaves = await self._leaves(document, setting["field"])
            self.observation["settings"].append(
                {"field": [document, setting["field"]], "kind": setting["kind"], "leaves": leaves}
            )
        for number in self._passwords(document, forms):
            pasted = await self._call(document, "forms.paste", number)
            if pasted is not None:
                self.observation["pastes"].append({"field": [document, number], **pasted})
        for at, form in enumerate(forms):
            if time.monotonic() > self.end or len(self.observation["forms"]) >= MAX_FORMS:
                self.observation["truncated"] = True
                return
            self.observation["forms"].append(await self._form(document, at, form))

    def _passwords(self, document: int, forms: list[dict[str, Any]]) -> list[int]:
        """Password fields, and what is typed beside them, in forms that have one."""
        document_capture = self.session.documents[document]

        def kind(number: int) -> str:
            return document_capture.properties_of(number).type

        numbers: list[int] = []
        for form in forms:
            if any(kind(number) == "password" for number in form["fields"]):
                numbers += [number for number in form["fields"] if kind(number) in ("password", "text", "tel", "email")]
        return numbers[:8]

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
