//! States of the gap list worth looking at (差距清单样例): the whole county, one department for its approver, nothing
//! missing.

use super::{BlockerView, GapRow, GapUnitRow, GapsPage, OrderMark, Way};
use crate::base::{Choice, Frame, Link, Tag, Tone, paths};

const ID: &str = "provincial_publication_rate";

pub(super) fn samples() -> Vec<GapsPage> {
    let unit = |name: &str, not_met: &str, ordered: &str, effect: &str, open: Option<&str>| GapUnitRow {
        name: name.into(),
        href: "/indicators/provincial_publication_rate/gaps?department=x".into(),
        not_met: not_met.into(),
        unknown: "0".into(),
        ordered: ordered.into(),
        effect: effect.into(),
        order: open.map(|n| Link::new("/indicators/provincial_publication_rate/order?department=x", n)),
    };
    let whole = GapsPage {
        frame: Frame::sample_staff("省级平台发布占比还差 52 项，其中县民政局 11 项"),
        ways: Way::samples("gaps"),
        figure: "98.3%（3,025 ÷ 3,077 项），目标 100%，还差 52 项".into(),
        each: "每补上 1 项，升不到 0.1 个百分点".into(),
        as_of: "2026年11月22日（周日）".into(),
        indicator: ID.into(),
        department: Choice::of(&[("", "全部"), ("县民政局", "县民政局（11）")], ""),
        narrowed: String::new(),
        noun: "事项".into(),
        units: vec![
            unit("县民政局", "11", "1", "98.3% → 98.6%，升 0.4 个百分点", Some("交办 10 项")),
            unit("县市场监督管理局", "9", "9", "98.3% → 98.6%，升 0.3 个百分点", None),
        ],
        rest: vec![unit("县人力资源和社会保障局", "1", "0", "98.3% → 98.3%，升不到 0.1 个百分点", Some("交办 1 项"))],
        rows: rows(),
        may_tick: true,
        may_issue: true,
        may_try: true,
        xlsx_href: "/indicators/provincial_publication_rate/gaps.xlsx".into(),
        print_href: Some("/rectification/print?source=gap%2Fprovincial_publication_rate".into()),
        first: None,
        next: Some("/indicators/provincial_publication_rate/gaps?after=50".into()),
        shown: "第 1–50 行，共 52 行".into(),
        empty: String::new(),
    };
    let own = GapsPage {
        frame: Frame::sample_staff("县民政局在省级平台发布占比上还差 11 项"),
        ways: vec![],
        narrowed: "县民政局".into(),
        department: Choice::of(&[("", "全部"), ("县民政局", "县民政局（11）")], "县民政局"),
        rest: vec![],
        may_issue: false,
        may_try: false,
        print_href: None,
        first: Some("/indicators/provincial_publication_rate/gaps".into()),
        next: None,
        ..whole.clone()
    };
    let none = GapsPage {
        frame: Frame::sample_staff("省级平台发布占比没有差距"),
        figure: "100%（3,077 ÷ 3,077 项），目标 100%，达标".into(),
        each: String::new(),
        units: vec![],
        rest: vec![],
        rows: vec![],
        print_href: None,
        next: None,
        shown: String::new(),
        empty: "每一行都达到了，没有要交办的。".into(),
        ..whole.clone()
    };
    vec![whole, own, none]
}

fn rows() -> Vec<GapRow> {
    let blocker = |words: &str, who: &str| BlockerView {
        words: words.into(),
        who: who.into(),
        known: words != "未记录",
        href: paths::indicator_page(ID, "blockers"),
    };
    let row = |subject: &str, name: &str| GapRow {
        subject: subject.into(),
        code: "11990101000000001X4990100101001".into(),
        name: name.into(),
        href: Some(paths::item_edit(subject)),
        unit: "县民政局".into(),
        unknown: false,
        closes: vec!["省级平台发布：否 → 是".into()],
        blocker: blocker("未记录", ""),
        order: None,
        points: "不到 0.1".into(),
    };
    let ordered = GapRow {
        blocker: blocker("省平台未同步：已报省数据局", "县数据局，计划 12月4日（周五）"),
        order: Some(OrderMark {
            href: Some(paths::rectification("2026-12")),
            number: "整改〔2026〕12号".into(),
            due: "12月11日（周五）".into(),
            stage: Tag::new(Tone::Info, "待答复"),
        }),
        ..row("12", "临时救助")
    };
    let unknown = GapRow {
        unknown: true,
        href: None,
        closes: vec!["网上办理深度：没有登记 → Ⅳ级（全程网办）".into(), "到现场次数：没有登记 → 0 次".into()],
        ..row(
            "13",
            "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所的核准",
        )
    };
    vec![row("11", "特困人员认定"), ordered, unknown]
}
