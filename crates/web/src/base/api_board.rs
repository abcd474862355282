//! What the addresses of the hall ask and answer (三集中三到位、应进必进接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/delegates/board",
        id: "board",
        summary: "三集中三到位：各部门六项数字，每项有分子和分母，差得多的部门在前",
        query: &[("on", "哪一天，不写是今天")],
        ok: (200, Some("Board")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/board/{department}/{cell}",
        id: "boardRows",
        summary: "一项数字的每一行；department 写 all 是全部，cell 是 unit、hall、platform、residency、authority、watch",
        query: &[("on", "哪一天，不写是今天")],
        ok: (200, Some("BoardRows")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/catalogue/residency",
        id: "residency",
        summary: "应进必进：每项在用事项进没进大厅、按什么豁免，急的在前；进出记录新的在前",
        ok: (200, Some("Residency")),
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/rules",
        id: "delegateRules",
        summary: "代表规则和文书用语，现在用的一版",
        ok: (200, Some("DelegateRules")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/rules",
        id: "changeDelegateRules",
        summary: "改代表规则和文书用语，存为新的一版；已登记的文书仍按登记时的用语",
        body: Some("DelegateRulesRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/window-rules",
        id: "windowRules",
        summary: "窗口规则：不能在窗口定的情形、退回部门的原因、可以不进驻的情形，现在用的一版",
        ok: (200, Some("WindowRules")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/window-rules",
        id: "changeWindowRules",
        summary: "改窗口规则，存为新的一版",
        body: Some("WindowRulesRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/letters/{letter}/scan",
        id: "keepLetterScan",
        summary: "存授权书的扫描件，已经存有的写明原因更换，换下的还留着；内容用 base64",
        body: Some("ScanRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/appointments/{appointment}/scan",
        id: "keepAppointmentScan",
        summary: "存任命书的扫描件，已经存有的写明原因更换，换下的还留着；内容用 base64",
        body: Some("ScanRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/units/{department}",
        id: "recordUnit",
        summary: "登记部门的审批科室",
        body: Some("UnitRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
];

const RULES: &[(&str, &str, &str)] = &[
    ("version", "integer", "看到的版本，0 是系统自带的"),
    ("ranks", "[text]", "职级，从高到低"),
    ("lowest", "text", "最低要求的职级"),
    ("low_rank", "text", "职级不够时 warn 提示、refuse 不登记"),
    ("off_roster", "text", "非在编时 warn 提示、refuse 不登记"),
    ("stay_months", "integer", "原则上任职几个月"),
    ("longest_months", "integer", "授权期限最长几个月"),
    ("remind_days", "integer", "到期前几天提醒"),
    ("look_back_days", "integer", "核查回看几天"),
    ("appointment", "LetterWording", "任命书用语"),
    ("authorization", "LetterWording", "授权书用语"),
    ("source", "text", "依据"),
];

const WINDOW_RULES: &[(&str, &str, &str)] = &[
    ("version", "integer", "看到的版本，0 是系统自带的"),
    ("obstacles", "[WindowObstacle]", "不能在窗口定的情形"),
    ("send_back_reasons", "[SendBackReason]", "退回部门的原因"),
    ("trend_months", "integer", "退回的情况看几个月"),
    ("lawful_reasons", "[text]", "可以不进驻的情形：venue、secret、law、other"),
    ("expiring_days", "integer", "豁免到期前几天算快到期"),
    ("source", "text", "依据"),
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    ("DelegateRulesRequest", RULES),
    ("WindowRulesRequest", WINDOW_RULES),
    ("SendBackReason", &[("name", "text", "原因"), ("in_words", "boolean", "选它要写明")]),
    ("WindowObstacle", &[("name", "text", "情形"), ("words", "[text]", "指南里的说法")]),
    (
        "ScanRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("name", "text", "文件名"),
            ("content", "text", "base64（RFC 4648 第 4 节）；PDF、OFD 或图片"),
            ("reason=", "text", "为什么更换；还没有存过的不写"),
        ],
    ),
    (
        "LetterWording",
        &[
            ("title", "text", "标题"),
            ("recipient", "text", "主送，没有为空"),
            ("paragraphs", "[text]", "正文，花括号里的打印时填入"),
            ("deputy=", "text", "AB角的一句，没有为空"),
        ],
    ),
    (
        "UnitRequest",
        &[
            ("version", "integer", "看到的版本，还没有登记过写 0"),
            ("unit", "text", "承担审批的科室"),
            ("offices", "integer", "现在有几个科室办审批，1 是已经集中"),
            ("doc_no", "text", "文件文号"),
            ("from", "text", "起始日，如 2026-03-01"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("DelegateRules", RULES),
    ("WindowRules", WINDOW_RULES),
    (
        "Board",
        &[
            ("on", "date", "哪一天"),
            ("since", "date", "电子监察看从这一天起决定的办件"),
            ("county", "BoardLine", "全部"),
            ("departments", "[BoardLine]", "有在用事项的部门，差得多的在前"),
        ],
    ),
    (
        "BoardLine",
        &[
            ("department", "text?", "部门 id；全部为空"),
            ("name", "text", "部门"),
            ("figures", "[BoardFigure]", "六项，次序是 unit、hall、platform、residency、authority、watch"),
        ],
    ),
    (
        "BoardFigure",
        &[
            (
                "cell",
                "text",
                "unit 职能集中、hall 科室进驻、platform 上平台、residency 进驻、authority 授权、watch 监察",
            ),
            ("met", "integer", "分子"),
            ("whole", "integer", "分母，含不清楚的"),
            ("lacking", "integer", "还差"),
            ("unknown", "integer", "不清楚"),
            ("exempt", "integer", "豁免，分子分母都不计"),
            ("percent", "text?", "百分数；没有可数的或都不清楚为空，有不清楚的是下限"),
            ("text", "text", "页面上的写法"),
        ],
    ),
    (
        "BoardRows",
        &[
            ("on", "date", "哪一天"),
            ("department", "text?", "部门 id；全部为空"),
            ("version", "integer", "审批科室登记的版本，没有登记是 0"),
            ("figure", "BoardFigure", "数字"),
            ("rows", "[BoardRow]", "还差的在前"),
        ],
    ),
    (
        "BoardRow",
        &[
            ("department", "text", "部门 id"),
            ("subject", "text", "department、staff、item"),
            ("id", "text", "部门、人员或事项 id"),
            ("code", "text", "编码，人员为空"),
            ("name", "text", "名称"),
            ("met", "integer", "计入分子的"),
            ("lacking", "integer", "还差的"),
            ("unknown", "integer", "不清楚的"),
            ("exempt", "integer", "豁免的"),
            ("why", "text", "依据"),
            ("source", "text", "依据在哪里登记：人员表、授权书、办件、部门表、事项库、审批科室登记"),
        ],
    ),
    (
        "Residency",
        &[
            ("on", "date", "哪一天"),
            ("gaps", "integer", "今天应进未进的项数"),
            ("items", "[ResidencyItem]", "急的在前"),
            ("moves", "[ResidencyMove]", "进出记录，新的在前"),
        ],
    ),
    (
        "ResidencyItem",
        &[
            ("id", "text", "事项 id"),
            ("code", "text", "事项编码"),
            ("name", "text", "事项名称"),
            ("department", "text", "部门"),
            ("resident", "boolean?", "是否进驻；没有登记为空"),
            (
                "standing",
                "text",
                "missing、lapsed、ahead、contradiction、reason_not_lawful、incomplete、unknown、expiring、exempt、resident",
            ),
            ("is_gap", "boolean", "今天应进未进"),
            ("reason_code", "text?", "venue 场地限制、secret 国家秘密、law 法律另有规定、other 其他"),
            ("reason", "text?", "不进驻原因"),
            ("basis", "text?", "依据"),
            ("approval_no", "text?", "批准文号"),
            ("place", "text?", "实际办理地点"),
            ("from", "date?", "豁免起始日"),
            ("to", "date?", "豁免截止日"),
        ],
    ),
    (
        "ResidencyMove",
        &[
            ("item", "text", "事项 id"),
            ("code", "text", "事项编码"),
            ("name", "text", "事项名称"),
            ("department", "text", "部门"),
            ("way", "text", "entered 进驻、left 退出、noted 改登记"),
            ("on", "date", "哪天起"),
            ("approval_no", "text", "批准文号，没有为空"),
            ("why", "text", "原因或导入的文件"),
        ],
    ),
];
