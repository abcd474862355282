//! What the addresses of the ranking ask and answer (全市排名接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

const DAY: (&str, &str) = ("day", "哪一天，如 2026-11-30；不写是今天，暂计");
const VERSION: (&str, &str) = ("version", "第几版；不写是最新一版");

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/standings",
        id: "standings",
        summary: "下级各县的排名，和本级在上级排名里的位次",
        query: &[DAY, VERSION],
        ok: (200, Some("Standings")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/standings/{county}",
        id: "standingOfCounty",
        summary: "一个县的位次、历次上报和位次的变化",
        query: &[DAY, VERSION],
        ok: (200, Some("StandingOfCounty")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/standings/{county}/rows",
        id: "standingRows",
        summary: "上报的一项指标背后的明细：调取到哪一步，与上报的是否一致",
        query: &[
            ("as_of", "上报的统计日"),
            ("report", "上报的第几版"),
            ("indicator", "指标编号"),
            ("standing", "met 已达、not_met 未达、unknown 未知、excluded 不计入"),
        ],
        ok: (200, Some("StandingRows")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/standings/{county}/rows",
        id: "standingAsk",
        summary: "向县里调取明细，对方来取信时送到",
        body: Some("StandingAsk"),
        ok: (200, Some("StandingRows")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[(
    "StandingAsk",
    &[
        ("as_of", "text", "上报的统计日，如 2026-11-30"),
        ("report", "integer", "上报的第几版"),
        ("indicator", "text", "指标编号"),
        ("standing", "text", "met、not_met、unknown、excluded"),
        ("why", "text?", "为什么调取，县里看得到"),
    ],
)];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Standings",
        &[
            ("day", "date", "哪一天"),
            ("version", "integer?", "第几版；今天暂计为空"),
            ("rules", "StandingRules", "排名办法"),
            ("counties", "[StandingCounty]", "位次在前的在前，没有位次的在后"),
            ("versions", "[StandingVersion]", "这一天的各版，新的在前"),
            ("days", "[date]", "排过名的日子，新的在前"),
            ("own", "[StandingOwn]", "本级在每个上级的排名里"),
        ],
    ),
    (
        "StandingRules",
        &[("version", "integer", "第几版"), ("source", "text", "依据"), ("weights", "[StandingWeight]", "指标和权重")],
    ),
    (
        "StandingWeight",
        &[("indicator", "text", "指标编号"), ("name", "text", "指标"), ("weight", "integer", "百分之几")],
    ),
    (
        "StandingCounty",
        &[
            ("code", "text", "区划代码"),
            ("name", "text", "名称"),
            ("place", "integer?", "位次；没有为空"),
            ("total", "text?", "总分，两位小数"),
            ("gap", "text?", "与前一名差几分"),
            ("next", "StandingNext?", "前一名"),
            ("before", "integer?", "上一日位次"),
            ("cases", "integer?", "办件量"),
            ("report", "StandingReportOf?", "参加排名的上报；没有上报为空"),
            ("parts", "[StandingPart]", "各项指标"),
        ],
    ),
    (
        "StandingNext",
        &[("name", "text", "名称"), ("value", "text", "数值或总分"), ("rows", "integer?", "再补多少追平")],
    ),
    ("StandingReportOf", &[("as_of", "date", "统计日"), ("version", "integer", "第几版"), ("late", "boolean", "迟报")]),
    (
        "StandingPart",
        &[
            ("indicator", "text", "指标编号"),
            ("name", "text", "指标"),
            ("reported", "boolean", "上报了"),
            ("value", "text?", "照印；没有数为空"),
            ("parts", "text", "分子分母"),
            ("place", "integer?", "单项位次"),
            ("score", "text?", "得分"),
            ("next", "StandingNext?", "单项的前一名"),
            ("profile", "text", "口径和版次"),
        ],
    ),
    (
        "StandingVersion",
        &[
            ("version", "integer", "第几版"),
            ("computed_at", "text", "计算时间"),
            ("basis", "text", "所依据的上报清单的 SM3"),
            ("ranked", "integer", "有位次的"),
            ("unranked", "integer", "没有位次的"),
            ("changes", "[StandingChange]", "比上一版变了什么"),
        ],
    ),
    (
        "StandingChange",
        &[
            ("code", "text", "区划代码"),
            ("name", "text", "名称"),
            ("was", "text", "上一版"),
            ("now", "text", "这一版"),
            ("reported_anew", "boolean", "它补报或更正了"),
        ],
    ),
    (
        "StandingOwn",
        &[
            ("from", "text", "上级的区划代码"),
            ("name", "text", "上级"),
            ("day", "date?", "哪一天；没有发来为空"),
            ("version", "integer?", "第几版"),
            ("ranked", "integer?", "有位次的共几个"),
            ("standing", "StandingCounty?", "本级的位次"),
            ("rules", "StandingRules?", "排名办法"),
            ("reported", "boolean?", "最近一次上报被接收；没有回执为空"),
            ("asked", "integer", "调取过几次明细，最多 20"),
        ],
    ),
    (
        "StandingOfCounty",
        &[
            ("day", "date", "哪一天"),
            ("version", "integer?", "第几版；今天暂计为空"),
            ("standing", "StandingCounty", "位次"),
            ("reports", "[StandingReport]", "历次上报，新的在前"),
            ("course", "[StandingDay]", "每天的位次，新的在前"),
        ],
    ),
    (
        "StandingReport",
        &[
            ("as_of", "date", "统计日"),
            ("version", "integer", "第几版"),
            ("snapshot", "text", "县里的快照编号"),
            ("taken_at", "text", "县里冻结的时间"),
            ("came_at", "text", "收到的时间"),
            ("message", "integer", "第几封信"),
            ("cases", "integer", "办件量"),
            ("changes", "[StandingFigureChange]", "比上一版变了什么"),
        ],
    ),
    (
        "StandingFigureChange",
        &[("indicator", "text", "指标编号"), ("was", "text", "上一版"), ("now", "text", "这一版")],
    ),
    ("StandingDay", &[("day", "date", "哪一天"), ("place", "integer?", "位次"), ("total", "text?", "总分")]),
    (
        "StandingRows",
        &[
            ("county", "text", "区划代码"),
            ("snapshot", "text", "县里的快照编号"),
            ("indicator", "text", "指标编号"),
            ("standing", "text", "哪一部分"),
            ("state", "not_asked|waiting|partly|refused|matches|differs", "到哪一步，与上报的是否一致"),
            ("reported_rows", "integer", "上报几行"),
            ("reported_digest", "text", "上报的摘要（SM3）"),
            ("found_digest", "text?", "取到的摘要；一致或没有取到为空"),
            ("reason", "text", "对方为什么给不出"),
            ("asked_at", "text?", "调取时间"),
            ("rows", "[StandingRow]", "取到的行"),
        ],
    ),
    (
        "StandingRow",
        &[
            ("code", "text", "编码"),
            ("name", "text", "名称"),
            ("facts", "text", "冻结时的情况"),
            ("owner", "text", "责任单位或层级"),
        ],
    ),
];
