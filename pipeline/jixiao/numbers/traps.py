"""What looks like a quantity and is none: ordinals, codes, telephone numbers, list numbers, names, adverbs.

Each function looks at a bounded window of folded text.
"""

from __future__ import annotations

import re

from jixiao.lexicon.automaton import Automaton
from jixiao.lexicon.overlays import active, remembered
from jixiao.lexicon.tables import read_table
from jixiao.numbers.fold import fold_text
from jixiao.numbers.numerals import Reading
from jixiao.numbers.units import Found, UnitInfo

_HAN = re.compile(r"[\u4e00-\u9fff]")
_END = re.compile(
    r"[ ]?(?:$|[,，.。;；:、!！?？()\[\]\n\t\"”'’》】]|且|并|或|和|与|及|的|时|得|计|为|扣|则|是|至|到|不得)"
)
_CODE_WORDS = re.compile(
    r"(?:电话|手机号?码?|传真|热线|邮编|邮政编码|编码|编号|代码|账号|帐号|卡号|证号|文号|学号|QQ|信用代码|身份证号?|车牌|型号|批号|房号|门牌|"
    r"索引号|序号|代号|执行号|合同号|国道|省道|县道|执照)(?:为|是|号码|号)?[ ]{0,2}[:：(]?[ ]{0,2}$"
)
_BEFORE_CODES = frozenset("话机码真线编号代Q证牌型批房门道照为是:( ")
"""What can stand right before a code: the ends of the words above, saves the search."""
_LABEL = re.compile(r"(?:附件|附表|附图|表|图|指标|任务|目标|专栏|附录|例|注|方案|机构|清单|公式|式|No|NO|no)[ ]?$")
_ORDINAL_CHAIN = re.compile(
    r"第[零〇一二三四五六七八九十百0-9]{1,4}(?:[、,，和与及或至到~-][零〇一二三四五六七八九十百0-9]{0,4}){0,6}$"
)
_SIGN_WORDS = re.compile(
    r"(?:为|是|达|长|降|速|率|幅|余|亏|损|差额?|值|变动|偏差|至|到|在|比|[=:(,，、。;；<>≤≥ \n\t])$"
)


@remembered()
def _names() -> Automaton:
    return Automaton(
        fold_text(row["name"]) for row in read_table("units_names.csv", ("name", "kind"), key="name", overlays=active())
    )


_STRUCTURE = re.compile(
    r"""
    (?=[\[(第A-Za-z0-9上下前倒附专×*/零〇一二三四五六七八九十百千_])     # no form begins otherwise: a fast look ahead
    (?:
      [\[(][ ]?(?:19|20)[0-9]{2}[ ]?[\])][ ]?第?[ ]?[0-9]{1,5}[ ]?号             # 〔2021〕1号
    | 第[ ]?[零〇一二三四五六七八九十百千0-9]{1,7}
      (?:[、,，和与及至到~-]第?[零〇一二三四五六七八九十百0-9]{1,4}(?![.0-9%]))*    # 第一、二
    | [A-Za-z]{1,3}[0-9]{1,4}\+[0-9]{1,3}(?:\.[0-9]{1,3})?                       # stake numbers: K12+300
    | [A-Za-z]{1,8}-?[0-9]{1,12}(?:[.-][0-9]{1,8}){0,4}(?![0-9.,]{0,12}[%元亿万])[A-Za-z]{0,3}    # PM2.5, G4, COVID-19
    | (?<![0-9])(?:0[0-9]{2,3}-?[0-9]{7,8} | 1[3-9][0-9]{9} | 400-?[0-9]{3}-?[0-9]{4})(?![0-9]|\.[0-9])   # telephones
    | (?<![0-9])1(?:2[0-9]{3}|[12][0-9])(?=[ ]?(?:平台|热线|专线|举报|投诉|服务))             # hotlines: 12315平台
    | (?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])                       # 8:30
    | (?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,6})?(?::[0-9]{1,9}(?:\.[0-9]{1,6})?){1,4} # 1:1.5
    | (?<![0-9.])[0-9]{1,6}(?:\.[0-9]{1,6}){2,8}                                  # 1.2.3
    | [0-9]{1,2}[时点][0-9]{1,2}分(?!钟)                                           # clocks
    | [上下]午[0-9一二三四五六七八九十]{1,3}[点时](?:[0-9半一二三四五六七八九十]{1,3}分?)?
    | 前[一二三四五六七八九十百两0-9]{1,4}[名位强甲](?!社|科) | 倒数[一二三四五六七八九十0-9]{1,3}
    | (?:附件|附表|附图|专栏|附录)[ ]?[0-9一二三四五六七八九十]{1,3}(?:[—-][0-9]{1,3}){0,3}
    | [0-9]{1,6}[ ]?号(?!召) | [零〇一二三四五六七八九十百]{1,6}号(?!召|称)
    | [0-9]{1,4}[0-9-]{0,8}(?:栋|幢|号楼|单元|室)(?=[0-9一二三四五六七八九]{1,3}(?:单元|楼|室|号))   # 3栋2单元
    | \([0-9]{3}类\)(?:[^()]{0,30}\([0-9]{2}款\)(?:[^()]{0,30}\([0-9]{2}项\))?)?   # (208类)…(05款)…(01项)
    | [0-9]{1,2}对[0-9]{1,2}(?![0-9]) | [0-9]{1,2}[×*xX][0-9]{2}[ ]?(?:小时|h)    # 1对1, 7×24小时
    | [0-9一二三四五六七八九十百千]{1,4}年一遇 | /[0-9]{1,3}万(?!元)               # 20年一遇, 8.5/10万
    | [0-9]{2}(?:年)?代 | [0-9]{2}后(?![0-9续期])                                  # 80后
    | [0-9一二三四五六七八九]A级?(?![A-Za-z])                                      # 5A级
    | [×*xX][ ]?100%                                                              # the constant of a formula
    | 一[^\s，。、；：,;:“”"()0-9一二三四五六七八九十百千万亿零点个次名年月天]{1,3}一(?=[\u4e00-\u9fff])   # 一企一策
    | [A-Za-z0-9_.-]{1,40}@[A-Za-z0-9.-]{1,60} | https?://[^\s，。；]{1,300} | www\.[^\s，。；]{1,200}
    )
    """,
    re.VERBOSE,
)
"""Codes, ordinals, document numbers, clocks, addresses: numbers that count nothing."""


def block(folded: str, blocked: bytearray) -> None:
    """Marks the characters of names with numbers, codes, ordinals and document numbers."""
    for start, end, _ in _names().find(folded):
        blocked[start:end] = b"\1" * (end - start)
    for match in _STRUCTURE.finditer(folded):
        blocked[match.start() : match.end()] = b"\1" * (match.end() - match.start())


def ends(text: str, at: int) -> bool:
    """Whether nothing that a number could count follows: punctuation, a connective, the end."""
    return _END.match(text, at) is not None


_ANNOUNCED = re.compile(r"(?:分别|依次)[^。；;\n]{0,36}$")


def announced(text: str, at: int) -> bool:
    """Whether 分别 or 依次 announces several numbers in the sentence so far (40 characters)."""
    return _ANNOUNCED.search(text[max(0, at - 40) : at]) is not None


def listed(text: str, at: int) -> bool:
    """Whether a list of numbers is announced just before: 分别为82，225元."""
    return re.search(r"(?:分别|依次|各)[^。；\n]{0,8}$", text[max(0, at - 10) : at]) is not None


def code(text: str, start: int, end: int, digits: str) -> bool:
    """Whether Arabic digits are a code: letters attached, a leading zero, a label such as 电话 before them, too long."""
    before = text[start - 1 : start]
    if before and before.isascii() and (before.isalpha() or before in "_#@\\"):
        return re.match(r"[ ]?(?:%|[万亿]?元|个百分点|[万亿])", text[end : end + 6]) is None
    whole = "." not in digits
    if whole and len(digits) > 1 and digits[0] == "0":
        return True
    if whole and len(digits) >= 12 and text[end : end + 1] not in ("元", "万", "亿", "%", " "):
        return True
    window = text[max(0, start - 12) : start]
    if (
        before
        and before in "-~"
        and re.search(r"[A-Za-z0-9]-$", window)
        and re.search(r"(?:附件|表|图|[A-Za-z])[0-9]*-$", window)
    ):
        return True
    return len(digits) >= 3 and before in _BEFORE_CODES and _CODE_WORDS.search(window) is not None


def ordinal_or_code(text: str, start: int, end: int) -> bool:
    """Whether a number without unit is an ordinal or part of a label."""
    window = text[max(0, start - 10) : start]
    return _ORDINAL_CHAIN.search(window) is not None or _LABEL.search(window) is not None


_LEFT_OF_ONE = frozenset("统唯同之单划逐专不第某另任上下进归初末惟其万如归年届每哪首")
_NAME_LEFT = frozenset("第")


def hanzi(text: str, start: int, end: int, run: str) -> bool:
    """Whether a Hanzi numeral is part of a word or an ordinal."""
    before = text[start - 1 : start]
    if run == "一" and before in _LEFT_OF_ONE and before:
        return True
    if run[0] in "万亿千百" and before in ("第", "每") and before:
        return True
    if before and before in "第周" and before != "":
        return True
    if before in ("十", "星") and before == "星":
        return True
    return _ORDINAL_CHAIN.search(text[max(0, start - 10) : start]) is not None


_AFTER_BLANK = re.compile(
    r"项目|个人|个体|单位|人员|人均|人才|部门|本年|本级|本单位|分值|次数|台账|件数|条件|家庭|名称|年度|年初|日期|月份|成本|成效|成果|分析|"
    r"期末|期初|组织|机构|企业|产|质量|时效|名|度|方|处理|所属|所有|支出|区|市|县|镇|乡|村|站|班|组|队|省|年|月|日|倍数|折|成|层|级|类"
)


def after_blank(text: str, at: int) -> bool:
    """Whether what follows a blank is the next column's word rather than the number's unit (5 项目支出)."""
    match = _AFTER_BLANK.match(text, at)
    if match is None:
        return False
    if len(match[0]) == 1:
        follow = text[at + 1 : at + 2]
        return bool(follow) and _HAN.match(follow) is not None and match[0] not in ("年", "月", "日", "名")
    return True


_COUNTING = re.compile(
    r"(?:共计?|合计|累计|总计|达到?|举办|开办|举行|开展|培训班?|编发|印发|出版|刊发|发布|组织|完成|有|设立?|含|仅|每|近|约|超过?|不少于|余|建设|新建|新增|"
    r"召开|推出|播出|制作|处理|下设|辖|包括|涉及|覆盖|划分为?|分为|获评|这|此|该|上述|以上|其他|其余|全部|另外|等|选派|抽调|聘请|配备|拥有)$"
)


_HELD = re.compile(r"(?:举办|开办|开展|培训班?|编发|印发|出版|刊发|共|累计)$")


def counted(text: str, start: int, end: int, found: Found, whole: Reading) -> bool:
    """Whether a Hanzi numeral before a weak unit (期, 本, 站 …) is a count: a range, its length or a verb says so."""
    name = found.info.unit
    if name in ("分", "两"):
        return True  # their context was asked already
    if name in ("期", "级"):
        return _HELD.search(text[max(0, start - 4) : start]) is not None
    if whole.low != whole.high:
        return True
    if found.info.dimension != "count":
        return end - start > 1
    return _COUNTING.search(text[max(0, start - 6) : start]) is not None and end - start <= 4


_SCORE_LEFT = re.compile(r"(?:计|得|扣|加|减|赋|评|打|满分|分值|总分|各|占|为|共|值|高|低|每项|不少于|超过|[(（])[ ]?$")


def unit(text: str, start: int, end: int, found: Found, *, hanzi: bool) -> bool:
    """Whether the unit after this numeral belongs to another word or needs a context that is not there."""
    name = found.info.unit
    if hanzi and len(name) == 1 and text.startswith(name, found.end) and text[start:end] == "一":
        return True  # 一次次, 一座座
    if text[start:end] in ("零", "〇") and found.info.dimension not in ("money", "ratio", "percentage_point", "score"):
        return True  # 零件, 零点
    if name == "分":
        if hanzi:
            return _SCORE_LEFT.search(text[max(0, start - 4) : start]) is None
        return text[found.end : found.end + 1] == "之"
    if (
        name == "两"
        and re.search(
            r"[酒茶金银药肉米面油粮糖盐重斤]", text[max(0, start - 10) : start] + text[found.end : found.end + 6]
        )
        is None
    ):
        return True
    if name == "日" and not hanzi:
        around = text[max(0, start - 4) : start]
        after = text[found.end : found.end + 3]
        return not (
            re.match(r"[内以之左]|历天|均", after)
            or re.search(
                r"(?:每|超过?|满|近|约|足|少|长|期|时|共|计|达|缩短|延长?|提前|后|过|于|迟|误|滞|用|了)$", around
            )
        )
    if name == "日" and hanzi:
        return text[found.end : found.end + 1] not in ("内", "以", "之")
    if name in ("年", "年度", "学年") and not hanzi:
        printed = text[start:end].strip()
        return len(printed) >= 4 and printed.isdigit()
    if (
        hanzi
        and end - start == 1
        and re.match(r"[县村镇乡屯庄桥山河湖峡寨](?![级域级镇委])", text[found.end : found.end + 2])
    ):
        return name in ("家", "台", "道", "门", "里", "元", "方", "角")
    return (
        name == "个"
        and re.match(r"一(?!等|类|级|般|线|体|次|流)", text[found.end : found.end + 2]) is not None
        and hanzi
    )


_PROSE = re.compile(r"[\u4e00-\u9fff][ ]{0,2}$")


def prose_before(text: str, at: int) -> bool:
    """Whether Han text stands before, at most two blanks away."""
    return _PROSE.search(text[max(0, at - 3) : at]) is not None


def is_sign(text: str, at: int, *, measured: bool = False) -> bool:
    """Whether the mark at this place is a sign and not a dash or a code's hyphen; ``measured``: % or a degree follows."""
    if at == 0:
        return True
    before = text[at - 1]
    if text[at] == "负":
        return before in "为是达至到于、,，:：。;；( \n\t"
    if before in "0123456789%)℃个元分家人项" or (before.isascii() and before.isalnum()):
        return False
    if measured and _HAN.match(before):
        return True
    return _SIGN_WORDS.search(text[max(0, at - 2) : at]) is not None


def after_word(text: str, start: int, end: int, word: str, info: UnitInfo | None) -> bool:
    """Whether a word behind the unit is no modifier of the number here."""
    if word == "内":
        return info is None or info.dimension != "time" or text[end : end + 1] in tuple("部外生容设地在")
    if word in ("以下", "之下"):
        return text[end : end + 1] in tuple("几四五六七八九十简称方问工措内")
    if word == "多":
        return text[end : end + 1] not in (
            "",
            ",",
            "，",
            "。",
            ";",
            "；",
            "、",
            "的",
            "来",
            "时",
            "年",
            "前",
            "(",
            ")",
            "\n",
            " ",
        )
    if word == "上下":
        return text[end : end + 1] in ("联", "一", "同", "游", "级", "班", "学")
    if word == "前后":
        return text[end : end + 1] in ("对", "共", "相")
    if word == "余":
        return not ends(text, end)
    return False


def equation(text: str, start: int, end: int) -> bool:
    """Whether = states a value (预算调整率=0) and is not a step of a formula."""
    left = text[max(0, start - 1) : start]
    return bool(left) and _HAN.match(left) is not None and re.match(r"[ ]?[×*/÷+x-]", text[end : end + 2]) is None


def spelled_out(text: str, start: int, end: int) -> bool:
    """Whether a Hanzi numeral without unit is written out enough to be a number of its own: 三万二, 一百七."""
    run = text[start:end]
    return len(run) >= 3 and run[0] in "一二三四五六七八九两十" and any(c in "百千万亿" for c in run[1:])


_MONEY = re.compile(r"[税金款资额费入支出产值投贷债补助润预算经购价薪酬钱]")


_HEADS = re.compile(r"[人户次口]|数量?[为达]?$|[量]$|用户|客流|游客|粉丝|阅读|点击|浏览|就业|规模[为达]?$")


def about_money(text: str, at: int) -> bool:
    """Whether the words before speak of money: those just before, else the sentence so far (30 characters)."""
    near = text[max(0, at - 6) : at]
    if _MONEY.search(near) or _HEADS.search(near):
        return _HEADS.search(near) is None
    return _MONEY.search(text[max(0, at - 30) : at].rpartition("。")[2]) is not None


_FROM = re.compile(r"(?:由|从|自)[^，。；、\n]{0,12}$")


def from_to(text: str, start: int) -> bool:
    """Whether 由, 从 or 自 stands before: two numbers of a change, not a range."""
    return _FROM.search(text[max(0, start - 14) : start]) is not None
