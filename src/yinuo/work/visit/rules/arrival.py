"""Arrival: codes, badge words, and how near a reported position is."""

from __future__ import annotations

import hmac

from yinuo.base.point import Point, distance_m
from yinuo.work.visit.facts import CodeOutcome, Nearness

# Two characters, easy to say and to hear, none of a brand, a place or a person.
_WORDS = (
    "青松 白云 清泉 红枫 金桂 银杏 春风 秋月 夏荷 冬梅 朝霞 晚晴 山茶 海棠 芦苇 竹林 石榴 葡萄 樱桃 核桃 "
    "蜜桃 香瓜 黄瓜 南瓜 冬瓜 番茄 土豆 玉米 小麦 高粱 芝麻 花生 莲子 红豆 绿豆 黄豆 豌豆 蚕豆 萝卜 白菜 "
    "菠菜 芹菜 韭菜 香葱 大蒜 生姜 辣椒 胡椒 茶壶 茶杯 饭碗 汤勺 筷子 竹篮 木桌 板凳 书桌 台灯 油灯 蜡烛 "
    "灯笼 风筝 陀螺 积木 铃铛 口琴 竹笛 古筝 二胡 琵琶 小鼓 铜锣 毛笔 墨水 砚台 宣纸 信封 邮票 书签 日历 "
    "闹钟 雨伞 草帽 围巾 手套 棉袄 布鞋 背包 荷包 纽扣 针线 顶针 镜子 梳子 毛巾 肥皂 牙刷 脸盆 水桶 扫帚 "
    "簸箕 麻绳 木梯 锄头 蓑衣 水车 石磨 风车 拱桥 长廊 凉亭 小巷 码头 渔船 帆船 竹筏 火车 单车 马车 飞机 "
    "麻雀 喜鹊 燕子 黄鹂 画眉 白鹭 天鹅 鸳鸯 孔雀 白鸽 蜻蜓 蝴蝶 蜜蜂 蚂蚁 蟋蟀 萤火 金鱼 鲤鱼 青蛙 乌龟 "
    "海豚 鲸鱼 海星 贝壳 珊瑚 白兔 松鼠 刺猬 山羊 绵羊 黄牛 骏马 骆驼 小鹿 熊猫 大象 羚羊 斑马 海浪 沙滩 "
    "草原 森林 田野 溪流 瀑布 湖泊 雪山 峡谷 沙漠 绿洲 彩虹 星空 流星 月光 阳光 雨滴 雪花 露珠 微风 雷声 "
    "元宵 清明 端午 中秋 重阳 腊八 小满 谷雨 立春 寒露 霜降 大雪 豆腐 豆浆 油条 包子 馒头 面条 米饭 年糕 "
    "粽子 月饼 汤圆 饺子 馄饨 烧饼 麻花 蛋糕 饼干 糖果"
)
BADGE_WORDS = tuple(_WORDS.split())
_UNLIKELY = ("0000", "1234", "1111", "8888", "6666", "9999")


def is_good_code(code: str) -> bool:
    """Whether a fresh four-digit code is fit to be given out: nobody would guess it first."""
    return code not in _UNLIKELY


def nearness(
    point: Point | None, door: Point | None, *, within_m: float
) -> tuple[Nearness, int | None]:
    """How a reported position lies to the door, and the metres between them.

    NONE where the case has no door point: then a position proves nothing and the code alone counts.
    """
    if door is None:
        return Nearness.NONE, None
    if point is None:
        return Nearness.UNKNOWN, None
    metres = distance_m(point, door)
    return (Nearness.NEAR if metres <= within_m else Nearness.FAR), round(metres)


def judge_code(
    given: str, wanted: str, *, wrong_tries: int, most_tries: int, near: Nearness
) -> CodeOutcome:
    """What comes of a code. Place comes before the code, so that nobody can try codes from afar."""
    if wrong_tries >= most_tries:
        return CodeOutcome.LOCKED
    if near == Nearness.FAR:
        return CodeOutcome.TOO_FAR
    if near == Nearness.UNKNOWN:
        return CodeOutcome.NO_POSITION
    if hmac.compare_digest(given.strip().encode(), wanted.encode()):
        return CodeOutcome.RIGHT
    return CodeOutcome.LOCKED if wrong_tries + 1 >= most_tries else CodeOutcome.WRONG
