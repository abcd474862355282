//! The files of a case in the description of the API (附件接口说明).

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/cases/{case}/files",
        id: "files",
        summary: "一件的附件",
        ok: (200, Some("Files")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/{case}/files",
        id: "attach",
        summary: "加一份附件，内容用 base64",
        body: Some("AttachRequest"),
        once: true,
        ok: (201, Some("AttachedFile")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/cases/{case}/files/{file}",
        id: "file",
        summary: "取出一份附件；谁取过有留痕",
        ok: (200, Some("FileContent")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/{case}/files/{file}/detach",
        id: "detach",
        summary: "撤下一份附件",
        body: Some("DetachRequest"),
        once: true,
        ok: (204, None),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
];

/// What is sent.
pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "AttachRequest",
        &[
            ("material=", "place", "材料的序号，从 0 起；不写是其他"),
            ("name", "text", "文件名"),
            ("content", "text", "base64（RFC 4648 第 4 节）"),
        ],
    ),
    ("DetachRequest", &[("why", "text", "为什么撤下")]),
];

/// What is answered.
pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Files",
        &[
            ("materials", "[text]", "材料，按指南的顺序"),
            ("files", "[File]", "先交的在前，撤下的也在"),
            ("open", "boolean", "现在还能不能加、能不能撤"),
        ],
    ),
    (
        "File",
        &[
            ("id", "text", "附件 id"),
            ("material", "integer?", "材料的序号；空是其他"),
            ("kind", "jpg|png|webp|pdf|docx|xlsx|ofd", "按内容认出的类型"),
            ("size", "integer", "字节"),
            ("at", "instant", "交来的时间"),
            ("by", "text", "收的人；空是申请人"),
            ("detached", "text?", "撤下的原因；空是没有撤下"),
        ],
    ),
    ("AttachedFile", &[("id", "text", "附件 id")]),
    ("FileContent", &[("name", "text", "文件名"), ("media", "text", "媒体类型"), ("content", "text", "base64")]),
];
