"""Draws report pages whose every character and cell is known, and spoils them as scanners and copiers do.

Small on purpose: what the scan benchmark and the committed sample pages need. The project's corpus generator makes
whole reports; this makes single pages in seconds, with the truth about lines, cells and boxes beside the pixels.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "song": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "hei": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    "bold": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
}
A4 = (595.0, 842.0)


@dataclass
class TruthCell:
    """A cell as it was drawn: place from 1, extent, text without breaks."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass
class TruthTable:
    """A table as it was drawn."""

    cells: list[TruthCell]
    rules: str = "full"


@dataclass
class Truth:
    """What stands on a page, in reading order."""

    paragraphs: list[str] = field(default_factory=list)
    tables: list[TruthTable] = field(default_factory=list)
    items: list[str | TruthTable] = field(default_factory=list)
    label: str | None = None

    @property
    def text(self) -> str:
        """All characters in reading order, without blanks."""
        parts = [item if isinstance(item, str) else "".join(c.text for c in item.cells) for item in self.items]
        return "".join("".join(parts).split())


class Sheet:
    """A page that is drawn on in points at some resolution."""

    def __init__(self, dpi: int = 300, size: tuple[float, float] = A4, face: str = "song") -> None:
        self.scale = dpi / 72
        self.dpi = dpi
        self.size = size
        self.image = Image.new("L", (round(size[0] * self.scale), round(size[1] * self.scale)), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.face = face
        self.truth = Truth()
        self.y = 72.0
        self._fonts: dict[tuple[str, float], ImageFont.FreeTypeFont] = {}

    def font(self, size: float, face: str | None = None) -> ImageFont.FreeTypeFont:
        key = (face or self.face, size)
        if key not in self._fonts:
            path, index = FONTS[key[0]]
            self._fonts[key] = ImageFont.truetype(path, round(size * self.scale), index=index)
        return self._fonts[key]

    def width(self, text: str, size: float, face: str | None = None) -> float:
        return self.font(size, face).getlength(text) / self.scale

    def put(self, x: float, y: float, text: str, size: float, face: str | None = None, anchor: str = "lm") -> None:
        """Text whose middle height is ``y``, not recorded."""
        self.draw.text((x * self.scale, y * self.scale), text, 20, font=self.font(size, face), anchor=anchor)

    def wrap(self, text: str, width: float, size: float, face: str | None = None) -> list[str]:
        lines, line = [], ""
        for char in text:
            if line and self.width(line + char, size, face) > width and char not in "，。；、）》”":
                lines.append(line)
                line = ""
            line += char
        return [*lines, line] if line else lines

    def title(self, text: str, size: float = 22) -> None:
        self.put(self.size[0] / 2, self.y + size / 2, text, size, "bold", "mm")
        self.y += size * 2.2
        self._note(text)

    def paragraph(
        self,
        text: str,
        size: float = 16,
        left: float = 80,
        right: float = 80,
        indent: int = 2,
        face: str | None = None,
        leading: float = 1.75,
    ) -> None:
        width = self.size[0] - left - right
        lines = self.wrap("　" * indent + text, width, size, face)
        for line in lines:
            shown = line.lstrip("　")
            lead = (len(line) - len(shown)) * size
            self.put(left + lead, self.y + size * leading / 2, shown, size, face)
            self.y += size * leading
        self._note(text)

    def _note(self, text: str) -> None:
        self.truth.paragraphs.append(text)
        self.truth.items.append(text)

    def number(self, text: str) -> None:
        self.put(self.size[0] / 2, self.size[1] - 50, text, 12, anchor="mm")
        self.truth.label = text.strip("—- ")

    def table(
        self,
        rows: list[list[str | None]],
        widths: list[float],
        *,
        size: float = 10.5,
        rules: str = "full",
        merges: dict[tuple[int, int], tuple[int, int]] | None = None,
        left: float = 60,
        pad: float = 4,
        thick: float = 0.75,
        least: float | None = None,
    ) -> None:
        """Cells that merges cover are None. ``rules``: full, half (horizontal only), none."""
        merges = merges or {}
        self.y += 6
        total = self.size[0] - 2 * left
        edges = [left]
        for width in widths:
            edges.append(edges[-1] + total * width / sum(widths))
        heights = []
        for r, row in enumerate(rows):
            tallest = 1
            for c, text in enumerate(row):
                if text and merges.get((r, c), (1, 1))[0] == 1:
                    span = merges.get((r, c), (1, 1))[1]
                    tallest = max(tallest, len(self.wrap(text, edges[c + span] - edges[c] - 2 * pad, size)))
            heights.append(max(least or 0, tallest * size * 1.25 + 5))
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] + height)
        cells = []
        line = max(1, round(thick * self.scale))
        covered = {}
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text is None:
                    continue
                down, across = merges.get((r, c), (1, 1))
                for i in range(down):
                    for j in range(across):
                        covered[(r + i, c + j)] = (r, c)
                x0, x1, y0, y1 = edges[c], edges[c + across], tops[r], tops[r + down]
                if rules == "full":
                    self.draw.rectangle(
                        [x0 * self.scale, y0 * self.scale, x1 * self.scale, y1 * self.scale], outline=30, width=line
                    )
                lines = self.wrap(text, x1 - x0 - 2 * pad, size)
                numeric = bool(text) and all(ch in "0123456789.,-%—" for ch in text)
                middle = (y0 + y1) / 2 - (len(lines) - 1) * size * 1.25 / 2
                for i, part in enumerate(lines):
                    y = middle + i * size * 1.25
                    if numeric:
                        self.put(x1 - pad, y, part, size, anchor="rm")
                    elif len(lines) == 1:
                        self.put((x0 + x1) / 2, y, part, size, anchor="mm")
                    else:
                        self.put(x0 + pad, y, part, size)
                cells.append(TruthCell(r + 1, c + 1, text, down, across))
        if rules == "half":
            for y in tops:
                self.draw.line(
                    [edges[0] * self.scale, y * self.scale, edges[-1] * self.scale, y * self.scale], 30, line
                )
        self.y = tops[-1] + 10
        table = TruthTable(cells, rules)
        self.truth.tables.append(table)
        self.truth.items.append(table)


# ------------------------------------------------------------------------------------------------ what pages say

PLACES = ["临江县", "白沙区", "石泉市", "云岭县", "青浦镇", "南坪区", "江口市", "柳河县"]
OFFICES = [
    "水务局",
    "商务粮食局",
    "文化旅游局",
    "林业站",
    "科技产业发展中心",
    "交通运输局",
    "就业服务中心",
    "统计调查队",
]
SENTENCES = [
    "{year}年度{unit}部门预算收入合计{m1}万元，其中一般公共预算拨款{m2}万元，上年结转{m3}万元。",
    "全年支出{m1}万元，同比增长{p1}%，基本支出占{p2}%，项目支出占{p3}%。",
    "为规范资金管理，本单位修订内部控制制度{n1}项，组织业务培训{n2}次，参训人员达{n3}余人次。",
    "截至{year}年12月31日，在职人员{n2}人，编制数{n1}人，财政供养人员控制率为{p2}%。",
    "“三公”经费支出{m3}万元，较上年下降{p1}%，未发生因公出国（境）费用。",
    "新建高标准农田{m2}亩，改造老旧管网{m3}公里，受益群众约{n3}户，群众满意度不低于{p2}%。",
    "存在的主要问题：一是绩效目标设置不够细化；二是部分项目前期准备不足，资金支付进度偏慢。",
    "下一步将加强预算执行分析，逐月通报支付进度，对连续两个季度未达序时进度的项目调减预算。",
    "年末固定资产总额{m1}万元，在用{m2}万元，出租{m3}万元，资产账实相符。",
    "经综合评定，本单位整体支出绩效自评得分{p2}分，评价等次为“优”。",
    "累计接待上级检查{n2}批次{n3}人次，公务接待费{m3}万元，均在年初预算控制数以内。",
    "全市地区生产总值{b1}亿元，按可比价格计算比上年增长{p1}%，增速居全省第{n2}位。",
]
HEADINGS = [
    "一、部门基本情况",
    "二、收支情况",
    "（一）基本支出情况",
    "（二）项目支出情况",
    "三、存在的主要问题",
    "四、改进措施和有关建议",
]


def sentence(rng: random.Random) -> str:
    money = [
        f"{rng.uniform(0.1, 9):.2f}",
        f"{rng.uniform(10, 900):.2f}",
        f"{rng.uniform(1000, 90000):,.2f}",
        f"{rng.uniform(5, 3000):.4f}",
    ]
    return rng.choice(SENTENCES).format(
        year=rng.randint(2008, 2023), unit=rng.choice(PLACES) + rng.choice(OFFICES), m1=rng.choice(money), m2=rng.choice(money), m3=rng.choice(money),
        p1=round(rng.uniform(0.1, 40), rng.choice([0, 1, 2])), p2=round(rng.uniform(60, 100), rng.choice([1, 2])), p3=round(rng.uniform(0, 40), 2),
        n1=rng.randint(2, 60), n2=rng.randint(2, 40), n3=rng.randint(100, 9000), b1=f"{rng.uniform(50, 900):.2f}",
    )  # fmt: skip


def money(rng: random.Random) -> str:
    value = rng.choice([rng.uniform(0.01, 10), rng.uniform(10, 1000), rng.uniform(1000, 99999)])
    return rng.choice([f"{value:.2f}", f"{value:,.2f}", f"{value:.1f}", str(round(value))])


def prose_page(rng: random.Random, dpi: int, face: str) -> Sheet:
    sheet = Sheet(dpi, face=face)
    sheet.title(f"{rng.choice(PLACES)}{rng.choice(OFFICES)}整体支出绩效自评报告", 20)
    n = 0
    while sheet.y < 680:
        if n % 3 == 0:
            sheet.paragraph(HEADINGS[(n // 3) % len(HEADINGS)], face="hei")
        sheet.paragraph(sentence(rng) + sentence(rng))
        n += 1
    sheet.number(f"— {rng.randint(1, 40)} —")
    return sheet


def form_page(rng: random.Random, dpi: int, face: str) -> Sheet:
    """The one big form: merged cells, short rows, blank cells, a cell full of prose."""
    sheet = Sheet(dpi, face=face)
    sheet.title("部门整体支出绩效自评表", 18)
    sheet.paragraph("单位：万元", size=10.5, indent=0, left=470, right=20)
    unit = rng.choice(PLACES) + rng.choice(OFFICES)
    rows: list[list[str | None]] = [
        ["部门名称", unit, None, None, "联系人", "吴某某", None],
        ["年度收入情况", "机构名称", "收入合计", "其中：", None, None, None],
        [None, None, None, "上年结转", "公共财政拨款", "政府基金拨款", "其他收入"],
        [None, "局机关", money(rng), money(rng), money(rng), "", money(rng)],
        [None, "二级机构1", money(rng), "", money(rng), "0", ""],
        [None, "合计", money(rng), money(rng), money(rng), "0", money(rng)],
        ["“三公”经费", "公务接待费", "公务用车运行维护费", None, "公务用车购置费", "因公出国（境）费", "合计"],
        [None, money(rng), money(rng), None, "0", "0", money(rng)],
        ["绩效目标", sentence(rng) + sentence(rng), None, None, None, None, None],
    ]
    merges = {
        (0, 1): (1, 3),
        (0, 5): (1, 2),
        (1, 0): (5, 1),
        (1, 1): (2, 1),
        (1, 2): (2, 1),
        (1, 3): (1, 4),
        (6, 0): (2, 1),
        (6, 2): (1, 2),
        (7, 2): (1, 2),
        (8, 1): (1, 6),
    }
    sheet.table(rows, [1.1, 1.6, 1.3, 1.2, 1.3, 1.3, 1.2], merges=merges)
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]]
    merges = {}
    plan = [
        ("产出指标", ["数量指标", "质量指标", "时效指标"]),
        ("效益指标", ["经济效益指标", "社会效益指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
    ]
    names = [
        "培训班期数",
        "维修渠道长度",
        "验收合格率",
        "资金支付及时率",
        "带动就业人数",
        "群众知晓率",
        "服务对象满意度",
    ]
    for first, seconds in plan:
        top = len(rows)
        for second in seconds:
            start = len(rows)
            for i in range(rng.randint(1, 3)):
                weight = rng.choice([5, 10, 8])
                target = rng.choice(
                    [f"≥{rng.randint(50, 99)}%", f"{rng.randint(3, 90)}期", f"≤{rng.randint(3, 90)}万元", "100%"]
                )
                rows.append(
                    [
                        first if len(rows) == top else None,
                        second if i == 0 else None,
                        rng.choice(names),
                        target,
                        target.lstrip("≥≤"),
                        str(weight),
                        str(weight),
                        "",
                    ]
                )
            merges[(start, 1)] = (len(rows) - start, 1)
        merges[(top, 0)] = (len(rows) - top, 1)
    sheet.table(rows, [1, 1.2, 1.7, 1.1, 1.1, 0.7, 0.7, 1.1], merges=merges, size=9)
    sheet.number(f"- {rng.randint(1, 40)} -")
    return sheet


def figures_page(rng: random.Random, dpi: int, face: str, rules: str = "full") -> Sheet:
    """A wide table of figures with short rows; ruled, half-ruled or unruled."""
    sheet = Sheet(dpi, face=face)
    sheet.title("财政拨款支出决算表", 18)
    sheet.paragraph(sentence(rng), size=14)
    head: list[str | None] = ["科目编码", "科目名称", "年初预算数", "全年预算数", "决算数", "增减率"]
    subjects = [
        "一般公共服务支出",
        "教育支出",
        "科学技术支出",
        "社会保障和就业支出",
        "卫生健康支出",
        "节能环保支出",
        "城乡社区支出",
        "农林水支出",
        "住房保障支出",
        "其他支出",
    ]
    rows: list[list[str | None]] = [head]
    for i, subject in enumerate(subjects):
        rows.append([str(201 + i * 2), subject, money(rng), money(rng), money(rng), f"{rng.uniform(-40, 40):.2f}%"])
    rows.append(["", "合计", money(rng), money(rng), money(rng), f"{rng.uniform(-4, 4):.2f}%"])
    sheet.table(
        rows, [0.9, 2.2, 1.2, 1.2, 1.2, 1], rules=rules, size=9.5, thick=0.5, least=0 if rules == "full" else 18
    )
    sheet.paragraph(sentence(rng), size=14)
    sheet.number(str(rng.randint(1, 90)))
    return sheet


# --------------------------------------------------------------------------------------------- how copies spoil them


def spoil(sheet: Sheet, level: str, rng: random.Random) -> Image.Image:
    """``clean`` 300 dpi, ``office`` 200 dpi (skew, noise, blur, grey, JPEG), ``bad`` 150 dpi (uneven light, folds, bleed-through, stamp)."""
    image = sheet.image
    noise = np.random.default_rng(rng.randrange(2**32))
    if level == "clean":
        image = image.rotate(rng.uniform(-0.1, 0.1), Image.Resampling.BICUBIC, fillcolor=255)
        return _jpeg(image.convert("L"), 92)
    dpi = 200 if level == "office" else 150
    size = (round(sheet.size[0] * dpi / 72), round(sheet.size[1] * dpi / 72))
    angle = rng.uniform(-2, 2) if level == "office" else rng.uniform(-1.5, 1.5)
    image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).resize(size, Image.Resampling.LANCZOS)
    image = image.filter(ImageFilter.GaussianBlur(0.6 if level == "office" else 0.7))
    grey = np.asarray(image).astype(np.float32)
    if level == "office":
        grey = 235 - (255 - grey) * 0.85 + noise.normal(0, 6, grey.shape)
        return _jpeg(Image.fromarray(grey.clip(0, 255).astype(np.uint8)), 60)
    h, w = grey.shape
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    back = np.asarray(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)).astype(np.float32)
    grey = np.minimum(grey, 255 - (255 - np.roll(back, 35, 0)) * 0.12)
    light = 0.72 + 0.28 * (x / w) - 0.1 * np.exp(-(((x - w) / (0.12 * w)) ** 2)) * (y / h)
    grey = 240 * light - (255 - grey) * 0.7 * light
    for at in (h / 3, 2 * h / 3):
        grey -= 22 * np.exp(-(((y - at - 3 * np.sin(x / 90)) / 2.2) ** 2))
    grey += noise.normal(0, 9, grey.shape)
    colour = np.stack([grey] * 3, -1).clip(0, 255).astype(np.uint8)
    stamp = Image.fromarray(colour)
    _stamp(stamp, rng, dpi)
    ImageDraw.Draw(stamp).line(
        [(w * 0.1, h * 0.62), (w * 0.2, h * 0.6), (w * 0.24, h * 0.63), (w * 0.3, h * 0.605)], (40, 50, 120), 2
    )
    return _jpeg(stamp, 40)


def _stamp(image: Image.Image, rng: random.Random, dpi: int) -> None:
    """A round red seal somewhere over the text."""
    radius = round(0.8 * dpi)
    seal = Image.new("RGBA", (2 * radius, 2 * radius), (0, 0, 0, 0))
    draw = ImageDraw.Draw(seal)
    red = (205, 30, 40, 150)
    draw.ellipse([4, 4, 2 * radius - 4, 2 * radius - 4], outline=red, width=max(3, dpi // 40))
    path, index = FONTS["bold"]
    draw.text((radius, radius), "★", red, font=ImageFont.truetype(path, radius // 2, index=index), anchor="mm")
    draw.text(
        (radius, radius * 1.5), "专用章", red, font=ImageFont.truetype(path, radius // 4, index=index), anchor="mm"
    )
    w, h = image.size
    image.paste(seal, (rng.randint(w // 4, w - 3 * radius), rng.randint(h // 4, h - 3 * radius)), seal)


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(BytesIO(buffer.getvalue())).copy()


PAGES = {
    "prose": prose_page,
    "form": form_page,
    "figures": figures_page,
    "half": lambda rng, dpi, face: figures_page(rng, dpi, face, "half"),
    "unruled": lambda rng, dpi, face: figures_page(rng, dpi, face, "none"),
}
DPI = {"clean": 300, "office": 200, "bad": 150}


def page(kind: str, level: str, seed: int) -> tuple[Image.Image, Truth, int]:
    """(image, truth, dpi) of a page; the same seed gives the same content at every level."""
    rng = random.Random(f"{kind}-{seed}")
    sheet = PAGES[kind](rng, 300, ["song", "hei"][seed % 2])
    return spoil(sheet, level, random.Random(f"{kind}-{seed}-{level}")), sheet.truth, DPI[level]


# ------------------------------------------------------------------------------------------ pages the tests look at

A5 = (420.0, 595.0)


def sample_form() -> Sheet:
    """A ruled form: merged cells, a short row, blank cells, a lone digit, prose in a cell."""
    sheet = Sheet(300, A5)
    sheet.y = 40
    sheet.title("部门整体支出绩效自评表", 15)
    rows: list[list[str | None]] = [
        ["部门名称", "石泉市林业站", None, None, "预算编码", "204015"],
        ["年度收入情况", "机构名称", "收入合计", "其中：", None, None],
        [None, None, None, "上年结转", "财政拨款", "其他"],
        [None, "局机关", "1,268.45", "20.48", "1,247.97", ""],
        [None, "二级机构1", "87.6", "", "87.6", "0"],
        [None, "合计", "1,356.05", "20.48", "1,335.57", "0"],
        ["绩效目标", "完成造林3152亩，管护古树17株，群众满意度不低于95%。", None, None, None, None],
    ]
    merges = {
        (0, 1): (1, 3), (1, 0): (5, 1), (1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (1, 3), (6, 1): (1, 5),
    }  # fmt: skip
    sheet.table(rows, [1.1, 1.3, 1.2, 1, 1.1, 0.8], merges=merges, size=9, left=36, thick=0.5)
    sheet.number("- 7 -")
    return sheet


def sample_prose() -> Sheet:
    """A title, a heading, two paragraphs, a page number."""
    sheet = Sheet(300, A5)
    sheet.y = 50
    sheet.title("石泉市林业站2021年度部门整体支出绩效自评报告", 13)
    sheet.paragraph("一、部门基本情况", 11, 50, 50, face="hei")
    sheet.paragraph(
        "本单位编制数24人，在职人员22人，财政供养人员控制率为91.67%。2021年度预算收入合计1,356.05万元，同比增长8.3%。",
        11,
        50,
        50,
    )
    sheet.paragraph(
        "全年支出1,341.20万元，其中基本支出占53.80%，项目支出占46.20%，“三公”经费0.12万元，较上年下降40%。", 11, 50, 50
    )
    sheet.number("— 3 —")
    return sheet


def sample_facing() -> Image.Image:
    """Two facing pages in one image, numbers 12 and 13."""
    spread = Image.new("L", (round(A5[0] * 2 * 300 / 72), round(A5[1] * 300 / 72)), 255)
    texts = [
        (
            "12",
            "截至2021年12月31日，累计培训林农1200余人次，发放技术资料3000份，服务对象满意度达96.5%，均完成年初目标。",
        ),
        ("13", "存在的主要问题：一是项目前期准备不足，支付进度偏慢；二是绩效指标设置不够细化，个别指标难以量化考核。"),
    ]
    for side, (number, text) in enumerate(texts):
        sheet = Sheet(300, A5)
        sheet.y = 60
        sheet.paragraph(text, 11, 50, 50)
        sheet.paragraph(text[:30] + "。", 11, 50, 50)
        sheet.number(number)
        spread.paste(sheet.image, (side * spread.width // 2, 0))
    return spread


def sample_figures() -> Sheet:
    """A table of figures without any rule."""
    sheet = Sheet(300, A5)
    sheet.y = 40
    sheet.paragraph("2021年度财政拨款支出情况（单位：万元）", 11, 50, 50, 0)
    rows: list[list[str | None]] = [
        ["科目名称", "年初预算数", "决算数", "增减率"],
        ["一般公共服务支出", "1,071.65", "1,102.30", "2.86%"],
        ["农林水支出", "134.2", "120.7", "-10.06%"],
        ["住房保障支出", "56.00", "56.00", "0"],
        ["合计", "1,261.85", "1,279.00", "1.36%"],
    ]
    sheet.table(rows, [2, 1.2, 1.2, 1], rules="none", size=9.5, left=45, least=18)
    return sheet


def write_samples(folder: Path) -> None:
    """The committed pages: small, grey, as an office copier makes them; their truth is in tests/unit/ingest_scan."""
    rng = random.Random("samples")

    def save(image: Image.Image, name: str, angle: float, quality: int = 55) -> Image.Image:
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        image = image.resize((image.width * 200 // 300, image.height * 200 // 300), Image.Resampling.LANCZOS)
        grey = np.asarray(image.filter(ImageFilter.GaussianBlur(0.5))).astype(np.float32)
        grey = 238 - (255 - grey) * 0.86 + np.random.default_rng(7).normal(0, 2.5, grey.shape)
        image = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        image.save(folder / name, "JPEG", quality=quality, dpi=(200, 200))
        return image

    folder.mkdir(parents=True, exist_ok=True)
    save(sample_form().image, "form.jpg", 0.8)
    prose = save(sample_prose().image, "prose.jpg", -1.2)
    prose.rotate(90, expand=True).save(folder / "rotated.jpg", "JPEG", quality=55, dpi=(200, 200))
    stamped = prose.convert("RGB")
    _stamp(stamped, rng, 150)
    stamped.save(folder / "stamped.jpg", "JPEG", quality=60, dpi=(200, 200))
    save(sample_facing(), "facing.jpg", 0.3)
    save(sample_figures().image, "figures.jpg", 0.5)
    save(Sheet(300, A5).image, "blank.jpg", 0.0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write pages")
    parser.add_argument("--samples", action="store_true", help="the small pages that the tests read")
    chosen = parser.parse_args()
    if chosen.samples:
        write_samples(chosen.folder)
    else:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        for level in DPI:
            for kind in PAGES:
                page(kind, level, 1)[0].save(chosen.folder / f"{kind}-{level}.png")
