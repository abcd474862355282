//! What the system above hands on and gets back (上级推送接口), in the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/applications",
        id: "applicationChanges",
        summary: "自己推送的申请的变化，先发生的在前；每次带上一次的 next，不会漏也不会重",
        query: &[("after", "上一次的 next；不写从头开始，now 只看以后的"), ("limit", "最多条数，不超过 500")],
        ok: (200, Some("CaseChanges")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/applications",
        id: "push",
        summary: "推送上级统一受理系统收到的申请，等本县窗口受理；同一流水号重发得到同一件，内容不同的退回 409",
        body: Some("PushRequest"),
        example: Some(
            r#"{"number":"SL-2026-000123","item_code":"11990101000000019X4990100101001","applicant":"person","code":"990101199003070015","name":"张三丰","phone":"13800000000","materials":[{"name":"食品经营许可申请书","source":"self"}],"submitted_at":"2026-11-20T09:30:00+08:00"}"#,
        ),
        ok: (201, Some("Pushed")),
        refusals: &[409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/applications/{number}",
        id: "application",
        summary: "自己推送的一件办到哪一步，按上级系统的流水号查",
        ok: (200, Some("Application")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/applications/{number}/files",
        id: "attachToApplication",
        summary: "给自己推送的一件传一份材料的文件，内容用 base64；作出决定以前都能传，受理以前传的材料记为已收、上传",
        body: Some("PushedFileRequest"),
        once: true,
        ok: (201, Some("AttachedFile")),
        refusals: &[404, 422],
        ..PLAIN
    },
];

/// What is sent.
pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "PushRequest",
        &[
            ("number", "text", "上级系统的申办流水号，最多 50 个字符"),
            ("item_code", "text", "事项编码：实施编码或业务办理项编码，曾用编码也认"),
            ("applicant", "person|organisation", "person 个人，organisation 单位"),
            ("code", "text", "身份证号或统一社会信用代码"),
            ("name", "text", "姓名或单位名称"),
            ("contact=", "text", "单位的经办人"),
            ("phone", "text", "手机号"),
            ("materials=", "[PushedMaterialRequest]", "随申请来的材料"),
            ("submitted_at", "instant", "申请人在上级系统提交的时间，带时区；告知期限从这一天起算"),
            ("answers=", "object?", "申请表填写的内容，按 /api/items/{item}/form 的字段；不送就是没有填表"),
        ],
    ),
    (
        "PushedFileRequest",
        &[
            ("material=", "text", "材料名称，同办事指南；不写是其他"),
            ("name", "text", "文件名"),
            ("content", "text", "base64（RFC 4648 第 4 节）"),
        ],
    ),
    (
        "PushedMaterialRequest",
        &[("name", "text", "材料名称，同办事指南"), ("source", "self|shared", "self 申请人提交，shared 共享获得")],
    ),
];

/// What is answered.
pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Pushed",
        &[
            ("number", "text", "上级系统的申办流水号"),
            ("case_no", "text", "本县的办件编号"),
            ("received_on", "date", "收件日"),
            ("notice_by", "date?", "最迟哪天告知要补什么；逾期不告知视为受理"),
        ],
    ),
    (
        "Application",
        &[
            ("number", "text", "上级系统的申办流水号"),
            ("source", "text", "上级系统"),
            ("case_no", "text", "办件编号"),
            ("version", "integer", "版本"),
            ("item_code", "text", "事项编码"),
            ("item", "text", "事项"),
            ("department", "text", "部门"),
            ("stage", "text", "阶段"),
            ("stage_label", "text", "阶段"),
            ("received_at", "instant", "收件时间"),
            ("received_on", "date", "收件日"),
            ("accepted_on", "date?", "受理日"),
            ("due_on", "date?", "最迟办结日"),
            ("next_on", "date?", "等着的一方最迟哪天要办"),
            ("provisional", "boolean", "暂定"),
            ("correction", "Correction?", "补正"),
            ("outcome", "text?", "grant、deny"),
            ("decided_at", "instant?", "决定时间"),
            ("reason", "text?", "不予或结束的理由"),
            ("completed_at", "instant?", "办结时间"),
            ("result_name", "text?", "结果名称"),
            ("result_no", "text?", "结果编号"),
            ("delivered_at", "instant?", "送达时间"),
            ("ended_at", "instant?", "没有作决定就结束的时间"),
        ],
    ),
];
