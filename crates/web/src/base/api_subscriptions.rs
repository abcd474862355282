//! What the feed of changes and the subscriptions to it ask and answer (办件变化接口, 订阅接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/cases/changes",
        id: "caseChanges",
        summary: "办件变化，先发生的在前；每次带上一次的 next，不会漏也不会重",
        query: &[("after", "上一次的 next；不写从头开始，now 只看以后的"), ("limit", "最多条数，不超过 500")],
        ok: (200, Some("CaseChanges")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/subscriptions",
        id: "subscriptions",
        summary: "事件订阅；接口密钥只看到自己开的",
        ok: (200, Some("Subscriptions")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/subscriptions",
        id: "subscribe",
        summary: "订阅办件和一件事的变化：CloudEvents 1.0 推送，HMAC-SHA256 签名（Standard Webhooks）",
        body: Some("SubscribeRequest"),
        once: true,
        ok: (201, Some("Subscribed")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/subscriptions/{subscription}",
        id: "subscription",
        summary: "一个订阅：推送到哪里、搁置了什么",
        ok: (200, Some("Subscription")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/subscriptions/{subscription}/steps",
        id: "turnSubscription",
        summary: "暂停、继续、取消、试发、重发",
        body: Some("SubscriptionStepRequest"),
        once: true,
        ok: (200, Some("SubscriptionTurned")),
        refusals: &[404, 422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "SubscribeRequest",
        &[
            ("name", "text", "推给哪个系统，2 到 40 个字"),
            ("target", "text", "推送地址，https:// 开头"),
            ("kinds=", "[text]", "事件，如 case.accepted、matter.finished；不写是全部"),
            ("department=", "text?", "只推这个部门的件，和它参加的一件事，部门 id"),
            ("sm3=", "boolean", "同时用国密 SM3 签名"),
        ],
    ),
    (
        "SubscriptionStepRequest",
        &[
            (
                "step",
                "pause|resume|close|try|resend|replay",
                "pause 暂停，resume 继续，close 取消，try 试发，resend 重发搁置的，replay 从 from 起全部重发",
            ),
            ("from=", "text", "replay 的起始日，如 2026-11-20"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "CaseChanges",
        &[
            ("changes", "[CaseChange]", "先发生的在前"),
            ("next", "text", "下一次的 after，总有"),
            ("more", "boolean", "后面还有，可以马上接着要"),
        ],
    ),
    (
        "CaseChange",
        &[
            ("id", "text", "事件编号，重复推送时不变"),
            ("kind", "text", "事件，如 case.accepted"),
            ("case_no", "text", "办件编号"),
            ("version", "integer", "事件之后办件的版本，每次加一"),
            ("item_code", "text", "事项编码"),
            ("item_name", "text", "事项"),
            ("department", "text", "部门"),
            ("department_code", "text", "部门代码"),
            ("stage", "text", "环节"),
            ("stage_label", "text", "环节"),
            ("outcome", "text?", "grant、deny，决定以后才有"),
            ("happened_at", "instant", "发生"),
            ("entered_at", "instant", "登记"),
            ("source", "text", "live 实时，imported 导入，backfilled 补录"),
            ("due_on", "date?", "最迟办结日"),
            ("foreign_no", "text?", "来的那个系统的编号，如上级的申办流水号"),
            ("foreign_source", "text?", "从哪个系统来"),
            ("matter_no", "text?", "是一件事里的一项时，一件事编号；整件见 /api/matters/{matter}"),
        ],
    ),
    ("Subscriptions", &[("subscriptions", "[Subscription]", "按名称")]),
    (
        "Subscription",
        &[
            ("id", "text", "id"),
            ("name", "text", "推给哪个系统"),
            ("target", "text", "推送地址"),
            ("kinds", "[text]", "事件，空的是全部"),
            ("department", "text?", "部门 id，null 是全县"),
            ("sm3", "boolean", "同时用国密 SM3 签名"),
            ("state", "text", "active 推送中，paused 已暂停"),
            ("sent", "integer", "对方收下的条数"),
            ("sent_at", "instant?", "最近收下的时间"),
            ("up_to_date", "boolean", "已送到最新"),
            ("fault", "text?", "最近一次没有收下的原因"),
            ("tried", "text?", "最近一次试发的结果"),
            ("parked", "integer", "搁置的条数"),
            ("aside", "[ParkedEvent]", "搁置的，最多 100 条"),
        ],
    ),
    (
        "ParkedEvent",
        &[
            ("id", "text", "事件编号"),
            ("kind", "text", "事件"),
            ("case_no", "text", "办件编号，一件事的是一件事编号"),
            ("tries", "integer", "试过几次，0 是等同一件的前一条"),
            ("fault", "text", "原因"),
            ("parked_at", "instant", "搁置时间"),
            ("again", "boolean", "正在重新推送"),
        ],
    ),
    ("Subscribed", &[("id", "text", "id"), ("secret", "text", "签名密钥，只给这一次")]),
    ("SubscriptionTurned", &[("id", "text", "id"), ("step", "text", "做了哪一步")]),
];
