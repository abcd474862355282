//! What the addresses of representatives' letters ask and answer (首席事务代表接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/delegates",
        id: "delegates",
        summary: "首席事务代表名册：各部门、授权书、任命书，没有代表的部门在前",
        ok: (200, Some("Delegates")),
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/notice",
        id: "delegateNotice",
        summary: "授权公示：谁在大厅可以决定什么",
        ok: (200, Some("[DelegateNotice]")),
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/check",
        id: "delegateCheck",
        summary: "授权核查：已进驻未授权、没有代表、快到期、没有授权的决定",
        query: &[("on", "核查哪一天，不写是今天")],
        ok: (200, Some("DelegateFindings")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/letters/{letter}",
        id: "authorizationLetter",
        summary: "一份授权书",
        ok: (200, Some("AuthorizationLetterWhole")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/delegates/appointments/{appointment}",
        id: "appointmentLetter",
        summary: "一份任命书",
        ok: (200, Some("AppointmentLetterWhole")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/appointments",
        id: "appoint",
        summary: "登记任命",
        body: Some("AppointRequest"),
        once: true,
        ok: (201, Some("LetterMade")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/letters",
        id: "authorise",
        summary: "登记授权",
        body: Some("AuthoriseRequest"),
        once: true,
        ok: (201, Some("LetterMade")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/letters/{letter}/file",
        id: "fileLetter",
        summary: "登记授权书备案",
        body: Some("FileLetterRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/letters/{letter}/publish",
        id: "publishLetter",
        summary: "公示授权书",
        body: Some("PublishLetterRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/letters/{letter}/revoke",
        id: "revokeLetter",
        summary: "撤销授权",
        body: Some("EndLetterRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/appointments/{appointment}/file",
        id: "fileAppointment",
        summary: "登记任命书备案",
        body: Some("FileLetterRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/delegates/appointments/{appointment}/dismiss",
        id: "dismiss",
        summary: "免去代表，授权书同日失效",
        body: Some("EndLetterRequest"),
        once: true,
        ok: (200, Some("LetterVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "AppointRequest",
        &[
            ("department", "text", "部门 id"),
            ("person", "text", "人员 id"),
            ("rank", "text", "职级，照县里的列表"),
            ("on_roster", "boolean", "是否在编"),
            ("doc_no", "text", "任命书文号"),
            ("from", "text", "任职起始日，如 2026-11-20"),
        ],
    ),
    (
        "AuthoriseRequest",
        &[
            ("department", "text", "部门 id"),
            ("person", "text", "代表的人员 id，要有有效的任命书"),
            ("deputy=", "text?", "AB角的人员 id"),
            ("items=", "[text]?", "授权事项 id；不写是本部门全部事项"),
            ("excluded=", "[text]", "不授权事项 id"),
            ("powers", "[text]", "accept 受理、review 审查、decide 决定、seal 用章、issue 颁证"),
            ("doc_no", "text", "授权书文号"),
            ("valid_from", "text", "起始日，当天起有效"),
            ("valid_to", "text", "截止日，当天仍有效"),
            ("file_digest=", "text", "扫描件的 SM3，64 位十六进制"),
            ("replaces=", "text?", "更换哪一份授权书"),
        ],
    ),
    (
        "FileLetterRequest",
        &[("version", "integer", "看到的版本"), ("on", "text", "备案日"), ("filing_no", "text", "备案号")],
    ),
    ("PublishLetterRequest", &[("version", "integer", "看到的版本")]),
    (
        "EndLetterRequest",
        &[("version", "integer", "看到的版本"), ("on", "text", "从哪天起失效"), ("reason", "text", "原因")],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Delegates",
        &[
            ("departments", "[DelegateDepartment]", "没有代表的在前"),
            ("letters", "[AuthorizationLetter]", "新的在前"),
            ("appointments", "[AppointmentLetter]", "新的在前"),
        ],
    ),
    (
        "DelegateDepartment",
        &[
            ("id", "text", "部门 id"),
            ("name", "text", "部门"),
            ("resident", "integer", "进驻事项数"),
            ("unauthorised", "integer", "其中没有授权的"),
            ("lacks_representative", "boolean", "有事项进驻，没有有效的授权书"),
            ("letters", "[text]", "有效或将生效的授权书 id"),
        ],
    ),
    (
        "AuthorizationLetter",
        &[
            ("id", "text", "授权书 id"),
            ("version", "integer", "版本，改动时带回"),
            ("doc_no", "text", "文号"),
            ("department", "text", "部门"),
            ("representative", "text", "首席事务代表"),
            ("rank", "text", "职级"),
            ("on_roster", "boolean", "在编"),
            ("deputy", "text?", "AB角"),
            ("all_items", "boolean", "本部门全部事项"),
            ("items", "[text]", "所列事项 id"),
            ("excluded", "[text]", "不授权事项 id"),
            ("powers", "[text]", "accept、review、decide、seal、issue"),
            ("valid_from", "date", "起始日"),
            ("valid_to", "date", "截止日"),
            ("state", "text", "in_force、waiting、ended、revoked"),
            ("filed_on", "date?", "备案日"),
            ("filing_no", "text?", "备案号"),
            ("published_on", "date?", "公示日"),
            ("revoked_from", "date?", "从哪天起撤销"),
            ("revoked_why", "text?", "撤销的原因"),
            ("replaces", "text?", "更换的授权书 id"),
            ("replaced_by", "text?", "更换为哪份授权书"),
            ("file_digest", "text", "扫描件的 SM3，没有为空"),
        ],
    ),
    (
        "AppointmentLetter",
        &[
            ("id", "text", "任命书 id"),
            ("version", "integer", "版本，改动时带回"),
            ("doc_no", "text", "文号"),
            ("department", "text", "部门"),
            ("person", "text", "首席事务代表"),
            ("rank", "text", "职级"),
            ("on_roster", "boolean", "在编"),
            ("from", "date", "任职起始日"),
            ("in_office", "boolean", "今天在任"),
            ("warnings", "[text]", "off_roster 非在编、low_rank 职级不够、early 任期不满"),
            ("filed_on", "date?", "备案日"),
            ("filing_no", "text?", "备案号"),
            ("dismissed_from", "date?", "从哪天起免去"),
            ("dismissed_why", "text?", "免去的原因"),
        ],
    ),
    (
        "AuthorizationLetterWhole",
        &[
            ("letter", "AuthorizationLetter", "授权书"),
            ("ends_soon", "boolean", "快到期，没有接续"),
            ("listed", "[LetterItem]", "所列事项"),
            ("taken_out", "[LetterItem]", "不授权事项"),
            ("history", "[LetterStep]", "经过，先发生的在前"),
        ],
    ),
    (
        "AppointmentLetterWhole",
        &[
            ("appointment", "AppointmentLetter", "任命书"),
            ("letters", "[text]", "这位代表的授权书 id"),
            ("history", "[LetterStep]", "经过，先发生的在前"),
        ],
    ),
    ("LetterItem", &[("id", "text", "事项 id"), ("code", "text", "事项编码"), ("name", "text", "事项名称")]),
    (
        "LetterStep",
        &[
            ("seq", "integer", "次序"),
            ("kind", "text", "事件"),
            ("happened_at", "instant", "发生"),
            ("actor", "text", "谁"),
        ],
    ),
    (
        "DelegateNotice",
        &[
            ("doc_no", "text", "授权书文号"),
            ("department", "text", "部门"),
            ("representative", "text", "首席事务代表"),
            ("deputy", "text?", "AB角"),
            ("powers", "[text]", "accept、review、decide、seal、issue"),
            ("all_items", "boolean", "本部门全部事项"),
            ("items", "[LetterItem]", "授权事项"),
            ("excluded", "[LetterItem]", "不授权事项"),
            ("valid_from", "date", "起始日"),
            ("valid_to", "date", "最后一天"),
        ],
    ),
    (
        "DelegateFindings",
        &[
            ("on", "date", "核查日"),
            ("since", "date", "回看的第一天"),
            ("count", "integer", "要看的有几处；没有代表的部门只计一处，不按事项计"),
            ("authorised", "integer", "有代表可以决定的进驻事项"),
            ("unauthorised", "[UnauthorisedItem]", "已进驻未授权"),
            ("departments", "[DepartmentWithout]", "没有代表的部门"),
            ("ended", "[LetterEnd]", "失效后没有接续的授权书"),
            ("ending", "[LetterEnd]", "快到期的授权书"),
            ("out_of_office", "[text]", "代表不在任的授权书 id"),
            ("unfiled", "[text]", "没有备案的授权书 id"),
            ("unpublished", "[text]", "没有公示的授权书 id"),
            ("unfiled_appointments", "[text]", "没有备案的任命书 id"),
            ("warned_appointments", "[text]", "条件要核实的任命书 id"),
            ("unused", "[text]", "回看期内代表没有作过决定的授权书 id"),
            ("decisions_count", "integer", "没有授权的决定共几件"),
            ("decisions", "[BareDecision]", "其中最近的，最多 200 件"),
            ("exercise", "[DelegateExercise]", "授权与行使"),
        ],
    ),
    (
        "UnauthorisedItem",
        &[
            ("item", "text", "事项 id"),
            ("code", "text", "事项编码"),
            ("name", "text", "事项名称"),
            ("department", "text", "部门"),
            ("gap", "text", "no_letter、not_decide、excluded、not_listed"),
            ("doc_no", "text", "有关的授权书文号，没有为空"),
        ],
    ),
    (
        "DepartmentWithout",
        &[("id", "text", "部门 id"), ("name", "text", "部门"), ("resident", "integer", "进驻事项数")],
    ),
    (
        "LetterEnd",
        &[
            ("letter", "text", "授权书 id"),
            ("doc_no", "text", "文号"),
            ("department", "text", "部门"),
            ("last_day", "date?", "最后一天"),
        ],
    ),
    (
        "BareDecision",
        &[
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项 id"),
            ("item_name", "text", "事项"),
            ("department", "text", "部门"),
            ("decided_at", "instant", "决定时间"),
            ("decided_by", "text", "决定人"),
            ("capacity", "text?", "approver 部门审批人；没有记身份为空"),
        ],
    ),
    (
        "DelegateExercise",
        &[
            ("item", "text", "事项 id"),
            ("name", "text", "事项"),
            ("department", "text", "部门"),
            ("representative", "integer", "代表决定的"),
            ("deputy", "integer", "AB角决定的"),
            ("sent_to_department", "integer", "送部门决定的"),
            ("other", "integer", "没有记身份的"),
        ],
    ),
    ("LetterMade", &[("id", "text", "id"), ("version", "integer", "版本")]),
    ("LetterVersion", &[("id", "text", "id"), ("version", "integer", "新的版本")]),
];
