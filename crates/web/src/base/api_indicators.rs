//! What the addresses of the figures ask and answer beyond the figures themselves (差距、试算、对比、趋势、口径), for the
//! description of the API.

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/indicators/{indicator}/gaps",
        id: "gaps",
        summary: "一项指标还差的每一行，差得多的部门在前",
        query: &[("department", "责任单位名称"), NEXT, ("limit", "每页行数，最多 1000")],
        ok: (200, Some("Gaps")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/indicators/what-if",
        id: "whatIf",
        summary: "试算：补上这些行或部门，各项指标会到多少；什么都不保存",
        body: Some("WhatIfRequest"),
        ok: (200, Some("WhatIf")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/indicators/{indicator}/cheapest",
        id: "cheapest",
        summary: "试算：要到目标、某个百分数或某个名次，最少补哪些；什么都不保存",
        body: Some("CheapestRequest"),
        ok: (200, Some("Cheapest")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/indicators/{indicator}/peers",
        id: "peers",
        summary: "全市对比：名次、效用值、功效系数、标杆",
        ok: (200, Some("Peers")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/indicators/{indicator}/trend",
        id: "trend",
        summary: "趋势，先统计的在前",
        query: &[("by", "day、month，不写是 day"), ("points", "最多几个点，最多 400")],
        ok: (200, Some("[TrendPoint]")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/indicators/profiles",
        id: "profiles",
        summary: "口径，同一指标在用的在前",
        ok: (200, Some("[Profile]")),
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "WhatIfRequest",
        &[
            ("indicator=", "text", "补哪项指标的缺口，不写是每一项"),
            ("subjects=", "[text]", "事项 id、事项编码或区划代码"),
            ("departments=", "[text]", "整个部门或乡镇，写名称"),
        ],
    ),
    (
        "CheapestRequest",
        &[
            ("target=", "text", "要达到的百分数，如 99.5；两个都不写是口径里的目标"),
            ("rank=", "text", "要达到的全市名次，如 3"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Gaps",
        &[
            ("figure", "Figure", "最近一次统计的数"),
            ("total", "integer", "清单行数"),
            ("units", "[GapUnit]", "各单位行数，不随 department 变"),
            ("gaps", "[Gap]", "这一页"),
            ("next", "text?", "下一页的 after"),
        ],
    ),
    ("GapUnit", &[("unit", "text", "单位"), ("gaps", "integer", "行数")]),
    (
        "Gap",
        &[
            ("subject", "text", "事项 id 或区划代码，整改和试算用它"),
            ("code", "text", "编码"),
            ("name", "text", "名称"),
            ("unit", "text", "责任单位"),
            ("standing", "text", "not_met、unknown"),
            ("closes", "[GapChange]", "要改的字段"),
            ("blocker", "GapBlocker", "堵点"),
            ("order", "GapOrder?", "没有销号的整改单"),
            ("effect", "Effect?", "只补这一行的变化；按工作日算的指标没有"),
        ],
    ),
    ("GapChange", &[("field", "text", "字段"), ("now", "text", "现在"), ("need", "text", "要改成")]),
    (
        "GapBlocker",
        &[
            ("kind", "text?", "类别代码"),
            ("words", "text", "一句话"),
            ("owner", "text", "由谁解决"),
            ("planned_on", "date?", "计划完成日"),
            ("closable", "boolean", "县里能不能解决"),
        ],
    ),
    (
        "GapOrder",
        &[
            ("no", "text", "整改单号"),
            ("slug", "text", "地址里的单号"),
            ("stage", "text", "issued、answered"),
            ("due_on", "date", "完成期限"),
        ],
    ),
    (
        "Effect",
        &[
            ("rows", "integer", "补上的行"),
            ("before", "text", "现在"),
            ("after", "text", "补上后，不带百分号"),
            ("points", "text", "升几个百分点，照印"),
        ],
    ),
    (
        "WhatIf",
        &[
            ("as_of", "date", "按哪天的统计推算"),
            ("lines", "[WhatIfLine]", "每项指标补上前后"),
            ("unknown", "[text]", "统计里没有的"),
            ("blocked", "integer", "其中堵点县里解决不了的行"),
        ],
    ),
    ("WhatIfLine", &[("before", "Figure", "现在"), ("after", "Figure", "补上后"), ("closed", "integer", "补上的行")]),
    (
        "Cheapest",
        &[
            ("goal", "text", "要到多少"),
            ("outcome", "text", "already 已达到，reached 能到，out_of_reach 到不了"),
            ("sentences", "[text]", "为什么到不了，要留意什么"),
            ("before", "Figure", "现在"),
            ("after", "Figure", "补上后"),
            ("chosen", "[Gap]", "要补的，容易的在前"),
        ],
    ),
    (
        "Peers",
        &[
            ("figure", "Figure", "本县"),
            ("rows", "[Peer]", "先名次，标杆在后"),
            ("next", "PeerGap?", "前一名"),
            ("best", "PeerGap?", "第 1"),
            ("all_equal", "boolean", "全部相等，得分按 100 计"),
            ("as_of", "date?", "全市数据的日子"),
            ("source", "text", "来源"),
            ("newer", "boolean", "全市的表比本县统计新"),
        ],
    ),
    (
        "Peer",
        &[
            ("code", "text", "区划代码，表里没有时是名称"),
            ("name", "text", "名称"),
            ("value", "text?", "百分数"),
            ("place", "integer?", "名次"),
            ("tied", "boolean", "并列"),
            ("own", "boolean", "本县"),
            ("benchmark", "boolean", "标杆，不排名"),
            ("utility", "text?", "效用值"),
            ("efficacy", "text?", "功效系数"),
        ],
    ),
    (
        "PeerGap",
        &[
            ("name", "text", "名称"),
            ("value", "text", "百分数"),
            ("points", "text", "差几个百分点"),
            ("to_equal", "integer?", "再补几行追平"),
            ("to_pass", "integer?", "再补几行超过"),
        ],
    ),
    (
        "TrendPoint",
        &[
            ("snapshot", "text", "统计 id"),
            ("figure", "Figure", "那次的数，按当时的口径"),
            ("profile_changed", "boolean", "口径与前一点不同"),
        ],
    ),
    (
        "Profile",
        &[
            ("id", "text", "口径"),
            ("version", "integer", "版本"),
            ("indicator", "text", "指标"),
            ("name", "text", "名称"),
            ("source", "text", "来源"),
            ("in_force", "boolean", "在用"),
            ("year", "integer?", "年度"),
            ("province", "text", "适用地区"),
            ("item_types", "[text]", "事项类型"),
            ("levels", "[text]", "行使层级，空是全部"),
            ("min_depth", "integer", "网上办理深度门槛，0 是不看"),
            ("online_by", "text", "depth、link、either"),
            ("fully_by", "text", "both、depth、visits、either"),
            ("exempt", "text", "excluded、counts_as_met"),
            ("decimals", "integer", "小数位数"),
            ("rounding", "text", "half_up"),
            ("ties", "text", "competition、dense"),
            ("direction", "text", "higher、lower"),
            ("target_kind", "text", "value、hold、rising、watch"),
            ("target", "text", "目标值"),
            ("judged_against", "text", "last_snapshot、last_month、last_year"),
            ("yellow", "text?", "黄牌线"),
            ("red", "text?", "红牌线"),
            ("quasi_townships", "boolean", "开发区、农场等计入"),
            ("joint_stations", "boolean", "联合站点计入"),
            ("month_days", "integer", "一个月折算工作日"),
            ("year_days", "integer", "一年折算工作日"),
        ],
    ),
];
