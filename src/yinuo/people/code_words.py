"""The vocabulary of `masking`: how people write codes, and what stands beside them, as patterns.

All patterns read folded text (see `FOLD`): ASCII digits, letters and marks in place of full-width ones.
"""

from __future__ import annotations

import re

_TRADITIONAL = "碼開鎖號櫃為驗證電話機設記試這個數輸樓棟門單編錯誤訂過價兩萬轉後聯繫舊動險還發對"
_SIMPLIFIED = "码开锁号柜为验证电话机设记试这个数输楼栋门单编错误订过价两万转后联系旧动险还发对"
# One character to one character, so that places in the folded text are places in the original.
FOLD = str.maketrans(
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) != "＊"}
    | {chr(0x2460 + i): str(i + 1) for i in range(9)}
    | {"⓪": "0", "\u3000": " ", "—": "-", "–": "-"}
    | dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
)
"""Full-width forms and traditional characters as the patterns below have them."""
ZH_DIGITS = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖貳參陸"
ZH_TENS = "十百千万拾佰仟"
_D = f"[0-9{ZH_DIGITS}{ZH_TENS}]"
_EN = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_PHONE = (
    r"(?:(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9])\(?0[1-9][0-9]{1,2}\)?[- ]?[0-9]{3,4}[- ]?[0-9]{4}(?:[-转][0-9]{1,6})?(?![0-9])"
    r"|(?<![0-9])[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9]))"
)
_CODE_EN = r"(?:pass\s?(?:word|code|phrase)|pwd|pin|code|combination|combo|otp|mima)s?"
_KEY = rf"[0-9{ZH_DIGITS}](?![0-9{ZH_DIGITS}{ZH_TENS}]|\s?[下次遍秒个声分点])(?:号?键)?"
_THEN = r"\s{0,2},?\s?(?:再|然后|接着|最后|后|又|按){1,3}下?\s?"
_TURN = rf"[左右](?:转|旋|拧)?到?\s?{_D}{{1,3}}(?:圈到?|格|到)?(?:\s?{_D}{{1,3}})?"

TOKEN = re.compile(
    rf"(?P<phone>{_PHONE})"
    rf"|(?P<keys>按下?\s?{_KEY}(?:{_THEN}{_KEY}){{2,}}|{_TURN}(?:[\s,、]{{0,2}}{_TURN}){{2,}})"
    r"|(?P<date>(?<![0-9])(?:19|20)[0-9]{2}[-/.年][01]?[0-9][-/.月][0-3]?[0-9]日?(?![0-9])"
    r"|(?<![0-9:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9:]))"
    rf"|(?P<mixed>(?<![A-Za-z0-9])(?!{_CODE_EN}[0-9#])(?=[A-Za-z0-9-]{{0,40}}[A-Za-z])"
    r"(?=[A-Za-z0-9-]{0,40}[0-9])[A-Za-z0-9][A-Za-z0-9-]*[#*]{0,3})"
    rf"|(?P<place>第[0-9{ZH_DIGITS}]位?数?字?(?:是|为|:)?\s?[0-9{ZH_DIGITS}](?![个次位]))"
    rf"|(?P<spoken>[两二三四五六七八2-8]个[0-9{ZH_DIGITS}](?![样些起直定般])"
    rf"|\b{_EN}(?:[ ,-]{{1,2}}{_EN}){{2,}}\b)"
    rf"|(?P<run>[#*]{{0,3}}{_D}+(?:(?: {{1,3}}| ?[-.·_] ?)(?!{_PHONE}){_D}+)*[#*]{{0,3}})",
    re.IGNORECASE,
)
"""What holds digits: a phone, keys pressed or a dial turned one after the other, a date or time, a serial or
model, a digit and its place (第一位是3), a number spoken out (四个八, one two three), or a plain run."""

JOIN = re.compile(r"\s*(?:[、,/+|]|和|或者?|跟|与|以及|还有|又|\band\b|\bor\b)\s*[、,]?\s*")
"""What stands between the members of a list."""

LABEL = re.compile(
    r"(?P<keep>(?:故障|错误|报错)代?码|(?:邮政?|区|条形?|二维|编|尺|数|起|代|工)码|邮编"
    r"|(?:电话|手机|座机|联系|身份证|房间?|门牌|房屋|工|单|订单|工单|卡|微信|QQ)号码?"
    r"|电话|手机|座机|联系方式|微信|序列号|机身号|机身编号|编号|型号|地址|显示|提示|报错|价格?"
    r"|\bS/?N\b|\bNo\.|(?<![一-龥])号码"
    r"|\b(?:zip|postal|post|error|fault|area|country|bar|qr|serial|product|model|order)"
    r"[ -]?codes?\b|\b(?:tel|telephone|phone|mobile|call|serial|model|order|room|flat|apt"
    r"|apartment|unit|floor)\b)"
    r"|(?P<code>密码号?|口令|(?:柜|锁|箱)子?的?号码|[开解][锁箱柜]号码?|码(?!头)"
    r"|(?:数字|号码)组合|组合(?:数字|号码)"
    rf"|(?<![A-Za-z]){_CODE_EN}(?![A-Za-z]))"
    r"|(?P<number>号码)"
    r"|(?P<spot>小区|花园|公寓|大厦|广场|单元|号楼|号院|[路街道巷弄村镇栋幢座楼室号住])",
    re.IGNORECASE,
)
"""Words that say what the digits after them are: `code`, or something that is to be kept."""

SENTENCE_END = re.compile(r"[。!?;\n]|\.\s")
_LEAD_IN = (
    r"(?:就|应该|好像|可能|大概|我?记得|现在|一直|以前|原来|原|都|上|里|的|了|我|我们|家|它)*"
)
_SAYS = (
    rf"{_LEAD_IN}(?:是|为|叫|(?:设置?|改)(?:成|为|的是|了)"
    r"|\s*(?:is|are|was|=|(?:was )?set to))(?:了|的)?"
)
_MARKS = r"[\s:=\"'“”‘’「」()\[\]【】-]*"

SAID = re.compile(rf"{_MARKS}{_SAYS}{_MARKS}", re.IGNORECASE)
DIRECT = re.compile(rf"{_MARKS}(?:{_LEAD_IN}){_MARKS}")
SAID_TO_LABEL = re.compile(rf"(?:密码|口令|码){_SAYS}(?:我|我们|我家|家里?)?的?$")
CUE = re.compile(
    r"[是试按输设改用成换叫]|记得|\b(?:is|was|tried|used|entered|typed|set)\b", re.IGNORECASE
)
FORGOTTEN = re.compile(
    r"忘|想不|不记得|记不|丢|找不|不知|没人|没了|forg[eo]t|lost|don.t know", re.IGNORECASE
)
PART_OF_NUMBER = re.compile(r"的?[前后末尾][0-9一二两三四五六七八]位?(?:数字?)?(?:是|:)?")

CODE_FOLLOWS = re.compile(
    r"(?P<comma>\s*,)?[\s\"'”’」)]*(?:就?是|都不?是|不是|为|这个?|那个?|的|当作?|[做作]为?"
    r"|设[为成]|is|was|as|for|to)?\s*(?:这个|我们?|你们|the|my|our)?的?\s*"
    r"(?:旧|新|老|初始|默认|开锁|原来的?|old|new)?\s*"
    rf"(?:密码|口令|验证码|(?<![A-Za-z]){_CODE_EN}(?![A-Za-z]))"
    r"(?!\s*(?:忘|想不|不记|记不|丢|没[了有人]|找不|谁|怎么|啥|多少|[锁箱柜盘器]|is|was|:))",
    re.IGNORECASE,
)
"""A word for a code right after the digits, unless it says that the code is forgotten or begins
something else (密码锁)."""

KEYED = re.compile(
    r"(?:输入|键入|[输按摁敲用拿]|保险[箱柜]|[箱柜]子|锁)(?:了|过|上|里|一?下|数字)?[\s:\"'“‘「(]*$"
)
"""What stands before digits that are pressed to open something: said without any word for a code."""
TYPED = re.compile(r"(?:输入|键入)(?:了|过)?[\s:\"'“‘「(]*$")
"""What stands before digits that were typed, whether it opened or not."""
OPENS = re.compile(
    r"[\s\"'”’」),]*(?:[门锁它]|[柜箱]子?)?"
    r"(?:(?:就|才|便|即可|可以|能|会|来|去){0,3}(?:打开|解[锁开]|开[门锁柜箱])"
    r"|(?:就|才|便|即可|可以|能){1,3}开)(?!不|了?[吗么?])"
)
"""What stands after them; a question whether it can be opened says nothing of the digits."""
BELL = re.compile(r"门铃|对讲|呼叫|楼下|可视")
"""Where a number that is pressed is a flat's."""
BIRTHDAY = re.compile(r"生日(?:是|为|数字)?[\s:]*$")
BORN = re.compile(rf"[0-9{ZH_DIGITS}]{{4}}(?:[0-9{ZH_DIGITS}]{{2}}){{0,2}}#?")

FEW = re.compile(
    r"\s?(?:[个次位组遍回点分人岁天月周节把层道下种台枚根条户代级秒日套件]|times|digits)"
)
SOME = re.compile(
    r"\s?(?:号|栋|幢|座|单元|室|楼|弄|巷|分钟|小时|平|寸|伏|公斤|千克|斤|厘米|毫米|米|[款型系]"
    r"|[元块圆角度%]|kg\b|cm\b|mm\b|[vw]\b|minutes?|hours?|days?|yuan)",
    re.IGNORECASE,
)
CALLED = re.compile(r"(?:打|拨打|找|报|call)(?:了|过)?\s?$", re.IGNORECASE)
SHORT_NUMBERS = frozenset({"110", "112", "119", "120", "122", "12315", "12345", "12348", "12358"})
