//! The description of the API for programs (接口说明), OpenAPI 3.1. Paths, methods and rights come from the one list of
//! routes; what each asks and answers stands in the table here, and a test holds both and the real answers together.

use axum::http::StatusCode;
use domain::{
    people::{Rule, rule},
    publication::event_kinds,
};
use serde_json::{Map, Value, json};

use super::{
    api_applications, api_archive, api_board, api_calendar, api_cases, api_certificates, api_chains, api_delegates,
    api_evaluation, api_exchange, api_files, api_followup, api_indicators, api_leads, api_matters, api_oversight,
    api_policies, api_questionnaires, api_rectification, api_reports, api_reviews, api_schemas::schemas, api_standings,
    api_stations, api_statistics, api_subscriptions,
};
use crate::{
    door::{Reply, json},
    routes::{Line, lines},
};

/// What one address asks and answers.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// Fields of the query.
    pub(super) query: &'static [(&'static str, &'static str)],
    /// Shape of the body sent.
    pub(super) body: Option<&'static str>,
    /// A body as it may be sent, as JSON.
    pub(super) example: Option<&'static str>,
    /// May carry `Idempotency-Key`.
    pub(super) once: bool,
    /// Status of success, and the shape of its body; `[…]` for a list.
    pub(super) ok: (u16, Option<&'static str>),
    /// Statuses of refusal that belong to this one; those that every address of the kind can give are added.
    pub(super) refusals: &'static [u16],
}

pub(super) const PLAIN: Operation = Operation {
    method: "GET",
    path: "",
    id: "",
    summary: "",
    query: &[],
    body: None,
    example: None,
    once: false,
    ok: (200, None),
    refusals: &[],
};

pub(super) const NEXT: (&str, &str) = ("after", "上一页的 next");

const OPERATIONS: &[Operation] = &[
    Operation { path: "/api/openapi.json", id: "document", summary: "这份接口说明", ..PLAIN },
    Operation {
        path: "/api/problems",
        id: "problems",
        summary: "出错时 type 的含义（RFC 9457 问题详情）",
        ok: (200, Some("[ProblemKind]")),
        ..PLAIN
    },
    Operation {
        path: "/api/items",
        id: "items",
        summary: "按名称、拼音首字母、编码或平常的说法查事项",
        query: &[("q", "要找的字")],
        ok: (200, Some("Suggestions")),
        ..PLAIN
    },
    Operation {
        path: "/api/items/{item}",
        id: "item",
        summary: "办事指南",
        ok: (200, Some("Guide")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/items/{item}/form",
        id: "itemForm",
        summary: "在线申请要填的表：JSON Schema 2020-12 和呈现部分",
        ok: (200, Some("ItemForm")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/items/{item}/versions",
        id: "itemVersions",
        summary: "一项的历次版本，新的在前",
        ok: (200, Some("ItemVersions")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/items/{item}/compare",
        id: "itemCompare",
        summary: "一项的两个版本逐栏比较",
        query: &[("from", "版本号"), ("to", "版本号")],
        ok: (200, Some("Compared")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/quality",
        id: "quality",
        summary: "办事指南质量：按规则、按部门和逐处清单",
        query: &[("department", "部门 id"), ("rule", "规则，来自 rules"), NEXT, ("limit", "每页处数，最多 1000")],
        ok: (200, Some("Quality")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/progress",
        id: "progress",
        summary: "凭编号和查询密码看办到哪一步",
        body: Some("ProgressRequest"),
        ok: (200, Some("Progress")),
        refusals: &[422, 429],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/session",
        id: "signIn",
        summary: "登录，取得令牌",
        body: Some("Credentials"),
        ok: (201, Some("Session")),
        refusals: &[422, 429, 503],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/session/end",
        id: "signOut",
        summary: "退出，令牌作废",
        ok: (204, None),
        ..PLAIN
    },
    Operation {
        path: "/api/cases",
        id: "cases",
        summary: "办件列表，先到期的在前",
        query: &[
            ("stage", "accepted、decided、completed、delivered"),
            ("department", "部门 id"),
            ("q", "编号、事项"),
            NEXT,
            ("limit", "每页件数，最多 200"),
        ],
        ok: (200, Some("Cases")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases",
        id: "accept",
        summary: "受理一件",
        body: Some("AcceptRequest"),
        once: true,
        ok: (201, Some("Accepted")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/cases/{case}",
        id: "case",
        summary: "一件的全部情况",
        ok: (200, Some("Case")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/indicators",
        id: "figures",
        summary: "最近一次统计的五项指标",
        ok: (200, Some("[Figure]")),
        ..PLAIN
    },
    Operation {
        path: "/api/indicators/{indicator}/rows",
        id: "rows",
        summary: "一项指标背后的每一行",
        query: &[
            ("standing", "met、not_met、unknown、excluded，不写是 not_met"),
            NEXT,
            ("limit", "每页行数，最多 1000"),
        ],
        ok: (200, Some("Rows")),
        refusals: &[404, 422],
        ..PLAIN
    },
];

/// What a status of refusal means.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => "没有读懂：JSON、字段或 Idempotency-Key 不合要求；不认识的字段也算",
        401 => "没有登录，令牌已失效，或接口密钥不能用",
        403 => "岗位或密钥权限不办这一步，或要先换密码",
        404 => "没有这一件，或不归您看",
        409 => "别人先改过（stale，办件的 detail 写明谁在何时改的），或同一个键发了不同的内容（key_reused）",
        413 => "内容太大：一般 256 KiB，附件 28 MiB",
        415 => "内容要用 application/json",
        422 => "规则不允许，或查询条件没有意义：code 是原因，errors 列出要改的字段或条件；code 为 fields 时一次列全",
        429 => "试得太多，过一会儿再来（Retry-After）",
        503 => "现在登录的人多，过一会儿再来（Retry-After）",
        _ => "系统的问题，number 是报障编号",
    }
}

/// Everything one operation can refuse with.
fn refusals(operation: &Operation, signed_in: bool) -> Vec<u16> {
    let mut all = operation.refusals.to_vec();
    // A key may have called too often, whatever it asks.
    all.push(429);
    if signed_in {
        all.extend([401, 403]);
    }
    if operation.body.is_some() {
        all.extend([400, 413, 415]);
    }
    if operation.once {
        all.push(409);
    }
    all.push(500);
    all.sort_unstable();
    all.dedup();
    all
}

fn reference(shape: &str) -> Value {
    match shape.strip_prefix('[').and_then(|s| s.strip_suffix(']')) {
        Some(inner) => json!({ "type": "array", "items": reference(inner) }),
        None => json!({ "$ref": format!("#/components/schemas/{shape}") }),
    }
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn parameters(operation: &Operation) -> Vec<Value> {
    let text = json!({ "type": "string" });
    let names = operation.path.split('/').filter_map(|p| p.strip_prefix('{').and_then(|p| p.strip_suffix('}')));
    let mut all: Vec<Value> =
        names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": text })).collect();
    all.extend(
        operation
            .query
            .iter()
            .map(|(n, about)| json!({ "name": n, "in": "query", "description": about, "schema": text })),
    );
    if operation.once {
        let key = json!({ "type": "string", "minLength": 1, "maxLength": 200 });
        let about = "同一个键只做一次，重发得到同一个回答";
        all.push(json!({ "name": "Idempotency-Key", "in": "header", "description": about, "schema": key }));
    }
    all
}

/// A session, or a key with the right that the access table names.
fn security(right: &Rule) -> Value {
    match (right.public, right.scope) {
        (true, _) => json!([]),
        (false, None) => json!([{ "session": [] }]),
        // A program alone.
        (false, Some(scope)) if right.roles.is_empty() => json!([{ "key": [scope.as_str()] }]),
        (false, Some(scope)) => json!([{ "session": [] }, { "key": [scope.as_str()] }]),
    }
}

fn described(operation: &Operation, line: &Line) -> Value {
    let right = rule(line.act);
    let mut responses = Map::new();
    let mut success = json!({ "description": "成功" });
    match operation.ok.1 {
        Some(shape) => success["content"] = content(&reference(shape)),
        // The description describes itself by its standard alone.
        None if operation.ok.0 == 200 => success["content"] = content(&json!({ "type": "object" })),
        None => {}
    }
    responses.insert(operation.ok.0.to_string(), success);
    for status in refusals(operation, !right.public) {
        let problem = json!({ "application/problem+json": { "schema": reference("Problem") } });
        responses.insert(status.to_string(), json!({ "description": meaning(status), "content": problem }));
    }
    let mut out = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters(operation),
        "responses": responses,
        "security": security(&right),
    });
    if !right.public {
        let roles: Vec<&str> = right.roles.iter().map(|r| r.label()).collect();
        let key = right.scope.map_or_else(|| "接口密钥不能用".to_owned(), |s| format!("接口密钥权限：{s}"));
        let who = if roles.is_empty() { "没有，只由对接的系统来办".to_owned() } else { roles.join("、") };
        out["description"] = json!(format!("岗位：{who}。{key}"));
    }
    if let Some(shape) = operation.body {
        let mut content = content(&reference(shape));
        if let Some(example) = operation.example.and_then(|text| serde_json::from_str::<Value>(text).ok()) {
            content["application/json"]["example"] = example;
        }
        out["requestBody"] = json!({ "required": true, "content": content });
    }
    out
}

/// What is sent to those who subscribed (事件推送): one message for each kind of event, in its CloudEvents envelope.
fn webhooks() -> Map<String, Value> {
    let one = |(kind, label): (&str, &str)| {
        let of = match kind.split_once('.') {
            Some(("matter", _)) => "MatterChange",
            Some(("oversight", _)) => "WatchChange",
            Some(_) | None => "CaseChange",
        };
        let text = |about: &str| json!({ "type": "string", "description": about });
        let envelope = json!({
            "type": "object",
            "required": ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"],
            "properties": {
                "specversion": { "const": "1.0" },
                "id": text("事件编号，重复推送时不变"),
                "source": text("哪个县的办件、一件事或者监察"),
                "type": { "const": format!("onedoor.{kind}") },
                "subject": text("办件编号、一件事编号、监察编号或者督办单号"),
                "time": { "type": "string", "format": "date-time" },
                "datacontenttype": { "const": "application/json" },
                "dataschema": text("data 的说明在哪里"),
                "partitionkey": text("同一件的事件按先后推送"),
                "sequence": text("同一件里的先后"),
                "data": { "$ref": format!("#/components/schemas/{of}") },
            },
        });
        let header = |name: &str, about: &str| json!({ "name": name, "in": "header", "required": true, "description": about, "schema": { "type": "string" } });
        let operation = json!({
            "operationId": format!("on_{}", kind.replace('.', "_")),
            "summary": label,
            "parameters": [
                header("webhook-id", "事件编号"),
                header("webhook-timestamp", "发出的时间，秒"),
                header("webhook-signature", "v1 是 HMAC-SHA256，v1sm3 是 HMAC-SM3（Standard Webhooks）"),
            ],
            "requestBody": { "required": true, "content": { "application/cloudevents+json": { "schema": envelope } } },
            "responses": {
                "2XX": { "description": "收下了" },
                "default": { "description": "没有收下，稍后再推；试满次数就搁置，同一件后面的也等着" },
            },
        });
        (format!("onedoor.{kind}"), json!({ "post": operation }))
    };
    event_kinds().map(one).collect()
}

pub(crate) async fn document() -> Reply {
    let mut paths: Map<String, Value> = Map::new();
    for line in lines() {
        let Some(operation) = OPERATIONS
            .iter()
            .chain(api_calendar::OPERATIONS)
            .chain(api_cases::OPERATIONS)
            .chain(api_applications::OPERATIONS)
            .chain(api_files::OPERATIONS)
            .chain(api_certificates::OPERATIONS)
            .chain(api_archive::OPERATIONS)
            .chain(api_chains::OPERATIONS)
            .chain(api_matters::OPERATIONS)
            .chain(api_board::OPERATIONS)
            .chain(api_delegates::OPERATIONS)
            .chain(api_stations::OPERATIONS)
            .chain(api_oversight::OPERATIONS)
            .chain(api_followup::OPERATIONS)
            .chain(api_evaluation::OPERATIONS)
            .chain(api_questionnaires::OPERATIONS)
            .chain(api_reviews::OPERATIONS)
            .chain(api_rectification::OPERATIONS)
            .chain(api_leads::OPERATIONS)
            .chain(api_reports::OPERATIONS)
            .chain(api_statistics::OPERATIONS)
            .chain(api_subscriptions::OPERATIONS)
            .chain(api_exchange::OPERATIONS)
            .chain(api_policies::OPERATIONS)
            .chain(api_standings::OPERATIONS)
            .chain(api_indicators::OPERATIONS)
            .find(|o| (o.method, o.path) == (line.method, line.path))
        else {
            continue;
        };
        let path = paths.entry(line.path).or_insert_with(|| json!({}));
        path[line.method.to_lowercase()] = described(operation, &line);
    }
    let about = "县级政务服务的数据接口。写操作用 JSON，最多 256 KiB；请求里不认识的字段会被拒绝。\
        id 和编号都是文本。出错一律是 application/problem+json（RFC 9457），程序按 code 判断。其他方法一律 405 并给出 Allow。";
    let body = json!({
        "openapi": "3.1.0",
        "info": { "title": "一扇门 OneDoor", "version": env!("CARGO_PKG_VERSION"), "description": about },
        "paths": paths,
        "webhooks": webhooks(),
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "session": { "type": "http", "scheme": "bearer", "description": "登录得到的令牌" },
                "key": { "type": "http", "scheme": "bearer", "description": "系统管理员发放的接口密钥，odk_ 开头" },
            },
        },
    });
    json(StatusCode::OK, &body)
}
