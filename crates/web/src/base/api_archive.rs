//! The archive in the description of the API (归档接口说明).

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/archive/packages",
        id: "packages",
        summary: "归档包，新的在前",
        query: &[("part", "failed 检测不通过，waiting 等移交"), NEXT, ("limit", "每页件数，最多 200")],
        ok: (200, Some("Packages")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/archive/packages/{package}",
        id: "package",
        summary: "一个归档包和它的四性检测",
        ok: (200, Some("PackageReport")),
        refusals: &[404],
        ..PLAIN
    },
];

/// What is answered.
pub(super) const ANSWERS: &[ShapeRow] = &[
    ("Packages", &[("packages", "[Package]", "归档包"), ("next", "text?", "下一页的 after")]),
    (
        "Package",
        &[
            ("package_no", "text", "电子文件号"),
            ("title", "text", "题名"),
            ("department", "text", "办理部门"),
            ("retention", "text", "保管期限"),
            ("finished_on", "date", "办结日期"),
            ("packed_at", "instant", "归档时间"),
            ("files", "integer", "文件数"),
            ("size", "integer", "字节"),
            ("digest", "text", "归档包的 SM3"),
            ("passed", "boolean", "四性检测是否通过"),
            ("transferred", "boolean", "是否已移交"),
        ],
    ),
    (
        "PackageReport",
        &[
            ("package", "Package", "归档包"),
            ("case_no", "text", "办件编号"),
            ("profile", "text", "归档配置"),
            ("checked_at", "instant", "检测时间"),
            ("checks", "[PackageCheck]", "每条规则一行"),
        ],
    ),
    (
        "PackageCheck",
        &[
            ("property", "真实性|完整性|可用性|安全性", "四性"),
            ("rule", "text", "规则"),
            ("asks", "text", "查什么"),
            ("finding", "通过|不通过|没有查", "结果"),
            ("detail", "text", "看到什么"),
        ],
    ),
];
