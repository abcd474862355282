//! What the desks do with cases, in the description of the API (办件操作接口): each act with its own body and an example
//! of it.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

/// An act on one case: 200 with its next version.
const ACT: Operation =
    Operation { method: "POST", once: true, ok: (200, Some("Version")), refusals: &[404, 409, 422], ..PLAIN };

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/cases/{case}/receive",
        id: "receive",
        summary: "受理网上或上级送来的申请：材料齐全、符合法定形式",
        body: Some("ReceiveRequest"),
        example: Some(r#"{"version":1,"materials":[0,1]}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/correct",
        id: "askCorrection",
        summary: "一次性告知补正，只能一次",
        body: Some("CorrectRequest"),
        example: Some(r#"{"version":1,"items":[{"material":0},{"what":"申请书没有签字"}],"until":"2026-12-10"}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/supply",
        id: "supply",
        summary: "登记补来的补正材料",
        body: Some("SupplyRequest"),
        example: Some(r#"{"version":2,"materials":[0]}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/bring",
        id: "bring",
        summary: "登记补交的容缺材料",
        body: Some("BringRequest"),
        example: Some(r#"{"version":1,"materials":[1]}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/take-up",
        id: "takeUp",
        summary: "接件审查，或从同事手里接过来",
        body: Some("TakeUpRequest"),
        example: Some(r#"{"version":1}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/examine",
        id: "examine",
        summary: "逐项记下材料审查意见",
        body: Some("ExamineRequest"),
        example: Some(
            r#"{"version":1,"found":[{"material":0,"fits":true},{"material":1,"fits":false,"note":"缺少比例尺"}]}"#,
        ),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/suspend",
        id: "suspend",
        summary: "特别程序（停止计时，要有书面告知）或挂起（照常计时）",
        body: Some("SuspendRequest"),
        example: Some(
            r#"{"version":2,"rest":"special","procedure":"专家评审","notice_no":"特告〔2026〕12号","until":"2026-12-10"}"#,
        ),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/resume",
        id: "resume",
        summary: "恢复办理，停止的天数从时限里扣除",
        body: Some("ResumeRequest"),
        example: Some(r#"{"version":3}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/extend",
        id: "extend",
        summary: "延长办理期限，只能一次",
        body: Some("ExtendRequest"),
        example: Some(
            r#"{"version":1,"workdays":10,"rank":"agency_head","approver":"王某某","reason":"需要补充现场核查"}"#,
        ),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/check",
        id: "checkCommitment",
        summary: "登记告知承诺的核查结果",
        body: Some("CheckCommitmentRequest"),
        example: Some(r#"{"version":3,"kept":true}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/end",
        id: "end",
        summary: "不再办理：不予受理、退件、撤回、转报或作废，不能恢复；各要各的岗位",
        body: Some("EndRequest"),
        example: Some(
            r#"{"version":1,"how":"not_accepted","reason":"不属于本机关职权范围","body":"市市场监督管理局"}"#,
        ),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/decide",
        id: "decide",
        summary: "决定：准予或不予",
        body: Some("DecideRequest"),
        example: Some(r#"{"version":1,"outcome":"grant","opinion":"符合条件"}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/complete",
        id: "complete",
        summary: "办结：登记结果",
        body: Some("CompleteRequest"),
        example: Some(r#"{"version":2,"result_name":"食品经营许可证","result_no":"JY13401010000001"}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/deliver",
        id: "deliver",
        summary: "送达：登记领取",
        body: Some("DeliverRequest"),
        example: Some(r#"{"version":3,"way":"window","receiver":"张三丰"}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/takeover",
        id: "takeOver",
        summary: "部门系统接管本部门已受理的件；时限照常计算，窗口和审批人不再办",
        body: Some("TakeOverRequest"),
        example: Some(r#"{"version":1}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/takeover/decision",
        id: "reportDecision",
        summary: "部门系统回报决定，按它自己的时间记",
        body: Some("ReportDecisionRequest"),
        example: Some(
            r#"{"version":2,"outcome":"grant","decision_no":"准〔2026〕12号","decided_at":"2026-11-20T10:00:00+08:00"}"#,
        ),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/takeover/result",
        id: "reportResult",
        summary: "部门系统回报结果（办结），按它自己的时间记",
        body: Some("ReportResultRequest"),
        example: Some(
            r#"{"version":3,"result_name":"食品经营许可证","result_no":"JY19901010000001","completed_at":"2026-11-20T11:00:00+08:00"}"#,
        ),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/takeover/back",
        id: "handBack",
        summary: "部门系统把接管的件退回来办",
        body: Some("HandBackRequest"),
        example: Some(r#"{"version":2,"reason":"不在本系统办理"}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/take-back",
        id: "takeBack",
        summary: "部门从自己的系统收回一件，例如系统停机",
        body: Some("HandBackRequest"),
        example: Some(r#"{"version":2,"reason":"部门系统停机"}"#),
        ..ACT
    },
    Operation {
        path: "/api/cases/{case}/send-back",
        id: "sendBack",
        summary: "有决定权的代表把一件退回部门，写明原因；时限不停",
        body: Some("SendBackRequest"),
        example: Some(r#"{"version":1,"reason":"要现场勘察","words":"店面要看"}"#),
        ..ACT
    },
    Operation {
        method: "POST",
        path: "/api/cases/sitting/rehearse",
        id: "rehearseSitting",
        summary: "当场办：先看决定书，什么都不留下；只限人登录",
        body: Some("SittingRequest"),
        ok: (200, Some("Rehearsal")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/sitting",
        id: "sit",
        summary: "当场办：受理、审查、决定、办结、制证、送达一次做完，要登录密码签署；只限人登录",
        body: Some("SignSittingRequest"),
        once: true,
        ok: (201, Some("SatThrough")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/instant",
        id: "decideOnTheSpot",
        summary: "当场办结：受理、准予、办结一次做完，只限即办件",
        body: Some("InstantRequest"),
        once: true,
        ok: (201, Some("Accepted")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/correct",
        id: "takeAndAsk",
        summary: "收下不齐的申请并当场一次性告知；没有交的必要材料自动列入",
        body: Some("AskRequest"),
        once: true,
        ok: (201, Some("Accepted")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/decide",
        id: "decideBatch",
        summary: "批量准予，一次最多 20 件，各件互不影响",
        body: Some("DecideBatchRequest"),
        example: Some(r#"{"cases":[{"case_no":"2026-1120-03-0001","version":1}],"opinion":"符合条件"}"#),
        once: true,
        ok: (200, Some("DecidedBatch")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/cases/parked",
        id: "parkedForms",
        summary: "自己暂存的收件表，保留 72 小时",
        ok: (200, Some("ParkedForms")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/parked",
        id: "park",
        summary: "暂存收件表，先不核对",
        body: Some("AcceptRequest"),
        once: true,
        ok: (201, Some("Parked")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/cases/parked/{parked}",
        id: "parkedForm",
        summary: "取回自己暂存的一张收件表，内容没有脱敏",
        ok: (200, Some("ParkedForm")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/cases/parked/{parked}/drop",
        id: "unpark",
        summary: "丢掉暂存的收件表",
        ok: (204, None),
        refusals: &[404],
        ..PLAIN
    },
];

const VERSION: (&str, &str, &str) = ("version", "integer", "看到的版本，用来发现别人先改过");

/// What is sent.
pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "AcceptRequest",
        &[
            ("item", "text", "事项 id，来自 /api/items"),
            ("applicant", "person|organisation", "person 个人，organisation 单位"),
            ("code", "text", "身份证号或统一社会信用代码"),
            ("name", "text", "姓名或单位名称"),
            ("contact=", "text", "单位的经办人"),
            ("phone", "text", "手机号"),
            ("materials=", "[place]", "已收材料的序号，从 0 起；有电子证照的不用写"),
            ("deferred=", "[place]", "容缺后补材料的序号"),
            ("promised=", "boolean", "申请人已签承诺书，容缺和告知承诺必须有"),
            ("by_commitment=", "boolean", "按告知承诺办理"),
            ("answers=", "object?", "申请表填写的内容，按 /api/items/{item}/form 的字段；不送就是纸质申请表"),
        ],
    ),
    (
        "SendBackRequest",
        &[VERSION, ("reason", "text", "本县的一条原因"), ("words=", "text", "说明；原因是“其他”时必写")],
    ),
    (
        "SittingRequest",
        &[
            ("application", "AcceptRequest", "同受理，不能容缺"),
            ("outcome", "grant|deny", "grant 准予，deny 不予"),
            ("reason=", "text", "不予的理由和依据，不予时必填"),
            ("opinion=", "text", "审批意见"),
            ("result_name", "text", "结果文书名称"),
            ("result_no=", "text", "证照或文书编号；不写就用本县证照的下一个编号"),
            ("receiver=", "text", "领取人，别人代领才写"),
        ],
    ),
    (
        "SignSittingRequest",
        &[
            ("sitting", "SittingRequest", "与看过的一样"),
            ("seen", "text", "看决定书时得到的标记"),
            ("password", "text", "登录密码"),
        ],
    ),
    (
        "InstantRequest",
        &[
            ("application", "AcceptRequest", "同受理"),
            ("opinion=", "text", "审批意见"),
            ("result_name", "text", "结果文书名称"),
            ("result_no=", "text", "证照或文书编号，证照必填"),
        ],
    ),
    (
        "AskRequest",
        &[
            ("application", "AcceptRequest", "同受理，materials 写已交的"),
            ("items=", "[LackRequest]", "还要补什么"),
            ("until=", "date", "补正期限，不写按本县的天数"),
        ],
    ),
    ("LackRequest", &[("material=", "place", "第几样材料，从 0 起"), ("what=", "text", "还要补什么、怎么改")]),
    (
        "ReceiveRequest",
        &[
            VERSION,
            ("materials=", "[place]", "已收到、符合要求的材料的序号"),
            ("deferred=", "[place]", "容缺后补材料的序号"),
            ("promised=", "boolean", "申请人已签承诺书"),
            ("by_commitment=", "boolean", "按告知承诺办理"),
        ],
    ),
    (
        "CorrectRequest",
        &[VERSION, ("items", "[LackRequest]", "要补的，一次说全"), ("until=", "date", "补正期限，不写按本县的天数")],
    ),
    ("SupplyRequest", &[VERSION, ("materials=", "[place]", "补来的材料的序号，要求补的一次交齐")]),
    ("BringRequest", &[VERSION, ("materials", "[place]", "补来的容缺材料的序号")]),
    ("TakeUpRequest", &[VERSION]),
    ("ExamineRequest", &[VERSION, ("found", "[FoundRequest]", "审查过的材料，没有列出的不变")]),
    (
        "FoundRequest",
        &[
            ("material", "place", "第几样材料，从 0 起"),
            ("fits", "boolean", "符合"),
            ("note=", "text", "哪里不符合，不符合的必须写"),
        ],
    ),
    (
        "SuspendRequest",
        &[
            VERSION,
            ("rest", "special|hold", "special 特别程序，停止计时；hold 挂起，照常计时"),
            ("procedure=", "text", "特别程序名称：听证、招标、检验、检测、鉴定、专家评审等"),
            ("notice_no=", "text", "书面告知书文号，特别程序必填"),
            ("reason=", "text", "理由，挂起必填"),
            ("until", "date", "预计结束日期"),
        ],
    ),
    ("ResumeRequest", &[VERSION]),
    (
        "ExtendRequest",
        &[
            VERSION,
            ("workdays", "integer", "延长几个工作日"),
            ("rank", "agency_head|government_head", "由谁批准：本机关负责人、本级人民政府负责人"),
            ("approver", "text", "批准人姓名"),
            ("reason", "text", "理由，会告知申请人"),
        ],
    ),
    (
        "CheckCommitmentRequest",
        &[VERSION, ("kept", "boolean", "与承诺相符"), ("note=", "text", "查到什么，不符的必须写")],
    ),
    (
        "EndRequest",
        &[
            VERSION,
            ("how", "not_accepted|returned|withdrawn|referred_upward|voided", "不予受理、退件、撤回、转报、作废"),
            ("reason=", "text", "理由和依据，申请人撤回的可以不写"),
            ("body=", "text", "应向哪个机关申请，或转报给谁；转报的必须写"),
        ],
    ),
    (
        "DecideRequest",
        &[
            VERSION,
            ("outcome", "grant|deny", "grant 准予，deny 不予"),
            ("reason=", "text", "不予的理由和依据，不予时必填"),
            ("opinion=", "text", "审批意见"),
        ],
    ),
    ("TakeOverRequest", &[VERSION]),
    (
        "ReportDecisionRequest",
        &[
            VERSION,
            ("outcome", "grant|deny", "grant 准予，deny 不予"),
            ("decision_no", "text", "决定文书文号"),
            ("reason=", "text", "不予的理由和依据，不予时必填"),
            ("decided_at", "instant", "作出决定的时间，带时区"),
        ],
    ),
    (
        "ReportResultRequest",
        &[
            VERSION,
            ("result_name", "text", "结果文书名称"),
            ("result_no=", "text", "证照或文书编号，证照必填"),
            ("completed_at", "instant", "办结时间，带时区"),
        ],
    ),
    ("HandBackRequest", &[VERSION, ("reason", "text", "为什么")]),
    ("DecideBatchRequest", &[("cases", "[SeenRequest]", "1 到 20 件"), ("opinion=", "text", "审批意见，各件相同")]),
    ("SeenRequest", &[("case_no", "text", "办件编号"), VERSION]),
    (
        "CompleteRequest",
        &[VERSION, ("result_name", "text", "结果文书名称"), ("result_no=", "text", "证照或文书编号，证照必填")],
    ),
    (
        "DeliverRequest",
        &[
            VERSION,
            ("way", "window|mail|online", "window 窗口领取，mail 邮寄，online 网上送达"),
            ("receiver=", "text", "领取人；申请人自己领取的不写"),
            ("by_applicant=", "boolean", "申请人自己领取：个人是本人，单位是经办人，姓名由系统填"),
        ],
    ),
];

/// What is answered.
pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "Rehearsal",
        &[
            ("seen", "text", "这份决定书的标记，签署时写上"),
            ("name", "text", "文书名称"),
            ("rows", "[PaperRow]", "申请人、事项、结果等"),
            ("words", "[text]", "正文"),
            ("doc_no", "text", "依据的授权书文号"),
            ("capacity", "text", "representative 首席事务代表，deputy AB角"),
            ("result_no", "text", "结果编号"),
            ("certificate", "boolean", "同时制证"),
            ("waits", "boolean", "有材料容缺后补：只受理并审查，补来再决定"),
        ],
    ),
    ("PaperRow", &[("label", "text", "名目"), ("value", "text", "内容")]),
    (
        "SatThrough",
        &[
            ("case_no", "text", "办件编号"),
            ("certificate", "text?", "制出的证照 id"),
            ("waits", "boolean", "有材料容缺后补，还没有决定"),
        ],
    ),
    ("DecidedBatch", &[("decided", "[DecidedCase]", "每件的结果，次序同请求")]),
    (
        "DecidedCase",
        &[
            ("case_no", "text", "办件编号"),
            ("version", "integer?", "新的版本；null 是没有作决定"),
            ("problem", "text?", "为什么没有作决定"),
        ],
    ),
    ("ParkedForms", &[("parked", "[ParkedLine]", "新的在前")]),
    (
        "ParkedLine",
        &[
            ("id", "text", "id"),
            ("item", "text", "事项 id"),
            ("item_name", "text", "事项"),
            ("at", "instant", "暂存的时间"),
        ],
    ),
    ("Parked", &[("id", "text", "id")]),
    (
        "ParkedForm",
        &[
            ("item", "text", "事项 id"),
            ("applicant", "text", "person、organisation"),
            ("code", "text", "身份证号或统一社会信用代码"),
            ("name", "text", "姓名或单位名称"),
            ("contact", "text", "单位的经办人"),
            ("phone", "text", "手机号"),
            ("materials", "[integer]", "已收材料的序号"),
            ("deferred", "[integer]", "容缺后补材料的序号"),
            ("promised", "boolean", "已签承诺书"),
            ("by_commitment", "boolean", "按告知承诺办理"),
            ("answers", "object?", "申请表填写的内容；没有问的是 null"),
        ],
    ),
];
