//! What the addresses of leads and detectors ask and answer (监测接口), for the description of the API.

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/oversight/leads",
        id: "leads",
        summary: "体外循环线索，新发现的在前；线索不是结论",
        query: &[
            ("detector", "监测项，D1 到 D12，月末集中录入是 D3b"),
            ("department", "部门 id"),
            (
                "stage",
                "found 待交办、assigned 待说明、stated 待核实、explained 已排除、upheld 属实、followed_up 已回头看",
            ),
            NEXT,
        ],
        ok: (200, Some("Leads")),
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/leads/{lead}",
        id: "lead",
        summary: "一条线索和它依据的行",
        ok: (200, Some("Lead")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/leads/{lead}/assign",
        id: "assignLead",
        summary: "交办给部门核查",
        body: Some("AssignLeadRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/leads/{lead}/state",
        id: "stateLead",
        summary: "部门说明情况",
        body: Some("StateLeadRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/leads/{lead}/settle",
        id: "settleLead",
        summary: "核实：属实进整改台账，或已排除",
        body: Some("SettleLeadRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/leads/{lead}/follow-up",
        id: "followUpLead",
        summary: "整改销号后回头看",
        body: Some("FollowUpLeadRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/runs",
        id: "detectorRuns",
        summary: "以前的监测，最近的在前",
        ok: (200, Some("DetectorRuns")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/runs",
        id: "runDetectors",
        summary: "运行十二项监测，不写日期是最近 90 天",
        body: Some("RunDetectorsRequest"),
        ok: (201, Some("DetectorRun")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/runs/{run}",
        id: "detectorRun",
        summary: "一次监测看了什么、发现什么",
        ok: (200, Some("DetectorRun")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/thresholds",
        id: "setThreshold",
        summary: "改一项监测的起数",
        body: Some("ThresholdRequest"),
        once: true,
        ok: (200, Some("ThresholdVersion")),
        refusals: &[409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/queue",
        id: "queueDays",
        summary: "取号与收件：有叫号记录的日子，窗口收件有没有取号",
        ok: (200, Some("QueueDays")),
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/hall",
        id: "hallProfile",
        summary: "监测用的大厅时间、地点和终端",
        ok: (200, Some("HallProfile")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/hall",
        id: "setHall",
        summary: "改大厅时间、地点和终端，存成新的一版",
        body: Some("HallRequest"),
        once: true,
        ok: (200, Some("HallProfileVersion")),
        refusals: &[409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/residency",
        id: "residencyEvidence",
        summary: "进驻实效：进驻事项最近 90 天真办了多少",
        ok: (200, Some("ResidencyEvidence")),
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "AssignLeadRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("due_on", "text", "说明期限，如 2026-12-04"),
            ("note=", "text", "核查要求"),
        ],
    ),
    ("StateLeadRequest", &[("version", "integer", "看到的版本"), ("text", "text", "这些件是怎么办的")]),
    (
        "SettleLeadRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("verdict", "uphold|explain", "uphold 属实，explain 已排除"),
            ("finding", "text", "核实情况"),
            ("explanation=", "text", "排除理由，已排除必填"),
            ("requirement=", "text", "整改要求，属实必填"),
            ("due_on=", "text", "整改期限，属实必填"),
        ],
    ),
    (
        "FollowUpLeadRequest",
        &[("version", "integer", "看到的版本"), ("goes_on", "boolean", "还在出现"), ("finding", "text", "看到什么")],
    ),
    ("RunDetectorsRequest", &[("from=", "text", "从哪天"), ("to=", "text", "到哪天")]),
    (
        "HallRequest",
        &[
            ("version", "integer", "看到的口径版本"),
            ("hours", "[text]", "作息，一段一个，如 08:30-12:00"),
            ("grace_minutes", "integer", "前后宽限分钟，0 到 240"),
            ("places", "[text]", "大厅名称和地址里的词"),
            ("terminals=", "[text]", "大厅的终端，不写就没有清单"),
            ("source", "text", "作息从哪里来"),
            ("reason", "text", "为什么改"),
        ],
    ),
    (
        "ThresholdRequest",
        &[
            ("version", "integer", "看到的口径版本"),
            ("detector", "text", "监测项，D1 到 D12，月末集中录入是 D3b"),
            ("at_least", "integer", "新的起数"),
            ("reason", "text", "为什么改"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("Leads", &[("leads", "[LeadLine]", "新发现的在前"), ("next", "text?", "下一页的 after")]),
    (
        "LeadLine",
        &[
            ("no", "text", "线索编号，照印"),
            ("slug", "text", "地址里的编号，如 2026-4"),
            ("version", "integer", "版本，改动时带回"),
            ("detector", "text", "监测项，D1 到 D12，月末集中录入是 D3b"),
            ("detector_label", "text", "监测项名称"),
            ("subject", "text", "对象"),
            ("item", "text", "事项，涉及几项时为空"),
            ("department", "text", "部门，涉及几个时为空"),
            ("person", "text", "人员，不涉及时为空"),
            ("part", "integer", "分子：说明问题的行"),
            ("whole", "integer", "分母：看过的行"),
            ("usual_per_10000", "integer?", "其他对象的占比，万分之几"),
            ("one_in", "integer?", "只凭巧合约每多少次见一次"),
            ("finding", "text", "看到什么"),
            ("from", "date", "监测从哪天"),
            ("to", "date", "到哪天"),
            ("found_at", "instant", "发现"),
            ("stage", "text", "环节"),
            ("stage_label", "text", "环节，照印"),
        ],
    ),
    (
        "Lead",
        &[
            ("line", "LeadLine", "台账里的一行"),
            ("explanations", "[text]", "先排除的正常情形"),
            ("evidence", "[LeadEvidence]", "依据的行，最多 200"),
        ],
    ),
    (
        "LeadEvidence",
        &[
            (
                "kind",
                "text",
                "case 办件、ledger 清单、item 指南、answer 回答、review 评价、imported_review 外部系统的评价",
            ),
            ("place", "text", "哪一行"),
            ("case_no", "text?", "办件编号"),
            ("file", "text?", "清单文件名"),
            ("row", "integer?", "清单里的行号"),
            ("says", "text", "内容"),
        ],
    ),
    ("DetectorRuns", &[("runs", "[DetectorRun]", "最近的在前，findings 为空")]),
    (
        "DetectorRun",
        &[
            ("id", "text", "编号"),
            ("taken_at", "instant", "运行"),
            ("from", "date", "从哪天"),
            ("to", "date", "到哪天"),
            ("profile_version", "integer", "口径版本"),
            ("new", "integer?", "新进台账的线索，只在运行时有"),
            ("outcomes", "[DetectorOutcome]", "各项各看了什么"),
            ("findings", "[DetectorFinding]", "发现什么"),
        ],
    ),
    (
        "DetectorOutcome",
        &[
            ("detector", "text", "监测项"),
            ("label", "text", "名称"),
            ("outcome", "text", "tested 已监测、no_data 没有数据、off 停用"),
            ("why", "text?", "为什么没有数据"),
            ("subjects", "integer?", "看了多少对象"),
            ("rows", "integer?", "看了多少行"),
            ("left_out", "[text]", "没有算在内的"),
        ],
    ),
    (
        "DetectorFinding",
        &[
            ("detector", "text", "监测项"),
            ("finding", "text", "看到什么"),
            ("part", "integer", "分子"),
            ("whole", "integer", "分母"),
            ("one_in", "integer?", "只凭巧合约每多少次见一次"),
            ("rows", "integer", "依据的行"),
        ],
    ),
    ("ThresholdVersion", &[("detector", "text", "监测项"), ("version", "integer", "新的口径版本")]),
    ("HallProfileVersion", &[("what", "text", "hall"), ("version", "integer", "新的口径版本")]),
    (
        "HallProfile",
        &[
            ("version", "integer", "口径版本，改动时带回"),
            ("hours", "[text]", "作息"),
            ("grace_minutes", "integer", "前后宽限分钟"),
            ("places", "[text]", "大厅名称和地址里的词"),
            ("terminals", "[text]", "大厅的终端，空是没有清单"),
            ("source", "text", "作息从哪里来"),
        ],
    ),
    (
        "QueueDays",
        &[("slack_minutes", "integer", "前后放宽几分钟"), ("days", "[QueueDay]", "有叫号记录的日子，近的在前")],
    ),
    (
        "QueueDay",
        &[
            ("on", "date", "哪一天"),
            ("tickets", "integer", "取号"),
            ("booked", "integer", "按预约来的"),
            ("windows", "integer", "叫号的窗口"),
            ("cases", "integer", "窗口收件"),
            ("without", "integer", "其中没有取号"),
        ],
    ),
    (
        "ResidencyEvidence",
        &[
            ("from", "date", "从哪天"),
            ("to", "date", "到哪天"),
            ("items", "integer", "在用事项"),
            ("resident", "integer", "进驻大厅的"),
            ("handled", "integer", "其中有办件的"),
            ("decided", "integer", "作出的决定"),
            ("decided_in_hall", "integer", "其中大厅凭授权决定的"),
            ("lists_held", "boolean", "导入了这段时间的清单"),
            ("lines", "[EvidencedItem]", "进驻事项"),
        ],
    ),
    (
        "EvidencedItem",
        &[
            ("item", "text", "事项 id"),
            ("name", "text", "名称"),
            ("department", "text", "部门"),
            ("cases", "integer", "办件"),
            ("in_hall", "integer", "大厅当场决定"),
            ("sent_back", "integer", "退回部门决定"),
            ("elsewhere", "integer?", "别处有决定、大厅没有；没有清单时为空"),
        ],
    ),
];
