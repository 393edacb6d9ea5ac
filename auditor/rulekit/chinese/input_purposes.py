"""What a field asks for, by the words of its label, as far as that is one of the purposes that WCAG 2.2 lists in its
section 7, and whose data it is. Chinese and English.

A purpose is a reading of words. What the list doesn't have (a licence number, an identity card, a one-time code) is
none.
"""

from __future__ import annotations

import re
from typing import Literal

# Purpose, as the token of `autocomplete` that tells it, the more telling words first.
_PURPOSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (token, re.compile(words, re.I))
    for token, words in (
        ("", r"验证码|校验码|captcha|verification code|身份证|证件号"),
        ("username", r"用户名|登录名|账号(?!码)|帐号|账户名|\buser ?name|\baccount( name)?$|\blogin"),
        ("new-password", r"(新|确认|设置)密码|(new|confirm|repeat) password"),
        ("current-password", r"密码|口令|\bpassword"),
        ("email", r"邮箱|电子邮件|电邮|\be-?mail"),
        ("postal-code", r"邮编|邮政编码|\b(post(al)? ?code|zip)\b"),
        ("tel", r"手机|电话|移动号码|联系方式|\b(tele)?phone\b|\bmobile\b|\btel\b|\bcell ?phone"),
        ("bday", r"生日|出生(日期|年月|时间)|\bbirth(day|date)?\b|\bdate of birth"),
        ("sex", r"性别|\b(gender|sex)\b"),
        ("organization-title", r"职务|职称|岗位名称|\bjob title\b"),
        ("organization", r"(工作|所在|任职)(单位|机构|公司)|\b(employer|(your|my) (company|organi[sz]ation))\b"),
        ("cc-number", r"银行卡号|信用卡(号|卡号)|\b(credit|debit)? ?card number|\bcvv\b|\bcvc\b"),
        (
            "street-address",
            r"(家庭|居住|通[讯信]|联系|详细|收货|邮寄)地址|住址|^地址|\b(street |postal |home )?address\b",
        ),
        ("country", r"所在国家?|国家或地区|\bcountry\b"),
        ("nickname", r"昵称|\bnickname"),
        ("url", r"个人(主页|网站)|\b(your|personal) (homepage|website)"),
        (
            "name",
            r"姓名|^(名字|称呼)$|您(的|怎么)称呼|\b(full|first|last|middle|given|family|your|my|real)[ -]?name\b"
            r"|\bsurname\b|^name$",
        ),
    )
)
_OWN = re.compile(r"本人|您的?|你的?|我的|自己|个人|\b(your|my|own)\b", re.I)
# Words for what is no person, and for persons that are not the one who fills in.
_OTHER = re.compile(
    r"宠物|犬|猫|动物|车辆|商品|产品|项目|设备|企业|公司|法人|法定代表|孩子|子女|儿童|婴儿|幼儿|新生儿|学生|学员|配偶|父母|父亲|母亲"
    r"|监护人|亡|死者|被.{1,4}人|对方|第三方|\b(pet|dog|cat|child|kid|baby|spouse|partner|parent|guardian|company|product|item)('?s)?\b",
    re.I,
)
# These may be the user or not.
_UNSURE = re.compile(
    r"联系人|收[件货]人|申请人|报名人|预约人|投诉人|举报人|紧急|经办人|代办|负责人|户主|业主|参会|嘉宾|推荐"
    r"|\b(recipient|contact|applicant|emergency|guest|friend)",
    re.I,
)


def input_purpose(label: str) -> str:
    """The token of `autocomplete` for what a label asks for; "" where that is on no list."""
    said = " ".join(label.replace("_", " ").split())
    return next((token for token, words in _PURPOSES if words.search(said)), "")


def whose_data(label: str) -> Literal["own", "other", "unsure", "unsaid"]:
    """Whose data a label asks for: the user's own where it says so, another's, one that may be either, or not said."""
    if _OTHER.search(label):
        return "other"
    if _OWN.search(label):
        return "own"
    return "unsure" if _UNSURE.search(label) else "unsaid"
