"""The text alternative of an image stands for the image: no file name, no placeholder, not another's.

Assumptions: a file name or a placeholder never stands for an image (F30). Only the kind of image ("logo"), a name
that contradicts the file's name, one text for many images, and drawings whose content can't be read are for a person;
where images are read, the words drawn may show that the name is right. Likely is: "X logo" as the name of a file
"y-logo", where X and Y are single names that are neither short for each other nor tied by the page's words or address,
and Y can't be read as pinyin (it might say the same in Chinese). Limits of size and number are ours.
Source: WCAG 2.2 1.1.1; failure F30; ACT rule qt1vmo (Image accessible name is descriptive).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, file_stem, name_parts, per_view, visible_images
from auditor.rulekit.probes import images_seen, sure_words
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, coverage, is_listed, topic_words

RULE = Rule(id="image-name", requirements=("wcag22:1.1.1",), impact="serious", act=("qt1vmo",), views=("desktop",))
MANY = 4  # images of different files with one name; ours
LARGE = 100  # px; a drawing of this size is more than a sign; ours
FILE = re.compile(r"\A(?=.+\.(?:jpe?g|png|gif|svg|webp|bmp|ico|tiff?|avif|heic)\Z)[^\s/]++(?: [^\s/]++){0,6}", re.I)
CAMERA = re.compile(
    r"(img|dsc|dscn|dscf|pic|pict|image|photo|mmexport|wx|screenshot|微信图片|微信截图|qq图片|qq截图|截图|屏幕截图|捕获|图片)"
    r"[_\s-]*\d{4,}[\d_\s-]*",
    re.I,
)
KINDS = {"logo", "icon", "map", "chart", "photo", "flag", "badge", "banner", "picture", "image"}
# Parts of file names that tell looks or place, not whose it is.
LOOKS = set(
    re.findall(
        r"[a-z]+",
        """
        header footer top site main new white black dark light color colour big small large mobile web pc home index
        default the of and x img final
        """,
    )
)
# Words that stand for an owner without naming it: the file or the text may still be right.
NO_OWNER = (
    LOOKS
    | KINDS
    | set(
        re.findall(
            r"[a-z]+",
            """
        company corp brand client partner sponsor customer gov government city office school library museum hospital
        bank university college center centre station page nav menu login app our my this official base common theme
        left right bottom old org organization agency ministry bureau department service services project event test
        demo sample full text name share red blue green gray grey square round cn en zh print
        """,
        )
    )
)
PAIR = re.compile(r"\A([a-z][a-z0-9]{2,})[ _-]?logo", re.I)
SYLLABLE = (
    r"(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un"
    r"|uo|ve|a|e|i|o|u|v)"
)
PINYIN = re.compile(rf"(?:{SYLLABLE})+", re.I)
VOWEL = re.compile(r"[aeiouy]", re.I)


def _short_for(one: str, other: str) -> bool:
    """Whether the letters of one stand in the other in this order: "gz" in "guangzhou"."""
    letters = iter(other)
    return all(letter in letters for letter in one)


def _other_owner(name: str, image: Node, view: View) -> bool:
    """Text and file name each one owner by a name of its own, and nothing ties the two."""
    text, file = PAIR.fullmatch(name.strip()), PAIR.fullmatch(file_stem(image))
    if text is None or file is None or " " not in name.strip():
        return False
    one, other = text[1].lower(), file[1].lower()
    if {one, other} & NO_OWNER or PINYIN.fullmatch(other) or sum(letter.isdigit() for letter in other) > 1:
        return False
    # Without a vowel it may be short for Chinese words ("zgzf"); a digit inside is a name's ("w3c").
    if not VOWEL.search(other) and not re.search(r"\d", other):
        return False
    if _short_for(one, other) or _short_for(other, one) or other in view.page.final_url.lower():
        return False
    words = re.findall(r"[a-z0-9]+", f"{view.page.title} {view.text}".lower())
    initials = "".join(word[0] for word in words)
    return not (one in initials or other in initials or {one, other} <= set(words))


def _is_file(name: str, image: Node) -> bool:
    if FILE.fullmatch(name) or CAMERA.fullmatch(name):
        return True
    stem = file_stem(image)
    return (
        bool(stem)
        and name.lower() == stem.lower()
        and bool(re.search(r"\d", name))
        and bool(re.search(r"[_\d-]{2}|\d$", name))
    )


def _contradicts(name: str, image: Node) -> bool:
    """Both say what kind it is, and whose, and the two have nothing in common."""
    of_file = set(name_parts(file_stem(image))) - LOOKS
    words = [word for word in re.findall(r"[a-z][a-z0-9]+", name.lower()) if word not in LOOKS]
    of_name = set(words)
    if not (of_file & of_name & KINDS):
        return False
    whose_file = {part for part in of_file - KINDS if re.fullmatch(r"[a-z]++(?:\d[a-z]*+)?", part) and len(part) > 1}
    whose_name = of_name - KINDS
    if not whose_file or not whose_name or re.search(r"[\u3400-\u9fff]", name):
        return False
    initials = "".join(word[0] for word in words if word not in KINDS)
    joined = "".join(word for word in words if word not in KINDS)
    return not any(
        part in joined or part in initials or part[:4] in joined or any(w in part for w in whose_name)
        for part in whose_file
    )


@per_view
def _by_name(view: View) -> dict[str, list[Node]]:
    by_name: dict[str, list[Node]] = {}
    for node in view.find("img"):
        if node.rendered and node.name:
            by_name.setdefault(node.name, []).append(node)
    return by_name


def _same_name(image: Node, view: View) -> int:
    """How many different files have this image's name, told at the first of them only."""
    alike = _by_name(view).get(image.name, [])
    first = bool(alike) and alike[0] is image
    return len({node.source or node.attr("src") for node in alike}) if first else 0


def _says_so(drawing: Node, view: View) -> bool:
    """Whether words were read in a drawing, and all of them stand in its name."""
    seen = images_seen(view).get(drawing)
    words = sure_words(seen.text) if seen else []
    return bool(words) and coverage(topic_words(" ".join(words)), topic_words(drawing.name)) == 1


def applicability(view: View) -> Iterator[Node]:
    """Visible images with a name, outside anything named as a whole."""
    return (node for node in visible_images(view) if node.name and not node.hidden_from_at)


def expectation(image: Node, view: View) -> Verdict:
    """The name against what surely stands for nothing; then against the file's name."""
    name = image.name.strip()
    facts: Evidence = {"name": name[:80], "file": file_stem(image)[:80]}
    if _is_file(name, image):
        return failed("file", **facts)
    if is_listed(name, "placeholder.image", numbered=True):
        return failed("placeholder", **facts)
    if is_listed(name, "placeholder.image_kind", numbered=True):
        return cant_tell("kind", **facts)
    if _contradicts(name, image):
        if _other_owner(name, image, view):
            return failed("owner", confidence="likely", **facts)
        return cant_tell("other", **facts)
    if (count := _same_name(image, view)) >= MANY and len(compact(name)) > 1:
        return cant_tell("same", count=count, **facts)
    if image.tag == "canvas" or (
        image.tag == "svg" and min(image.box[2:]) >= LARGE and not image.closest("a", "button")
    ):
        return passed() if _says_so(image, view) else cant_tell("drawing", **facts)
    return passed()
