//! What the addresses of the register ask and answer (整改接口), for the description of the API.

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/rectification",
        id: "orders",
        summary: "整改台账，先到期的在前",
        query: &[
            ("tab", "issued 待答复、overdue 超期、answered 待核验、closed 已销号、all 全部，不写是未销号"),
            ("unit", "责任单位名称"),
            ("source", "gap、supervision，或 gap/指标 id"),
            ("batch", "交办批次"),
            NEXT,
            ("limit", "每页件数，最多 1000"),
        ],
        ok: (200, Some("Orders")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/rectification",
        id: "issueOrders",
        summary: "交办一批，全部交办或全不交办",
        body: Some("IssueRequest"),
        once: true,
        ok: (201, Some("Issued")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/rectification/{order}",
        id: "order",
        summary: "一张整改单的全部情况",
        ok: (200, Some("Order")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/rectification/{order}/answer",
        id: "answerOrder",
        summary: "答复",
        body: Some("AnswerRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/rectification/{order}/check",
        id: "checkOrder",
        summary: "核验：退回或销号",
        body: Some("CheckRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/rectification/{order}/withdraw",
        id: "withdrawOrder",
        summary: "撤回交办错的整改单",
        body: Some("WithdrawRequest"),
        once: true,
        ok: (200, Some("OrderVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "IssueRequest",
        &[
            ("orders", "[IssueRow]", "每行一件，最多 1000 行"),
            ("due_on", "text", "完成期限，如 2026-12-11"),
            ("requirement=", "text", "共同的整改要求，写了就代替各行的"),
        ],
    ),
    (
        "IssueRow",
        &[
            ("source", "text", "supervision，或 gap/指标 id"),
            ("kind", "item|division", "item 事项，division 站点"),
            ("subject", "text", "事项编码或 id，区划代码"),
            ("requirement=", "text", "这一行的整改要求"),
            ("blocker=", "text", "堵点"),
        ],
    ),
    ("AnswerRequest", &[("version", "integer", "看到的版本"), ("answer", "text", "做了什么，现在到什么程度")]),
    (
        "CheckRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("verdict", "return|met|unattainable", "return 退回，met 已整改，unattainable 不能整改"),
            ("finding=", "text", "核验情况；退回和不能整改必填"),
            ("due_on=", "text", "退回后的新期限"),
        ],
    ),
    ("WithdrawRequest", &[("version", "integer", "看到的版本"), ("reason", "text", "撤回的原因")]),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Orders",
        &[
            ("orders", "[OrderLine]", "先到期的在前"),
            ("next", "text?", "下一页的 after"),
            ("counts", "counts", "各环节件数，overdue 含在 issued 里"),
        ],
    ),
    (
        "OrderLine",
        &[
            ("no", "text", "整改单号，照印"),
            ("slug", "text", "地址里的单号，如 2026-12"),
            ("source", "text", "gap 指标差距，supervision 督查交办"),
            ("source_ref", "text", "指标 id，督查交办为空"),
            ("subject_kind", "text", "item、division"),
            ("subject", "text", "事项 id 或区划代码"),
            ("subject_name", "text", "事项或站点名称"),
            ("unit", "text", "责任单位"),
            ("blocker", "text", "堵点"),
            ("requirement", "text", "整改要求"),
            ("issued_on", "date", "交办日"),
            ("due_on", "date", "完成期限"),
            ("overdue", "boolean", "超期没有答复"),
            ("deadline", "text", "离期限多远，一句话"),
            ("stage", "text", "issued、answered、closed、withdrawn"),
            ("stage_label", "text", "环节"),
            ("waiting_for", "text", "等谁"),
        ],
    ),
    (
        "Order",
        &[
            ("line", "OrderLine", "台账里的一行"),
            ("version", "integer", "版本，改动时带回"),
            ("was", "text", "交办时情况"),
            ("issued_by", "text", "交办人"),
            ("reminded_on", "date?", "最近催办日"),
            ("answer", "text?", "最近一次答复"),
            ("answered_at", "instant?", "答复时间"),
            ("finding", "text?", "核验情况，撤回时是原因"),
            ("ending", "text?", "met 已整改，unattainable 不能整改"),
            ("effect", "text?", "销号时的效果"),
            ("ended_at", "instant?", "销号或撤回时间"),
            ("history", "[OrderEvent]", "经过，先发生的在前"),
        ],
    ),
    (
        "OrderEvent",
        &[
            ("seq", "integer", "次序"),
            ("kind", "text", "事件"),
            ("happened_at", "instant", "发生"),
            ("actor", "text", "谁"),
            ("role", "text", "以什么岗位"),
            ("terminal", "text", "在哪里"),
            ("words", "text", "一句话"),
        ],
    ),
    ("Issued", &[("batch", "text?", "交办批次，只有一件时为空"), ("orders", "[IssuedOrder]", "按请求的次序")]),
    (
        "IssuedOrder",
        &[("no", "text", "整改单号"), ("slug", "text", "地址里的单号"), ("subject", "text", "事项 id 或区划代码")],
    ),
    ("OrderVersion", &[("slug", "text", "地址里的单号"), ("version", "integer", "新的版本")]),
];
