//! Shapes of the API's bodies (接口的数据形状), as tables: name, kind, meaning. Ids are text, because they are larger than
//! what a JSON number keeps exactly; days are `2026-12-02` in Asia/Shanghai, instants UTC.

use serde_json::{Map, Value, json};

/// One field: name (`=` after it: may be left out of a request), kind, meaning. Kinds: `text`, `integer`, `boolean`,
/// `date`, `instant`, `counts`, `place` in a list, `one|other` of a few words, `Name` of another shape; `[…]` for a list,
/// `?` after it where `null` is an answer.
type FieldRow = (&'static str, &'static str, &'static str);

/// One shape with its fields.
type ShapeRow = (&'static str, &'static [FieldRow]);

/// What is sent. Fields that are not listed are refused.
const REQUESTS: &[ShapeRow] = &[
    ("Credentials", &[("login", "text", "登录名"), ("password", "text", "密码")]),
    (
        "AcceptRequest",
        &[
            ("item", "text", "事项 id，来自 /api/items"),
            ("applicant", "person|organisation", "person 个人，organisation 单位"),
            ("code", "text", "身份证号或统一社会信用代码"),
            ("name", "text", "姓名或单位名称"),
            ("contact=", "text", "单位的经办人"),
            ("phone", "text", "手机号"),
            ("materials=", "[place]", "已收材料的序号，从 0 起"),
        ],
    ),
    (
        "DecideRequest",
        &[
            ("version", "integer", "看到的版本，用来发现别人先改过"),
            ("outcome", "grant|deny", "grant 准予，deny 不予"),
            ("reason=", "text", "不予的理由和依据，不予时必填"),
            ("opinion=", "text", "审批意见"),
        ],
    ),
    (
        "CompleteRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("result_name", "text", "结果文书名称"),
            ("result_no=", "text", "证照或文书编号，证照必填"),
        ],
    ),
    (
        "DeliverRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("way", "window|mail|online", "window 窗口领取，mail 邮寄，online 网上送达"),
            ("receiver", "text", "领取人"),
        ],
    ),
    ("ProgressRequest", &[("case_no", "text", "办件编号"), ("password", "text", "回执上的查询密码")]),
];

/// What is answered, about everything but cases.
const ANSWERS: &[ShapeRow] = &[
    (
        "Session",
        &[
            ("token", "text", "放在 Authorization: Bearer 里，只给这一次"),
            ("roles", "[text]", "岗位"),
            ("must_change", "boolean", "要先在网页上换密码"),
        ],
    ),
    ("Suggestions", &[("items", "[Suggestion]", "最多 10 项，最像的在前")]),
    (
        "Suggestion",
        &[
            ("id", "text", "事项 id"),
            ("name", "text", "名称"),
            ("department", "text", "部门"),
            ("code", "text", "编码"),
        ],
    ),
    (
        "Guide",
        &[
            ("id", "text", "事项 id"),
            ("version", "integer", "版本，从 1 起"),
            ("effective_on", "date", "这一版起用的日子"),
            ("code", "text", "业务办理项编码"),
            ("name", "text", "业务办理项名称"),
            ("department", "text", "实施主体"),
            ("item_type", "text", "事项类型，两位代码"),
            ("status", "text", "in_use、suspended、cancelled、draft"),
            ("case_kind", "text?", "instant 即办件，commitment 承诺件，other"),
            ("clients", "text?", "person、organisation、both"),
            ("statutory", "text?", "法定办结时限"),
            ("promised", "text?", "承诺办结时限"),
            ("online_depth", "integer?", "网上办理深度 1 到 4"),
            ("onsite_visits", "integer?", "到现场次数"),
            ("conditions", "[text]", "受理条件"),
            ("materials", "[GuideMaterial]?", "申请材料；null 是指南未写"),
            ("fee", "text?", "收费"),
            ("result_name", "text?", "结果名称"),
            ("result_kind", "text?", "结果类型"),
            ("legal_basis", "[text]", "设定依据"),
            ("place", "text?", "办理地点"),
            ("hours", "text?", "办理时间"),
            ("phone", "text?", "咨询电话"),
        ],
    ),
    (
        "GuideMaterial",
        &[
            ("name", "text", "名称"),
            ("need", "text", "必要、非必要、容缺后补"),
            ("form", "text?", "原件、复印件、电子"),
            ("copies", "integer", "份数，0 是未写"),
            ("origin", "text", "来源渠道"),
        ],
    ),
    (
        "Figure",
        &[
            ("id", "text", "指标"),
            ("name", "text", "名称"),
            ("numerator", "integer", "分子"),
            ("denominator", "integer", "分母，含未知"),
            ("excluded", "integer", "豁免不计"),
            ("unknown", "integer", "未知；大于 0 时 value 是下限"),
            ("value", "text?", "百分数，照印；null 是没有数据"),
            ("target", "text", "目标"),
            ("rank", "integer?", "全市位次"),
            ("of", "integer?", "参加排名的县数"),
            ("profile", "text", "口径"),
            ("as_of", "date", "统计日"),
        ],
    ),
    (
        "Rows",
        &[
            ("indicator", "text", "指标"),
            ("standing", "text", "met、not_met、unknown、excluded"),
            ("as_of", "date", "统计日"),
            ("total", "integer", "总行数"),
            ("rows", "[Row]", "这一页"),
            ("next", "text?", "下一页的 after"),
        ],
    ),
    (
        "Row",
        &[
            ("id", "text", "事项 id 或区划代码"),
            ("code", "text", "编码"),
            ("name", "text", "名称"),
            ("owner", "text", "部门或层级"),
            ("why", "text", "为什么"),
        ],
    ),
    (
        "Problem",
        &[
            ("code", "text", "稳定的代码，程序据此判断"),
            ("message", "text", "给人看的一句话"),
            ("number", "text?", "报障编号，只有 500 才有"),
        ],
    ),
    (
        "FieldProblems",
        &[("code", "text", "总是 fields"), ("message", "text", "一句话"), ("fields", "[FieldProblem]", "每处一条")],
    ),
    ("FieldProblem", &[("field", "text", "字段"), ("message", "text", "怎么改")]),
];

/// What is answered about cases. Personal values are masked.
const CASES: &[ShapeRow] = &[
    (
        "Accepted",
        &[
            ("case_no", "text", "办件编号"),
            ("due_on", "date?", "最迟办结日"),
            ("provisional", "boolean", "日历未定，暂定"),
        ],
    ),
    ("Version", &[("case_no", "text", "办件编号"), ("version", "integer", "新的版本")]),
    (
        "Cases",
        &[
            ("cases", "[CaseLine]", "先到期的在前"),
            ("next", "text?", "下一页的 after"),
            ("counts", "counts", "各阶段件数"),
        ],
    ),
    (
        "CaseLine",
        &[
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项"),
            ("applicant", "text", "申请人，已脱敏"),
            ("department", "text", "部门"),
            ("stage", "text", "accepted、decided、completed、delivered"),
            ("stage_label", "text", "阶段"),
            ("accepted_on", "date", "受理日"),
            ("due_on", "date?", "最迟办结日"),
            ("provisional", "boolean", "暂定"),
            ("outlook", "Outlook", "离到期多远"),
            ("waiting_for", "text", "等谁"),
        ],
    ),
    (
        "Outlook",
        &[
            ("state", "text", "none、stopped、ample、close、today、over"),
            ("days", "integer?", "还剩或超期的工作日"),
            ("words", "text", "一句话"),
        ],
    ),
    (
        "Case",
        &[
            ("case_no", "text", "办件编号"),
            ("version", "integer", "版本，改动时带回"),
            ("item", "CaseItem", "受理时的事项版本"),
            ("department", "text", "部门"),
            ("applicant", "CaseApplicant", "已脱敏"),
            ("stage", "text", "阶段"),
            ("stage_label", "text", "阶段"),
            ("accepted_at", "instant", "受理时间"),
            ("accepted_on", "date", "受理日"),
            ("due_on", "date?", "最迟办结日"),
            ("provisional", "boolean", "暂定"),
            ("limit", "text", "时限"),
            ("outlook", "Outlook", "离到期多远"),
            ("waiting_for", "text", "等谁"),
            ("materials", "[CaseMaterial]", "材料"),
            ("decision", "Decision?", "决定"),
            ("result", "Result?", "结果"),
            ("delivery", "Delivery?", "送达"),
            ("history", "[CaseEvent]", "经过，先发生的在前"),
        ],
    ),
    (
        "CaseItem",
        &[
            ("id", "text", "事项 id"),
            ("version", "integer", "版本"),
            ("code", "text", "编码"),
            ("name", "text", "名称"),
        ],
    ),
    (
        "CaseApplicant",
        &[
            ("kind", "text", "person、organisation"),
            ("name", "text", "姓名或名称"),
            ("code", "text", "证件号"),
            ("contact", "text", "经办人"),
            ("phone", "text", "手机"),
        ],
    ),
    ("CaseMaterial", &[("name", "text", "名称"), ("received", "boolean", "已收")]),
    (
        "Decision",
        &[
            ("at", "instant", "时间"),
            ("outcome", "text", "grant、deny"),
            ("reason", "text", "理由"),
            ("opinion", "text", "意见"),
        ],
    ),
    ("Result", &[("at", "instant", "时间"), ("result_name", "text", "名称"), ("result_no", "text", "编号")]),
    ("Delivery", &[("at", "instant", "时间"), ("way", "text", "方式"), ("receiver", "text", "领取人，已脱敏")]),
    (
        "CaseEvent",
        &[
            ("seq", "integer", "次序"),
            ("kind", "text", "事件"),
            ("happened_at", "instant", "发生"),
            ("entered_at", "instant", "登记"),
            ("actor", "text", "谁"),
            ("terminal", "text", "在哪里"),
            ("source", "text", "live 实时，imported 导入，backfilled 补录"),
        ],
    ),
    (
        "Progress",
        &[
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项"),
            ("applicant", "text", "申请人，已脱敏"),
            ("department", "text", "部门"),
            ("phone", "text", "部门电话"),
            ("stage", "text", "阶段"),
            ("stage_label", "text", "阶段"),
            ("step", "integer", "第几步，共 4 步"),
            ("accepted_on", "date", "受理日"),
            ("due_on", "date?", "最迟办结日"),
            ("provisional", "boolean", "暂定"),
            ("outlook", "Outlook", "离到期多远"),
            ("waiting_for", "text", "等谁"),
            ("outcome", "text?", "grant、deny"),
            ("reason", "text?", "不予的理由"),
        ],
    ),
];

/// All shapes as JSON Schema (2020-12, the dialect of OpenAPI 3.1).
pub(super) fn schemas() -> Value {
    let mut all = Map::new();
    for (name, fields) in REQUESTS {
        all.insert((*name).into(), shape(fields, true));
    }
    for (name, fields) in ANSWERS.iter().chain(CASES) {
        all.insert((*name).into(), shape(fields, false));
    }
    Value::Object(all)
}

fn shape(fields: &[FieldRow], request: bool) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, kind, meaning) in fields {
        let name = match name.strip_suffix('=') {
            Some(name) => name,
            None => {
                required.push(*name);
                name
            }
        };
        let mut value = kind_of(kind);
        value["description"] = json!(meaning);
        properties.insert(name.into(), value);
    }
    let mut shape = json!({ "type": "object", "properties": properties, "required": required });
    if request {
        shape["additionalProperties"] = json!(false);
    }
    shape
}

fn kind_of(kind: &str) -> Value {
    if let Some(kind) = kind.strip_suffix('?') {
        return json!({ "anyOf": [kind_of(kind), { "type": "null" }] });
    }
    if let Some(kind) = kind.strip_prefix('[').and_then(|k| k.strip_suffix(']')) {
        return json!({ "type": "array", "items": kind_of(kind) });
    }
    match kind {
        "text" => json!({ "type": "string" }),
        "integer" => json!({ "type": "integer" }),
        "boolean" => json!({ "type": "boolean" }),
        "date" => json!({ "type": "string", "format": "date" }),
        "instant" => json!({ "type": "string", "format": "date-time" }),
        "counts" => json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
        "place" => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        words if words.contains('|') => json!({ "type": "string", "enum": words.split('|').collect::<Vec<_>>() }),
        name => json!({ "$ref": format!("#/components/schemas/{name}") }),
    }
}
