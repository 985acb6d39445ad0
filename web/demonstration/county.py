"""Places, agencies and staff of the demonstration county."""

from dataclasses import dataclass

from core.places.service import add_agency, add_place
from core.store import Unit
from core.trust.service import create_account, grant
from web.demonstration.chance import Chance
from web.demonstration.timeline import Timeline

COUNTY = "yanshi"

#: Path, name, kind; parents first.
PLACES = (
    ("yanshi", "演示县", "county"),
    ("yanshi/jinshan", "金山镇", "township"),
    ("yanshi/jinshan/xiaojian", "小枧村", "village"),
    ("yanshi/jinshan/hengjiang", "横江村", "village"),
    ("yanshi/jinshan/gaoshan", "高山村", "village"),
    ("yanshi/jinshan/xinqiao", "新桥村", "village"),
    ("yanshi/jinshan/baizhu", "白竹村", "village"),
    ("yanshi/jinshan/shankou", "山口村", "village"),
    ("yanshi/jinshan/qingxi", "清溪村", "village"),
    ("yanshi/jinshan/shitang", "石塘村", "village"),
    ("yanshi/tianchi", "天池街道", "street"),
    ("yanshi/tianchi/xianheguan", "仙鹤观社区", "community"),
    ("yanshi/tianchi/mianhuawan", "棉花湾社区", "community"),
    ("yanshi/tongjia", "童家镇", "township"),
    ("yanshi/tongjia/guanyin", "观音村", "village"),
    ("yanshi/tongjia/shuangtang", "双塘村", "village"),
    ("yanshi/tongjia/laojing", "老井村", "village"),
    ("yanshi/nanta", "南塔街道", "street"),
    ("yanshi/nanta/sanli", "三里社区", "community"),
    ("yanshi/nanta/xinnan", "新南社区", "community"),
    ("yanshi/dongshan", "东山镇", "township"),
    ("yanshi/dongshan/liangshui", "凉水村", "village"),
    ("yanshi/dongshan/taohua", "桃花村", "village"),
    ("yanshi/dadong", "大东街道片区", "district"),
    ("yanshi/dadong/beimen", "北门社区", "community"),
    ("yanshi/dadong/hebian", "河边社区", "community"),
    ("yanshi/dadong/fangzhi", "纺织社区", "community"),
)
AGENCIES = (
    ("minzheng", "县民政局", "purchaser"),
    ("qinghe", "青禾社会工作服务中心", "provider"),
    ("changzhe", "长者居家服务中心", "provider"),
    ("xiangzhen", "乡镇巡访队", "provider"),
    ("dashou", "搭把手社工服务社", "provider"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """One account of the demonstration: agency, role, and the places that the grants name."""

    login: str
    name: str
    role: str
    agency: str
    places: tuple[str, ...] = (COUNTY,)


#: The first of a role stands behind that role's door.
STAFF = (
    Colleague(
        login="luo",
        name="罗小梅",
        role="worker",
        agency="qinghe",
        places=("yanshi/jinshan", "yanshi/tianchi", "yanshi/tongjia"),
    ),
    Colleague(
        login="deng",
        name="邓文斌",
        role="worker",
        agency="qinghe",
        places=("yanshi/jinshan", "yanshi/nanta", "yanshi/dongshan"),
    ),
    Colleague(
        login="hejing", name="何静", role="worker", agency="qinghe", places=("yanshi/jinshan",)
    ),
    Colleague(
        login="qin",
        name="秦志远",
        role="manager",
        agency="qinghe",
        places=(
            "yanshi/jinshan",
            "yanshi/tianchi",
            "yanshi/tongjia",
            "yanshi/nanta",
            "yanshi/dongshan",
        ),
    ),
    Colleague(login="zhao", name="赵敏", role="county", agency="minzheng"),
    Colleague(login="qian", name="钱立", role="county", agency="minzheng"),
    Colleague(login="sun", name="孙立群", role="county_leader", agency="minzheng"),
    Colleague(
        login="zhong",
        name="钟玉兰",
        role="township",
        agency="minzheng",
        places=("yanshi/jinshan",),
    ),
    Colleague(login="zhou", name="周铭", role="agency", agency="qinghe"),
    Colleague(
        login="tan",
        name="谭秀英",
        role="worker",
        agency="changzhe",
        places=("yanshi/jinshan", "yanshi/tongjia"),
    ),
    Colleague(
        login="peng",
        name="彭丽",
        role="worker",
        agency="changzhe",
        places=("yanshi/tianchi", "yanshi/nanta"),
    ),
    Colleague(
        login="zeng",
        name="曾国平",
        role="worker",
        agency="changzhe",
        places=("yanshi/dongshan", "yanshi/dadong"),
    ),
    Colleague(login="fan", name="范玉珍", role="manager", agency="changzhe"),
    Colleague(
        login="dayong",
        name="吴大勇",
        role="worker",
        agency="xiangzhen",
        places=("yanshi/tongjia", "yanshi/dongshan"),
    ),
    Colleague(
        login="xie",
        name="谢春生",
        role="worker",
        agency="xiangzhen",
        places=("yanshi/tianchi", "yanshi/nanta", "yanshi/jinshan"),
    ),
    Colleague(
        login="xiaoqing", name="余晓晴", role="worker", agency="dashou", places=("yanshi/dadong",)
    ),
    Colleague(
        login="jiang", name="蒋海燕", role="worker", agency="dashou", places=("yanshi/dadong",)
    ),
    Colleague(
        login="jianhua", name="陆建华", role="manager", agency="dashou", places=("yanshi/dadong",)
    ),
    Colleague(login="audit", name="叶审计", role="auditor", agency=""),
    Colleague(login="security", name="安全员", role="security", agency=""),
    Colleague(login="system", name="系统员", role="system", agency=""),
)


def staff_ids(chance: Chance) -> dict[str, str]:
    """Login → the account's permanent id."""
    return {one.login: chance.id("account", one.login) for one in STAFF}


def lay_out(unit: Unit, chance: Chance, timeline: Timeline) -> None:
    """Make places, agencies, accounts without passwords, and their grants."""
    for key, name, kind in PLACES:
        add_place(unit, key, name, kind)
    for key, name, kind in AGENCIES:
        add_agency(unit, key, name, kind)
    ids = staff_ids(chance)
    for one in STAFF:
        create_account(unit, login=one.login, name=one.name, agency=one.agency, id=ids[one.login])
        for place in one.places:
            grant(
                unit,
                account=ids[one.login],
                role=one.role,
                place=place,
                valid_from=timeline.first(0),
                reason="演示账号",
            )
