//! What the addresses of certificates ask and answer (证照接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/certificates",
        id: "certificates",
        summary: "证照台账，新的在前",
        query: &[
            ("tab", "unsealed 没盖电子印章、expired 已过期、ended 已失效、all 全部，不写是有效的"),
            ("q", "编号或标识写全，证照名称可以只写几个字"),
            ("before", "上一页的 next"),
            ("limit", "每页本数，最多 1000"),
        ],
        ok: (200, Some("Certificates")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/certificates",
        id: "registerCertificate",
        summary: "登记外单位颁发的证照",
        body: Some("RegisterCertificateRequest"),
        once: true,
        ok: (201, Some("RegisteredCertificate")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/certificates/held",
        id: "heldMaterials",
        summary: "这个人办这一项，哪些材料有电子证照不用交",
        body: Some("HeldRequest"),
        ok: (200, Some("HeldMaterials")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/certificates/verify",
        id: "verifyCertificate",
        summary: "凭标识和验证码查验，谁都可以",
        body: Some("VerifyRequest"),
        ok: (200, Some("Verified")),
        refusals: &[422, 429],
        ..PLAIN
    },
    Operation {
        path: "/api/certificates/{certificate}",
        id: "certificate",
        summary: "一本证照的全部情况",
        ok: (200, Some("Certificate")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/certificates/{certificate}/end",
        id: "endCertificate",
        summary: "登记撤销、注销、吊销或转出",
        body: Some("EndCertificateRequest"),
        once: true,
        ok: (200, Some("CertificateVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/certificates/{certificate}/seal",
        id: "sealCertificate",
        summary: "送县里的电子印章服务盖章；服务没有应答是 503，证照没有改动",
        body: Some("SealCertificateRequest"),
        ok: (200, Some("CertificateVersion")),
        refusals: &[404, 409, 422, 503],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/{case}/certificate",
        id: "issueCertificate",
        summary: "给准予并办结的办件制证",
        body: Some("IssueCertificateRequest"),
        once: true,
        ok: (201, Some("IssuedCertificate")),
        refusals: &[404, 422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "RegisterCertificateRequest",
        &[
            ("holder", "person|organisation", "持证主体"),
            ("holder_code", "text", "身份证号码或统一社会信用代码"),
            ("holder_name", "text", "姓名或单位名称"),
            ("name", "text", "证照名称"),
            ("number", "text", "证照编号"),
            ("code=", "text", "电子证照标识"),
            ("issuer", "text", "发证机关"),
            ("issued_on", "text", "发证日期，如 2026-11-20"),
            ("valid_from=", "text", "有效期起，不写是发证日期"),
            ("valid_to=", "text", "有效期止，不写是长期"),
            ("link=", "text", "查询网址"),
            ("original_seen=", "boolean", "已核对原件"),
        ],
    ),
    (
        "HeldRequest",
        &[
            ("applicant", "person|organisation", "申请人"),
            ("code", "text", "身份证号码或统一社会信用代码"),
            ("item", "text", "事项 id"),
        ],
    ),
    ("VerifyRequest", &[("code", "text", "电子证照标识"), ("check", "text", "验证码，印在二维码旁")]),
    (
        "EndCertificateRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("ending", "revoked|cancelled|stripped|moved_out", "撤销、注销、吊销、转出"),
            ("reason", "text", "原因和依据"),
        ],
    ),
    ("SealCertificateRequest", &[("version", "integer", "看到的版本")]),
    (
        "IssueCertificateRequest",
        &[
            ("number", "text", "证照编号"),
            ("valid_from", "text", "有效期起，如 2026-11-20"),
            ("valid_to=", "text", "有效期止，不写是长期"),
            ("replaces=", "text", "换发的原证照 id"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Certificates",
        &[
            ("certificates", "[CertificateLine]", "新的在前"),
            ("next", "text?", "下一页的 before"),
            ("counts", "counts", "各部分的本数"),
        ],
    ),
    (
        "CertificateLine",
        &[
            ("id", "text", "id"),
            ("code", "text?", "电子证照标识"),
            ("number", "text", "证照编号"),
            ("name", "text", "证照名称"),
            ("holder", "text", "持证主体，个人部分隐藏"),
            ("holder_code", "text", "证件号码，个人部分隐藏"),
            ("issuer", "text", "发证机关"),
            ("origin", "issued|registered", "issued 本县制证，registered 外部登记"),
            ("case_no", "text?", "办件编号"),
            ("item_name", "text?", "办理事项"),
            ("issued_on", "date", "发证日期"),
            ("valid_from", "date", "有效期起"),
            ("valid_to", "date?", "有效期止，null 是长期"),
            ("standing", "text", "今天的状态"),
            ("standing_label", "text", "状态，一句话"),
            ("standing_code", "text", "交换代码：01 正常、03 撤销、04 注销、05 失效、06 转出、07 吊销、99 其他"),
            ("sealed", "boolean", "已加盖电子印章"),
        ],
    ),
    (
        "Certificate",
        &[
            ("line", "CertificateLine", "台账里的一行"),
            ("version", "integer", "版本，改动时带回"),
            ("department", "text", "部门"),
            ("link", "text?", "外部登记的查询网址"),
            ("original_seen", "boolean?", "外部登记时核对过原件"),
            ("ended", "text?", "失效的原因"),
            ("successor", "text?", "换发的新证照 id"),
            ("history", "[CertificateEvent]", "经过，先发生的在前"),
        ],
    ),
    (
        "CertificateEvent",
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
    (
        "Verified",
        &[
            ("code", "text", "电子证照标识"),
            ("number", "text", "证照编号"),
            ("name", "text", "证照名称"),
            ("holder", "text", "持证主体，个人部分隐藏"),
            ("issuer", "text", "发证机关"),
            ("issued_on", "date", "发证日期"),
            ("valid_from", "date", "有效期起"),
            ("valid_to", "date?", "有效期止，null 是长期"),
            ("standing", "text", "今天的状态"),
            ("standing_label", "text", "状态，一句话"),
            ("standing_code", "text", "交换代码"),
        ],
    ),
    ("HeldMaterials", &[("materials", "[HeldMaterial]", "按指南的次序")]),
    (
        "HeldMaterial",
        &[
            ("place", "integer", "在材料清单里的位置，从 0 起"),
            ("material", "text", "材料名称"),
            ("certificate", "text", "证照 id"),
            ("name", "text", "证照名称"),
            ("number", "text", "证照编号"),
            ("valid_to", "date?", "有效期止，null 是长期"),
        ],
    ),
    ("RegisteredCertificate", &[("id", "text", "证照 id")]),
    (
        "IssuedCertificate",
        &[("id", "text", "证照 id"), ("code", "text", "电子证照标识"), ("number", "text", "证照编号")],
    ),
    ("CertificateVersion", &[("id", "text", "证照 id"), ("version", "integer", "新的版本")]),
];
