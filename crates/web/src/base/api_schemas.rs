//! Shapes of the API's bodies (接口的数据形状), as tables: name, kind, meaning. Ids are text, because they are larger than
//! what a JSON number keeps exactly; days are `2026-12-02` in Asia/Shanghai, instants UTC.

use serde_json::{Map, Value, json};

use super::{
    api_applications, api_archive, api_board, api_calendar, api_cases, api_certificates, api_chains, api_delegates,
    api_evaluation, api_exchange, api_files, api_followup, api_indicators, api_leads, api_matters, api_oversight,
    api_policies, api_questionnaires, api_rectification, api_reports, api_reviews, api_schemas_guide::GUIDE,
    api_standings, api_stations, api_statistics, api_subscriptions,
};

/// One field: name (`=` after it: may be left out of a request), kind, meaning. Kinds: `text`, `integer`, `boolean`,
/// `date`, `instant`, `counts`, `object` of another standard's shape, `place` in a list, `one|other` of a few words, `Name` of another shape; `[…]` for a list,
/// `?` after it where `null` is an answer.
pub(super) type FieldRow = (&'static str, &'static str, &'static str);

/// One shape with its fields.
pub(super) type ShapeRow = (&'static str, &'static [FieldRow]);

/// What is sent. Fields that are not listed are refused.
const REQUESTS: &[ShapeRow] = &[
    ("Credentials", &[("login", "text", "登录名"), ("password", "text", "密码")]),
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
        "Quality",
        &[
            ("profile", "text", "规则口径和版本"),
            ("items", "integer", "核对的指南数"),
            ("faulty", "integer", "有要改之处的指南数"),
            ("findings", "integer", "要改的处数"),
            ("not_checkable", "integer", "因空着无法核对的处数，不算通过"),
            ("score", "text?", "得分，照印；null 是没有能核对的"),
            ("rules", "[QualityRule]", "处数多的在前"),
            ("departments", "[QualityDepartment]", "得分低的在前"),
            ("list", "[QualityFinding]", "这一页"),
            ("listed", "integer", "清单总处数"),
            ("next", "text?", "下一页的 after"),
        ],
    ),
    (
        "QualityRule",
        &[
            ("rule", "text", "规则"),
            ("group", "integer", "规则组 1 到 15"),
            ("label", "text", "要求什么"),
            ("severity", "must|should", "must 应改，should 建议改"),
            ("weight", "integer", "权重"),
            ("passed", "integer", "通过的指南数"),
            ("failed", "integer", "没通过的指南数"),
            ("findings", "integer", "要改的处数"),
            ("not_checkable", "integer", "无法核对的指南数"),
            ("outside", "integer", "不涉及的指南数"),
            ("source", "text", "依据"),
        ],
    ),
    (
        "QualityDepartment",
        &[
            ("id", "text", "部门 id"),
            ("name", "text", "部门"),
            ("items", "integer", "核对的指南数"),
            ("faulty", "integer", "有要改之处的指南数"),
            ("findings", "integer", "要改的处数"),
            ("not_checkable", "integer", "无法核对的处数"),
            ("score", "text?", "得分"),
        ],
    ),
    (
        "QualityFinding",
        &[
            ("item", "text", "事项 id"),
            ("code", "text", "编码"),
            ("name", "text", "名称"),
            ("department", "text", "部门"),
            ("rule", "text", "规则"),
            ("severity", "must|should", "must 应改，should 建议改"),
            ("field", "text", "编辑页上字段的 id"),
            ("column", "text", "字段"),
            ("value", "text", "现在的内容，空的是没写"),
            ("sentence", "text", "怎么改"),
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
            ("type", "text", "哪一类问题，/api/problems 里有说明"),
            ("title", "text", "这一类问题的名称"),
            ("status", "integer", "HTTP 状态码"),
            ("detail", "text", "这一次的情况，给人看的一句话"),
            ("code", "text", "稳定的代码，程序据此判断"),
            ("number", "text?", "报障编号，只有 500 才有"),
            ("errors", "[FieldProblem]", "要改的字段，每处一条；与哪个字段都无关的为空"),
        ],
    ),
    ("FieldProblem", &[("field", "text", "字段"), ("detail", "text", "怎么改")]),
    (
        "ProblemKind",
        &[
            ("type", "text", "问题详情里的 type"),
            ("status", "integer", "HTTP 状态码"),
            ("title", "text", "名称"),
            ("advice", "text", "下一步"),
        ],
    ),
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
            ("stage", "text", "阶段的代码，如 submitted、accepted、decided、completed"),
            ("stage_label", "text", "阶段"),
            ("channel", "text", "提交渠道：window、online、station、upstream、import"),
            ("source", "text?", "从哪个系统来"),
            ("system", "text?", "由哪个部门系统接管"),
            ("received_on", "date", "收件日"),
            ("accepted_on", "date?", "受理日"),
            ("due_on", "date?", "最迟办结日"),
            ("next_on", "date?", "等着的一方最迟哪天要办"),
            ("provisional", "boolean", "暂定"),
            ("outlook", "Outlook", "离到期多远"),
            ("waiting_for", "text", "等谁"),
        ],
    ),
    (
        "Outlook",
        &[
            ("state", "text", "none、stopped、paused、ample、close、today、over"),
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
            ("channel", "text", "提交渠道"),
            ("foreign_no", "text?", "来的那个系统的编号"),
            ("foreign_source", "text?", "从哪个系统来"),
            ("takeover", "Takeover?", "由部门系统接管的"),
            ("received_at", "instant", "收件时间"),
            ("received_on", "date", "收件日"),
            ("accepted_at", "instant?", "受理时间"),
            ("accepted_on", "date?", "受理日"),
            ("promised_on", "date?", "承诺到期日"),
            ("statutory_on", "date?", "法定到期日"),
            ("due_on", "date?", "最迟办结日"),
            ("next_on", "date?", "等着的一方最迟哪天要办"),
            ("provisional", "boolean", "暂定"),
            ("limit", "text", "时限"),
            ("outlook", "Outlook", "离到期多远"),
            ("waiting_for", "text", "等谁"),
            ("answers", "[CaseAnswer]", "申请表填写的内容，按表的次序；没有填表的为空"),
            ("materials", "[CaseMaterial]", "材料"),
            ("correction", "Correction?", "补正"),
            ("ending", "Ending?", "没有作决定就结束的"),
            ("decision", "Decision?", "决定"),
            ("result", "Result?", "结果"),
            ("delivery", "Delivery?", "送达"),
            ("history", "[CaseEvent]", "经过，先发生的在前"),
        ],
    ),
    (
        "CaseAnswer",
        &[
            ("field", "text", "字段名"),
            ("label", "text", "问的是什么"),
            ("answer", "text", "填的内容，个人信息已脱敏；几项的一行一项，空的是没有填"),
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
    (
        "CaseMaterial",
        &[
            ("name", "text", "名称"),
            ("received", "boolean", "已收"),
            ("deferred_until", "date?", "容缺后补的期限"),
            ("fits", "boolean?", "审查认为符合"),
            ("note", "text?", "审查意见"),
        ],
    ),
    (
        "Correction",
        &[
            ("at", "instant", "告知时间"),
            ("until", "date", "补正期限"),
            ("items", "[CorrectionItem]", "要补的，一次说全"),
            ("supplied_at", "instant?", "补来的时间"),
        ],
    ),
    (
        "Takeover",
        &[
            ("system", "text", "部门系统"),
            ("at", "instant", "接管时间"),
            ("decision_no", "text?", "回报的决定文书文号"),
        ],
    ),
    ("CorrectionItem", &[("material", "integer?", "第几样材料，从 0 起"), ("what", "text", "缺什么、怎么改")]),
    (
        "Ending",
        &[
            ("at", "instant", "时间"),
            (
                "how",
                "text",
                "not_accepted、returned、withdrawn、voided、referred_upward、stopped_with_matter（随整件终止）等",
            ),
            ("reason", "text", "理由"),
            ("body", "text", "应向哪里申请，或转报给谁"),
        ],
    ),
    (
        "Decision",
        &[
            ("at", "instant", "时间"),
            ("outcome", "text", "grant、deny"),
            ("reason", "text", "理由"),
            ("opinion", "text", "意见"),
            ("capacity", "text?", "representative 首席事务代表、deputy AB角、approver 部门审批人；不知道为空"),
            ("authorization_no", "text?", "依据的授权书文号"),
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
            ("received_on", "date", "收件日"),
            ("accepted_on", "date?", "受理日"),
            ("due_on", "date?", "最迟办结日"),
            ("next_on", "date?", "等着的一方最迟哪天要办"),
            ("provisional", "boolean", "暂定"),
            ("outlook", "Outlook", "离到期多远"),
            ("waiting_for", "text", "等谁"),
            ("outcome", "text?", "grant、deny"),
            ("reason", "text?", "不予或结束的理由"),
            ("correction", "Correction?", "补正"),
        ],
    ),
];

/// All shapes as JSON Schema (2020-12, the dialect of OpenAPI 3.1).
pub(super) fn schemas() -> Value {
    let mut all = Map::new();
    for (name, fields) in requests() {
        all.insert((*name).into(), shape(fields, true));
    }
    for (name, fields) in ANSWERS
        .iter()
        .chain(GUIDE)
        .chain(CASES)
        .chain(api_cases::ANSWERS)
        .chain(api_applications::ANSWERS)
        .chain(api_files::ANSWERS)
        .chain(api_certificates::ANSWERS)
        .chain(api_archive::ANSWERS)
        .chain(api_chains::ANSWERS)
        .chain(api_matters::ANSWERS)
        .chain(api_board::ANSWERS)
        .chain(api_delegates::ANSWERS)
        .chain(api_stations::ANSWERS)
        .chain(api_oversight::ANSWERS)
        .chain(api_followup::ANSWERS)
        .chain(api_evaluation::ANSWERS)
        .chain(api_questionnaires::ANSWERS)
        .chain(api_reviews::ANSWERS)
        .chain(api_rectification::ANSWERS)
        .chain(api_leads::ANSWERS)
        .chain(api_calendar::ANSWERS)
        .chain(api_reports::ANSWERS)
        .chain(api_statistics::ANSWERS)
        .chain(api_subscriptions::ANSWERS)
        .chain(api_exchange::ANSWERS)
        .chain(api_policies::ANSWERS)
        .chain(api_standings::ANSWERS)
        .chain(api_indicators::ANSWERS)
    {
        all.insert((*name).into(), shape(fields, false));
    }
    Value::Object(all)
}

fn requests() -> impl Iterator<Item = &'static ShapeRow> {
    REQUESTS
        .iter()
        .chain(api_cases::REQUESTS)
        .chain(api_applications::REQUESTS)
        .chain(api_subscriptions::REQUESTS)
        .chain(api_exchange::REQUESTS)
        .chain(api_policies::REQUESTS)
        .chain(api_files::REQUESTS)
        .chain(api_matters::REQUESTS)
        .chain(api_certificates::REQUESTS)
        .chain(api_board::REQUESTS)
        .chain(api_delegates::REQUESTS)
        .chain(api_oversight::REQUESTS)
        .chain(api_rectification::REQUESTS)
        .chain(api_reviews::REQUESTS)
        .chain(api_leads::REQUESTS)
        .chain(api_standings::REQUESTS)
        .chain(api_indicators::REQUESTS)
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
        "object" => json!({ "type": "object" }),
        "texts" => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        "place" => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        words if words.contains('|') => json!({ "type": "string", "enum": words.split('|').collect::<Vec<_>>() }),
        name => json!({ "$ref": format!("#/components/schemas/{name}") }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A body is read closed at every depth, and an answer's shape is described open.
    #[test]
    fn what_a_request_holds_is_described_as_closed_too() {
        let named: BTreeSet<&str> = requests().map(|(name, _)| *name).collect();
        let plain = ["text", "integer", "boolean", "date", "instant", "counts", "object", "texts", "place"];
        for (of, fields) in requests() {
            for (field, kind, _) in *fields {
                let kind = kind.trim_matches(['[', ']', '?']);
                let known = plain.contains(&kind) || kind.contains('|') || named.contains(kind);
                assert!(known, "{of}.{field}: {kind} is described as an answer");
            }
        }
    }
}
