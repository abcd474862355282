//! What is said of each table (各表的说明): what it needs, what it asks, where to look afterwards.

use domain::base::TableKind;

use crate::base::{Link, paths};

/// Words of one table.
pub(super) struct Words {
    /// What it is for.
    pub(super) what: &'static str,
    /// Columns that it must have.
    pub(super) columns: &'static str,
    /// Label and hint of the day that it asks; `None` = it asks none.
    pub(super) day: Option<(&'static str, &'static str)>,
    /// What a complete table does; `None` = being complete changes nothing.
    pub(super) complete: Option<&'static str>,
    /// Whether it asks where it comes from.
    pub(super) source: bool,
    /// Headings of what is added, changed and ended.
    pub(super) groups: [&'static str; 3],
    /// Where its effect is seen.
    pub(super) after: Link,
}

/// The words of a table.
pub(super) fn words(kind: TableKind) -> Words {
    match kind {
        TableKind::Divisions => Words {
            what: "乡镇（街道）、村（社区）的名单。改名、新设、撤并按生效日期记，站点覆盖率按当天的名单算。",
            columns: "要有区划代码、名称两列；层级、上级代码、启用日期、停用日期认识的也会读。",
            day: Some(("从哪天起生效", "表里没写启用、停用日期的行按这一天；以后的日期到那天自动生效")),
            complete: Some("这是完整的区划表：表里没有的从这一天起停用"),
            source: false,
            groups: ["新设", "改名", "停用"],
            after: Link::new(paths::STATIONS, "看站点和区划"),
        },
        TableKind::Stations => Words {
            what: "便民服务中心和便民服务站的名册：登记名称、门牌、核对日期和佐证、合设站点服务的村。",
            columns: "要有区划代码、站点名称两列；门牌名称、地址、电话、服务村、核对日期、佐证认识的也会读。",
            day: None,
            complete: Some("这是完整的名册：表里没有的站点改为停用"),
            source: false,
            groups: ["新登记", "有变化", "停用"],
            after: Link::new(paths::STATIONS, "看站点"),
        },
        TableKind::Publication => Words {
            what: "从省级平台导出的本县事项，逐项核对是否已发布，不一致的列成清单。",
            columns: "要有事项编码、事项名称两列；部门、状态、审核状态、发布时间、版本认识的也会读。",
            day: Some(("导出日期", "导出里的数是哪一天的")),
            complete: Some("这是本县在省级平台的全部事项：没列出的在用事项改为未发布"),
            source: false,
            groups: ["省级新列出", "有变化", "省级不再列出"],
            after: Link::new(paths::PUBLICATION, "看与省级平台的差异"),
        },
        TableKind::Residency => Words {
            what: "事项是否进驻政务大厅。不进驻又要豁免的，原因类别、依据、批准文号、实际办理地点、起始日期缺一不可。",
            columns: "要有编码、是否进驻两列；进驻方式、窗口和豁免的各列认识的也会读。",
            day: None,
            complete: None,
            source: false,
            groups: ["新增", "有变化", "移出"],
            after: Link::new(paths::EXEMPTIONS, "看进驻负面清单"),
        },
        TableKind::Peers => Words {
            what: "市里通报的各县（市、区）指标，用来排名次、比差距。本县的数只作对照，不会改动本县统计。",
            columns: "要有县（市、区）名称；每个指标一列，或“指标、数值”两列。",
            day: Some(("通报日期", "表里的数是哪一天的")),
            complete: Some("这是完整的通报：表里没有的县不再比较"),
            source: true,
            groups: ["新增", "有变化", "不再比较"],
            after: Link::new(paths::INDICATORS, "看指标和名次"),
        },
        TableKind::Licences => ledger("对外公示的行政许可决定（“双公示”），和大厅的办件逐条比对，找出大厅没有办过的。"),
        TableKind::CertificateRegister => ledger("部门自己的证照登记簿，和大厅的办件逐条比对，找出大厅没有办过的。"),
        TableKind::Reviews => Words {
            what: "别的系统（省级平台、评价器）收的评价。和本系统的评价分开统计，不进主动评价率和好评率；评语不导入。",
            columns: "要有评价时间；办件编号或事项编码至少一个。星级方向看评价选项；看不出的，把表头写成“星级”（5 最好）或“等级代码”（1 最好）。",
            day: None,
            complete: None,
            source: false,
            groups: ["新增", "有变化", "移出"],
            after: Link::new(paths::REVIEWS, "看好差评"),
        },
        TableKind::Departmental => ledger("部门自建系统里受理的件，和大厅的办件逐条比对，看是不是两头受理。"),
        TableKind::Tickets => tickets(),
        TableKind::Appointments => appointments(),
    }
}

fn tickets() -> Words {
    Words {
        what: "大厅叫号机导出的记录，和窗口收件的时间比对，看有没有人来过。不含姓名、证件号，有也不保存。",
        columns: "要有排队号、取号时间两列；窗口、日期、叫号时间、办结时间认识的也会读。",
        day: Some(("截止日期", "记录导到哪一天")),
        complete: None,
        source: false,
        groups: ["新增", "有变化", "移出"],
        after: Link::new(paths::QUEUE, "看取号与收件"),
    }
}

fn appointments() -> Words {
    Words {
        what: "网上或电话预约的记录，来了的人和取号一样算。不含姓名、电话，有也不保存；没来的、以后的不导入。",
        columns: "要有预约号、预约时段两列，时段写成 09:00-10:00；预约日期、窗口、状态认识的也会读。",
        day: Some(("截止日期", "记录导到哪一天")),
        complete: None,
        source: false,
        groups: ["新增", "有变化", "移出"],
        after: Link::new(paths::QUEUE, "看取号与收件"),
    }
}

fn ledger(what: &'static str) -> Words {
    Words {
        what,
        columns: "要有行政相对人名称、许可决定日期两列；决定文书号、统一社会信用代码、许可内容、事项名称、许可机关认识的也会读。",
        day: Some(("截止日期", "清单列到哪一天")),
        complete: None,
        source: false,
        groups: ["新增", "有变化", "移出"],
        after: Link::new(paths::LEADS, "看线索"),
    }
}
