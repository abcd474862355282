//! 样张: a report with every kind of block, of a county that does not exist.

use papers::documents::{
    Align, Appendix, Block, Chart, ChartKind, Column, Document, Heading, HeadingLevel, Mark, Run, Series, Signature,
    Table, TableCell,
};

pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Run::plain(text)])
}

pub(crate) fn heading(level: HeadingLevel, number: &str, text: &str) -> Block {
    Block::Heading(Heading { level, number: number.to_owned(), text: text.to_owned() })
}

pub(crate) fn titled(title: &str, blocks: Vec<Block>) -> Document {
    Document { title: vec![title.to_owned()], blocks, ..Document::default() }
}

pub(crate) fn column(head: &str, width: u16, align: Align) -> Column {
    Column { head: head.to_owned(), width, align }
}

pub(crate) fn mark(value: i64, text: &str) -> Option<Mark> {
    Some(Mark { value, text: text.to_owned(), own: false })
}

pub(crate) fn gaps() -> Table {
    let row = |cells: [&str; 5]| cells.map(TableCell::from).to_vec();
    let mut rows = vec![
        row(["县市场监督管理局", "312", "308", "98.72%", "现场核验"]),
        row(["县自然资源和规划局（含不动产登记中心）", "126", "121", "96.03%", "系统未通、法定到场"]),
        row(["县人力资源和社会保障局", "205", "205", "100%", ""]),
        row(["县住房和城乡建设局", "88", "83", "94.32%", "现场核验"]),
    ];
    rows.push(vec![
        Run::bold("合计").into(),
        Run::bold("731").into(),
        Run::edited("717").into(),
        Run::bold("98.08%").into(),
        "".into(),
    ]);
    Table {
        caption: "表1　各部门全程网办情况".to_owned(),
        columns: vec![
            column("部门", 9, Align::Left),
            column("事项数", 3, Align::Right),
            column("全程网办", 4, Align::Right),
            column("比例", 4, Align::Right),
            column("主要堵点", 6, Align::Left),
        ],
        rows,
    }
}

pub(crate) fn bars() -> Chart {
    let own = Some(Mark { value: 9_808, text: "98.08%".to_owned(), own: true });
    let marks = vec![mark(9_931, "99.31%"), mark(9_866, "98.66%"), own, mark(9_742, "97.42%"), None];
    Chart {
        caption: "图1　全市各县全程网办率".to_owned(),
        alternative: "全程网办率：东平县 99.31%，永安县 98.66%，清河县 98.08%，南岭县 97.42%，北山县没有数据。"
            .to_owned(),
        kind: ChartKind::Bars { baseline: 9_500 },
        unit: "%".to_owned(),
        decimals: 2,
        labels: ["东平县", "永安县", "清河县", "南岭县", "北山县"].map(str::to_owned).to_vec(),
        series: vec![Series { name: "全程网办率".to_owned(), marks }],
    }
}

pub(crate) fn line() -> Chart {
    let marks = vec![
        mark(9_412, "94.12%"),
        mark(9_520, "95.20%"),
        None,
        mark(9_655, "96.55%"),
        mark(9_731, "97.31%"),
        mark(9_808, "98.08%"),
    ];
    Chart {
        caption: "图2　近6个月全程网办率".to_owned(),
        alternative: "6月 94.12%，7月 95.20%，8月没有数据，9月 96.55%，10月 97.31%，11月 98.08%；目标 98%。".to_owned(),
        kind: ChartKind::Line { target: mark(9_800, "98%") },
        unit: "%".to_owned(),
        decimals: 2,
        labels: ["6月", "7月", "8月", "9月", "10月", "11月"].map(str::to_owned).to_vec(),
        series: vec![Series { name: "全程网办率".to_owned(), marks }],
    }
}

fn findings() -> Vec<Block> {
    vec![
        heading(HeadingLevel::One, "一、", "总体情况"),
        Block::Paragraph(vec![
            Run::plain("截至2026年11月22日，全县政务服务事项731项，其中"),
            Run::bold("全程网办717项"),
            Run::plain("，全程网办率98.08%，比上月提高0.77个百分点，在全市8个县（市、区）中列第"),
            Run::edited("3"),
            Run::plain(
                "位；网上可办率至少99.94%（“未核实”事项1项按未达标计），省级平台发布占比、进驻大厅占比均为100%。",
            ),
        ]),
        heading(HeadingLevel::Two, "（一）", "指标完成情况"),
        paragraph(
            "五项指标中，网上可办率、省级平台发布占比、进驻大厅占比已达到目标；全程网办率、基层服务站点覆盖率持续提升。各部门情况见表1，全市位次见图1。",
        ),
        Block::Table(gaps()),
        Block::Chart(bars()),
        heading(HeadingLevel::Two, "（二）", "走势"),
        paragraph("近6个月全程网办率稳步上升，8月因省级平台接口调整没有取得数据。"),
        Block::Chart(line()),
    ]
}

fn plans() -> Vec<Block> {
    vec![
        heading(HeadingLevel::One, "二、", "存在的问题和不足"),
        heading(HeadingLevel::Three, "1.", "现场核验事项仍然较多。"),
        paragraph(
            "“食品经营许可（新办）”“公共场所卫生许可”等9项仍须到现场核验，占未达标事项的64.29%；涉及县市场监督管理局、县卫生健康局。",
        ),
        heading(HeadingLevel::Four, "（1）", "系统未通。"),
        paragraph(
            "不动产登记与税务系统https://tax.example.gov.cn/estate/registration?step=verify&region=511602尚未联通，群众仍需往返两个窗口——平均多跑1.3次……",
        ),
        heading(HeadingLevel::One, "三、", "下一步工作打算"),
        paragraph("由张镕、李祎、王垚、赵𬭎同志分别牵头，12月20日前完成整改，县政务服务中心逐项销号。"),
        Block::Attachments(vec![
            "2026年11月未达标事项整改台账".to_owned(),
            "五项指标计算口径说明及各部门、各乡镇（街道）分项数据汇总表".to_owned(),
        ]),
        Block::Signature(Signature {
            unit: "清河县政务服务中心".to_owned(), date: "2026年11月22日".to_owned()
        }),
        Block::Appendix(Appendix { number: "附件1".to_owned(), title: "未达标事项整改台账".to_owned() }),
        Block::Table(ledger(34)),
        Block::PageBreak,
        paragraph("本台账由系统按2026年11月22日的快照生成，底色标出的数字为手工改动。"),
    ]
}

/// A table of seven columns and as many rows as wanted.
pub(crate) fn ledger(rows: usize) -> Table {
    let row = |number: usize| {
        let cells: [String; 7] = [
            number.to_string(),
            format!("事项{number}：食品经营许可（新办）"),
            "县市场监督管理局".to_owned(),
            "现场核验".to_owned(),
            "张镕".to_owned(),
            "2026-12-20".to_owned(),
            if number.is_multiple_of(3) { "已销号".to_owned() } else { "整改中".to_owned() },
        ];
        cells.map(TableCell::from).to_vec()
    };
    Table {
        caption: "表2　整改台账".to_owned(),
        columns: vec![
            column("序号", 2, Align::Centre),
            column("事项", 6, Align::Left),
            column("责任单位", 5, Align::Left),
            column("堵点", 3, Align::Left),
            column("责任人", 3, Align::Centre),
            column("时限", 4, Align::Centre),
            column("状态", 3, Align::Centre),
        ],
        rows: (1..=rows).map(row).collect(),
    }
}

/// Every kind of block, on several pages.
pub(crate) fn report() -> Document {
    Document {
        title: vec!["清河县政务服务和数据局关于2026年11月政务服务五项指标运行情况的分析研判报告".to_owned()],
        subtitle: Some("（2026年11月）".to_owned()),
        byline: Some("清河县政务服务中心　2026年11月22日".to_owned()),
        recipient: Some("县人民政府：".to_owned()),
        blocks: [findings(), plans()].concat(),
    }
}
