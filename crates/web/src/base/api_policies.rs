//! What policies ask and answer (政策下发、认领), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/policies",
        id: "policies",
        summary: "上级要求本级答复的，和本级下发、下级答复的",
        ok: (200, Some("Policies")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/policies",
        id: "policyPublish",
        summary: "下发、更改或撤回一条政策；编码相同就是更改",
        body: Some("PolicyPublish"),
        ok: (200, Some("PolicyDone")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/policies/answers",
        id: "policyAnswer",
        summary: "答复上级的一条政策，随下一封信报上级",
        body: Some("PolicyAnswerGive"),
        ok: (200, Some("PolicyAnswer")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "PolicyPublish",
        &[
            ("kind", "text", "catalogue 基本目录，chain 一件事，profile 指标口径"),
            ("code", "text", "基本编码、一件事编码或指标编号"),
            ("title", "text?", "标题"),
            ("detail", "text?", "说明"),
            ("content", "text?", "口径：本级口径编号，或口径的 JSON"),
            ("days", "integer?", "答复期限，天"),
            ("withdraw", "boolean?", "撤回"),
        ],
    ),
    (
        "PolicyAnswerGive",
        &[
            ("from", "text", "谁下发的，区划代码"),
            ("policy", "text", "政策编号，如 catalogue/000139001000"),
            ("reply", "text", "claimed 已认领，planned 已定日期，taken_over 已执行，declined 不办"),
            ("ours", "text?", "本级事项或一件事的编码"),
            ("planned_on", "text?", "哪天办好"),
            ("reason", "text?", "原因或说明"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Policies",
        &[
            ("received", "[PolicyReceived]", "上级要求的，待答复的在前"),
            ("sent", "[PolicySent]", "本级下发的，新的在前"),
        ],
    ),
    (
        "PolicyReceived",
        &[
            ("from", "text", "谁下发的"),
            ("policy", "text", "政策编号"),
            ("kind", "text", "种类"),
            ("version", "integer", "第几版"),
            ("title", "text", "标题"),
            ("detail", "text", "说明"),
            ("due_on", "date", "最晚哪天答复"),
            ("stand", "text", "waiting、late、answered"),
            ("effect", "text", "口径对本级指标的影响"),
            ("answer", "PolicyAnswer?", "本级的答复"),
        ],
    ),
    (
        "PolicySent",
        &[
            ("policy", "text", "政策编号"),
            ("kind", "text", "种类"),
            ("version", "integer", "第几版"),
            ("title", "text", "标题"),
            ("detail", "text", "说明"),
            ("due_on", "date", "最晚哪天答复"),
            ("withdrawn", "boolean", "已撤回"),
            ("answered", "integer", "已答复的下级"),
            ("late", "integer", "超期的下级"),
            ("nodes", "[PolicyNode]", "每个下级"),
        ],
    ),
    (
        "PolicyNode",
        &[
            ("node", "text", "区划代码"),
            ("name", "text", "名称"),
            ("stand", "text", "not_delivered、waiting、late、answered、withdrawn"),
            ("answer", "PolicyAnswer?", "对这一版的答复"),
        ],
    ),
    (
        "PolicyAnswer",
        &[
            ("reply", "text", "怎么答复"),
            ("ours", "text", "对应的编码"),
            ("planned_on", "date?", "哪天办好"),
            ("reason", "text", "原因或说明"),
            ("answered_on", "date", "哪天答复"),
            ("policy_version", "integer", "答复的是第几版"),
        ],
    ),
    ("PolicyDone", &[("policy", "text", "政策编号")]),
];
