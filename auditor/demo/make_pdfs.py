"""Writes the sample site's two PDF files: a tagged form with text, and a scan that is an image only.

Run `python -m auditor.demo.make_pdfs`. The scan needs Pillow and a font with Chinese characters (`--font`).
The tagged file is written by hand, object by object, so that every part of its structure is known.
"""

from __future__ import annotations

import argparse
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FILES_DIR = Path(__file__).with_name("site") / "files"
TITLE = "老年人优待证申请表"
# (structure type, text, font size, y): one marked-content sequence each.
LINES = (
    ("H1", TITLE, 22, 770),
    ("P", "说明：填好后交到梧桐街道便民服务中心老年人优先窗口，可以由家人代交。", 14, 720),
    ("H2", "一、申请人", 18, 670),
    ("P", "姓名：＿＿＿＿＿＿＿＿＿＿＿＿＿＿", 14, 630),
    ("P", "身份证号：＿＿＿＿＿＿＿＿＿＿＿＿", 14, 590),
    ("P", "联系电话：＿＿＿＿＿＿＿＿＿＿＿＿", 14, 550),
    ("P", "现在住址：＿＿＿＿＿＿＿＿＿＿＿＿", 14, 510),
    ("H2", "二、领取方式（在一项前打勾）", 18, 450),
    ("P", "□ 到窗口领取", 14, 410),
    ("P", "□ 免费邮寄到家", 14, 370),
    ("P", "□ 社区工作人员送到家", 14, 330),
    ("H2", "三、咨询", 18, 270),
    ("P", "电话：0000-6660100，周一至周五办公时间。不收费，5 个工作日办好。", 14, 230),
)


def _hex(text: str, *, mark: bool = False) -> str:
    return "<" + ("FEFF" if mark else "") + text.encode("utf-16-be").hex().upper() + ">"


def tagged_pdf() -> bytes:
    """A one-page tagged PDF: title, language, structure tree, text that can be extracted."""
    content = "\n".join(
        f"/{kind} <</MCID {number}>> BDC BT /F1 {size} Tf 60 {y} Td {_hex(text)} Tj ET EMC"
        for number, (kind, text, size, y) in enumerate(LINES)
    ).encode("ascii")
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Identity def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
    )
    first = 11  # number of the first structure element
    kids = " ".join(f"{first + n} 0 R" for n in range(len(LINES)))
    objects: list[bytes] = [
        (
            b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot 8 0 R"
            b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata 10 0 R>>"
        ),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0/Tabs/S"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500 814 907 500]"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
        _stream(to_unicode),
        b"<</Type/StructTreeRoot/K 9 0 R/ParentTree<</Nums[0[" + kids.encode() + b"]]>>/ParentTreeNextKey 1>>",
        b"<</Type/StructElem/S/Document/P 8 0 R/Lang(zh-CN)/K[" + kids.encode() + b"]>>",
        _stream(_xmp().encode(), b"/Type/Metadata/Subtype/XML"),
    ]
    objects += [
        f"<</Type/StructElem/S/{kind}/P 9 0 R/Pg 3 0 R/K {number}>>".encode()
        for number, (kind, _, _, _) in enumerate(LINES)
    ]
    objects.append(f"<</Title {_hex(TITLE, mark=True)}/Producer(auditor demo)>>".encode())
    return _file(objects)


def _xmp() -> str:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{TITLE}</rdf:li></rdf:Alt></dc:title>'
        "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue, the last the information."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (len(objects) + 1, len(objects))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def scanned_pdf(font: str) -> bytes:
    """A one-page PDF that holds a slightly crooked greyscale image of a notice, and no text."""
    page = Image.new("L", (827, 1169), 250)
    draw = ImageDraw.Draw(page)
    draw.text((150, 110), "关于二〇二六年度居民医保", font=ImageFont.truetype(font, 44), fill=30)
    draw.text((240, 175), "集中参保缴费的公告", font=ImageFont.truetype(font, 44), fill=30)
    body = ImageFont.truetype(font, 26)
    lines = (
        "　　二〇二六年度城乡居民基本医疗保险集中参保缴费",
        "已经开始，现将有关事项公告如下：",
        "　　一、缴费时间：十一月一日至十二月三十一日。",
        "　　二、缴费标准：每人每年三百八十元。",
        "　　三、参保地点：户籍或者居住地所在社区。",
        "　　四、请居民按时缴费，逾期影响待遇享受。",
    )
    for number, line in enumerate(lines):
        draw.text((90, 300 + number * 58), line, font=body, fill=40)
    draw.text((430, 760), "梧桐街道办事处（示例）", font=body, fill=40)
    draw.text((470, 815), "二〇二六年十一月一日", font=body, fill=40)
    page = page.rotate(0.7, fillcolor=250, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(0.5))
    out = BytesIO()
    page.save(out, "JPEG", quality=35)
    data = out.getvalue()
    image = b"/Type/XObject/Subtype/Image/Width 827/Height 1169/ColorSpace/DeviceGray/BitsPerComponent 8"
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>",
            _stream(b"q 595 0 0 842 0 0 cm /Im Do Q"),
            _stream(data, image + b"/Filter/DCTDecode"),
            b"<</Producer(auditor demo)>>",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--font", default="NotoSansCJK-Regular.ttc", help="a font with Chinese characters")
    parser.add_argument("--out", type=Path, default=FILES_DIR, help="folder to write to")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "elder-card-form.pdf").write_bytes(tagged_pdf())
    (options.out / "scanned-notice.pdf").write_bytes(scanned_pdf(options.font))


if __name__ == "__main__":
    main()
