//! What the addresses of matters ask and answer (一件事办件接口), for the description of the API.

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

/// An act on one matter: 200 with its next version.
const ACT: Operation =
    Operation { method: "POST", once: true, ok: (200, Some("MatterVersion")), refusals: &[404, 409, 422], ..PLAIN };

/// The same by whoever applied: the query password is guessed slowly.
const OWN: Operation = Operation { refusals: &[404, 409, 422, 429], ..ACT };

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/matters",
        id: "matters",
        summary: "一件事办件，先到期的在前；部门只看有自己事项或由自己牵头的",
        query: &[
            ("stage", "received、correction_asked、in_hand、finished、delivered；不写是没有办结的"),
            ("all", "1 是连办结的一起"),
            ("department", "部门 id"),
            ("chain", "一件事编码"),
            ("number", "一件事编号"),
            NEXT,
            ("limit", "每页件数，最多 200"),
        ],
        ok: (200, Some("Matters")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/matters",
        id: "acceptMatter",
        summary: "窗口一次收件、一次受理：同时开始的事项一起受理",
        body: Some("MatterRequest"),
        example: Some(
            r#"{"chain":"YJS001","applicant":"person","code":"990101199003070015","name":"张三丰","phone":"13800000000","materials":[0,1,2],"answers":{"shop_name":"老王面馆"}}"#,
        ),
        once: true,
        ok: (201, Some("MatterOpened")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/matters/correct",
        id: "takeMatterAndAsk",
        summary: "窗口收下不齐的申请并当场一次性告知；没有交的必要材料和没有填的问题自动列入",
        body: Some("MatterAskRequest"),
        example: Some(
            r#"{"application":{"chain":"YJS001","applicant":"person","code":"990101199003070015","name":"张三丰","phone":"13800000000"},"looks":[{"member":"m1","needs":[{"what":"平面图要盖章"}]}]}"#,
        ),
        once: true,
        ok: (201, Some("MatterOpened")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/matters/apply",
        id: "applyForMatter",
        summary: "网上一次申请；得到的编号和查询密码以后查进度、补正、撤回、评价都要用，只给这一次",
        body: Some("MatterRequest"),
        once: true,
        ok: (201, Some("MatterApplied")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/matters/progress",
        id: "matterProgress",
        summary: "凭一件事编号和查询密码看办到哪一步",
        body: Some("MatterProgressRequest"),
        example: Some(r#"{"matter_no":"L2026-1120-00-0001","password":"12345678"}"#),
        ok: (200, Some("MatterProgress")),
        refusals: &[422, 429],
        ..PLAIN
    },
    Operation {
        path: "/api/matters/changes",
        id: "matterChanges",
        summary: "一件事变化，先发生的在前，每条带这一件的接口地址；每次带上一次的 next，不会漏也不会重",
        query: &[("after", "上一次的 next；不写从头开始，now 只看以后的"), ("limit", "最多条数，不超过 500")],
        ok: (200, Some("MatterChanges")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/matters/{matter}",
        id: "matter",
        summary: "一件的全部情况；只有一部分事项的部门，别人的事项只看名称、部门和办到哪里",
        ok: (200, Some("Matter")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/matters/{matter}/look",
        id: "lookAtMatter",
        summary: "部门对收到的材料的意见：齐全，或者要补什么；窗口合在一起处理",
        body: Some("MatterLookRequest"),
        example: Some(r#"{"version":3,"member":"m2","needs":[{"material":1,"what":"平面图要盖章"}]}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/accept",
        id: "acceptMatterSentIn",
        summary: "一次受理网上送来的，或补正以后的",
        body: Some("MatterAcceptRequest"),
        example: Some(r#"{"version":3,"materials":[0,1,2]}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/correct",
        id: "askMatterCorrection",
        summary: "一次性告知补正，各部门要补的合在一起，只能一次",
        body: Some("MatterCorrectRequest"),
        example: Some(r#"{"version":3,"looks":[{"member":"m1","needs":[{"material":0}]}],"until":"2026-12-10"}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/supply",
        id: "supplyMatter",
        summary: "登记补来的材料和答案，要求补的一次交齐",
        body: Some("MatterSupplyRequest"),
        example: Some(r#"{"version":4,"materials":[0],"answers":{"floors":2}}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/bring",
        id: "bringToMatter",
        summary: "登记补来的容缺材料，用到它的各部门办件里都记上",
        body: Some("MatterBringRequest"),
        example: Some(r#"{"version":5,"materials":[1]}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/again",
        id: "handMatterMemberInAgain",
        summary: "部门退件的事项改好重新提交，或登记申请人不再提交；重新提交后再受理",
        body: Some("MatterAgainRequest"),
        example: Some(r#"{"version":5,"member":"m2","materials":[1],"answers":{"floors":2}}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/withdraw",
        id: "withdrawMatter",
        summary: "替申请人整件撤回",
        body: Some("MatterWithdrawRequest"),
        example: Some(r#"{"version":4,"reason":"申请人改变经营地址"}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/deliver",
        id: "deliverMatter",
        summary: "统一发放：已经办好的结果一次登记领取",
        body: Some("DeliverRequest"),
        example: Some(r#"{"version":9,"way":"window","by_applicant":true}"#),
        ..ACT
    },
    Operation {
        path: "/api/matters/{matter}/own/supply",
        id: "supplyOwnMatter",
        summary: "申请人答复补正；文件先传",
        body: Some("OwnMatterSupplyRequest"),
        example: Some(r#"{"password":"12345678","version":4,"materials":[0],"answers":{"floors":2}}"#),
        ..OWN
    },
    Operation {
        path: "/api/matters/{matter}/own/again",
        id: "handOwnMatterMemberInAgain",
        summary: "申请人把退件的事项改好重新提交，或不再提交；文件先传",
        body: Some("OwnMatterAgainRequest"),
        example: Some(r#"{"password":"12345678","version":5,"member":"m2","materials":[1]}"#),
        ..OWN
    },
    Operation {
        path: "/api/matters/{matter}/own/bring",
        id: "bringToOwnMatter",
        summary: "申请人补交容缺材料，文件先传；用到它的各部门办件里都记上",
        body: Some("OwnMatterBringRequest"),
        example: Some(r#"{"password":"12345678","version":5,"material":1}"#),
        ..OWN
    },
    Operation {
        path: "/api/matters/{matter}/own/withdraw",
        id: "withdrawOwnMatter",
        summary: "申请人整件撤回",
        body: Some("OwnMatterWithdrawRequest"),
        example: Some(r#"{"password":"12345678","version":4}"#),
        ..OWN
    },
    Operation {
        path: "/api/matters/{matter}/own/rate",
        id: "rateMatter",
        summary: "一事一评，全部领取以后一次",
        body: Some("MatterRateRequest"),
        example: Some(r#"{"password":"12345678","version":12,"stars":5}"#),
        ..OWN
    },
    Operation {
        method: "POST",
        path: "/api/matters/{matter}/own/files",
        id: "attachToOwnMatter",
        summary: "申请人传一样材料的文件，要它的事项各收一份",
        body: Some("OwnMatterFileRequest"),
        once: true,
        ok: (201, Some("OwnMatterFile")),
        refusals: &[404, 422],
        ..PLAIN
    },
];

const VERSION: (&str, &str, &str) = ("version", "integer", "看到的版本，用来发现别人先改过");
const PASSWORD: (&str, &str, &str) = ("password", "text", "查询密码");
const DEFERRED: (&str, &str, &str) =
    ("deferred=", "[place]", "容缺后补的材料，合并后的序号；只能是各事项指南都允许后补的");
const PROMISED: (&str, &str, &str) = ("promised=", "boolean", "申请人已签承诺书；容缺、告知承诺要有");
const MEMBER: (&str, &str, &str) = ("member", "text", "事项在这件事里的代号");
const GIVE_UP: (&str, &str, &str) = ("give_up=", "boolean", "不再提交，按没有办成处理");
const MATERIALS: (&str, &str, &str) = ("materials=", "[place]", "合并后材料的序号，从 0 起，来自 /api/chains/{chain}");
const ANSWERS_SENT: (&str, &str, &str) = ("answers=", "object", "合并后问题的答案，按 questions 的 key");

/// What is sent.
pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "MatterRequest",
        &[
            ("chain", "text", "一件事编码，来自 /api/chains"),
            ("applicant", "person|organisation", "person 个人，organisation 单位"),
            ("code", "text", "身份证号或统一社会信用代码"),
            ("name", "text", "姓名或单位名称"),
            ("contact=", "text", "单位的经办人"),
            ("phone", "text", "手机号"),
            MATERIALS,
            DEFERRED,
            PROMISED,
            ("by_commitment=", "boolean", "实行告知承诺的事项按承诺办"),
            ANSWERS_SENT,
        ],
    ),
    (
        "MatterAskRequest",
        &[
            ("application", "MatterRequest", "收下的申请，materials 写已交的"),
            ("looks=", "[LookRequest]", "还要补什么，一个事项一条"),
            ("until=", "date", "补正期限，不写按本县的天数"),
        ],
    ),
    (
        "LookRequest",
        &[
            ("member", "text", "事项在这件事里的代号"),
            ("needs=", "[LackRequest]", "要补什么，序号按这个事项自己的材料清单；不写是齐全"),
        ],
    ),
    ("MatterProgressRequest", &[("matter_no", "text", "一件事编号"), PASSWORD]),
    (
        "MatterLookRequest",
        &[
            VERSION,
            ("member", "text", "事项在这件事里的代号"),
            ("needs=", "[LackRequest]", "要补什么，序号按这个事项自己的材料清单；不写是齐全"),
        ],
    ),
    ("MatterAcceptRequest", &[VERSION, MATERIALS, DEFERRED, PROMISED]),
    ("MatterBringRequest", &[VERSION, ("materials", "[place]", "补来的容缺材料，合并后的序号")]),
    (
        "MatterCorrectRequest",
        &[
            VERSION,
            ("looks=", "[LookRequest]", "还要补什么；部门已经提出的不用重写"),
            ("until=", "date", "补正期限，不写按本县的天数"),
        ],
    ),
    ("MatterSupplyRequest", &[VERSION, MATERIALS, ANSWERS_SENT]),
    ("MatterAgainRequest", &[VERSION, MEMBER, MATERIALS, ANSWERS_SENT, GIVE_UP]),
    ("OwnMatterAgainRequest", &[PASSWORD, VERSION, MEMBER, MATERIALS, ANSWERS_SENT, GIVE_UP]),
    ("OwnMatterBringRequest", &[PASSWORD, VERSION, ("material", "place", "补来的容缺材料，合并后的序号")]),
    ("MatterWithdrawRequest", &[VERSION, ("reason=", "text", "为什么撤回")]),
    ("OwnMatterSupplyRequest", &[PASSWORD, VERSION, MATERIALS, ANSWERS_SENT]),
    ("OwnMatterWithdrawRequest", &[PASSWORD, VERSION, ("reason=", "text", "为什么撤回")]),
    ("MatterRateRequest", &[PASSWORD, VERSION, ("stars", "integer", "1 到 5 星")]),
    (
        "OwnMatterFileRequest",
        &[
            PASSWORD,
            ("material", "place", "合并后材料的序号，从 0 起"),
            ("name", "text", "文件名"),
            ("content", "text", "base64（RFC 4648 第 4 节）"),
        ],
    ),
];

/// What is answered. Personal values are masked.
pub(super) const ANSWERS: &[ShapeRow] = &[
    ("MatterVersion", &[("matter_no", "text", "一件事编号"), ("version", "integer", "新的版本")]),
    (
        "MatterOpened",
        &[
            ("matter_no", "text", "一件事编号"),
            ("version", "integer", "版本"),
            ("due_on", "date?", "全部办完最迟哪天；没有受理，或有的事项没有写时限，为 null"),
        ],
    ),
    (
        "MatterApplied",
        &[
            ("matter_no", "text", "一件事编号"),
            ("query_password", "text", "查询密码，只给这一次"),
            ("version", "integer", "版本"),
        ],
    ),
    ("OwnMatterFile", &[("cases", "integer", "几个事项收下了")]),
    (
        "Matters",
        &[
            ("matters", "[MatterLine]", "先到期的在前"),
            ("next", "text?", "下一页的 after"),
            ("counts", "counts", "各环节件数"),
        ],
    ),
    (
        "MatterLine",
        &[
            ("matter_no", "text", "一件事编号"),
            ("chain_name", "text", "一件事"),
            ("applicant", "text", "申请人，已脱敏"),
            ("lead", "text", "牵头部门"),
            ("stage", "text", "received、correction_asked、in_hand、finished、delivered"),
            ("stage_label", "text", "环节"),
            ("received_on", "date", "收件日"),
            ("next_on", "date?", "等着的一方最迟哪天要办"),
            ("due_on", "date?", "全部办完最迟哪天"),
            ("outlook", "Outlook", "离到期多远"),
            ("address", "text", "这一件的接口地址"),
        ],
    ),
    (
        "Matter",
        &[
            ("matter_no", "text", "一件事编号"),
            ("version", "integer", "版本，改动时带回"),
            ("chain", "text", "一件事编码"),
            ("chain_version", "integer", "申请时一件事的版本"),
            ("chain_name", "text", "申请时一件事的名称"),
            ("lead", "text", "牵头部门"),
            ("applicant", "CaseApplicant", "已脱敏"),
            ("channel", "text", "提交渠道：window、online"),
            ("window", "integer?", "收件窗口"),
            ("received_on", "date", "收件日；补正后是补齐那天"),
            ("notice_by", "date?", "最迟哪天受理或一次性告知"),
            ("intake", "text", "received 待受理、correction_asked 待补正、accepted 已受理"),
            ("accepted_at", "instant?", "受理时间"),
            ("accepted_on", "date?", "受理日"),
            ("stage", "text", "环节"),
            ("stage_label", "text", "环节"),
            ("finish", "MatterFinish?", "怎样办结的"),
            ("due_on", "date?", "全部办完最迟哪天"),
            ("outlook", "Outlook", "离到期多远"),
            ("headline", "text", "第几步，等谁"),
            ("members", "[MatterMember]", "事项，按一件事里的次序"),
            ("holdups", "[MatterHoldup]", "等谁"),
            ("notice", "MatterNotice?", "一次性告知；部门只看自己的几条"),
            ("materials", "[MatterMaterial]", "合并后的材料，按序号；部门看自己一部分的为空"),
            ("consequences", "[text]", "有事项没有办成时，哪些照办、哪些不再办；部门看自己一部分的为空"),
            ("answers", "[CaseAnswer]", "合并后的表填写的内容；部门看自己一部分的为空"),
            ("ready", "integer", "等着领取的结果数"),
            ("delivered_at", "instant?", "全部领取的时间"),
            ("stars", "integer?", "几星评价"),
            ("whole", "boolean", "看到的是整件；否则是自己的一部分"),
            ("history", "[CaseEvent]", "经过，先发生的在前；部门看自己一部分的为空"),
        ],
    ),
    (
        "MatterChanges",
        &[
            ("changes", "[MatterChange]", "先发生的在前"),
            ("next", "text", "下一次的 after，总有"),
            ("more", "boolean", "后面还有，可以马上接着要"),
        ],
    ),
    (
        "MatterChange",
        &[
            ("id", "text", "事件编号，不变"),
            ("kind", "text", "事件，如 matter.accepted"),
            ("matter_no", "text", "一件事编号"),
            ("address", "text", "这一件的接口地址"),
            ("version", "integer", "事件之后的版本，每次加一"),
            ("chain", "text", "一件事编码"),
            ("chain_name", "text", "申请时一件事的名称"),
            ("lead", "text", "牵头部门"),
            ("lead_code", "text", "牵头部门代码"),
            ("member", "text?", "关于哪个事项，代号"),
            ("stage", "text", "这一步办完时的环节"),
            ("stage_label", "text", "环节"),
            ("finish", "text?", "all_granted、partly_granted、not_granted、withdrawn，办结以后才有"),
            ("due_on", "date?", "全部办完最迟哪天"),
            ("happened_at", "instant", "发生"),
            ("entered_at", "instant", "登记"),
            ("source", "text", "live 实时，imported 导入，backfilled 补录"),
        ],
    ),
    (
        "MatterFinish",
        &[
            ("how", "text", "all_granted、partly_granted、not_granted、withdrawn"),
            ("label", "text", "结果"),
            ("on", "date", "哪天"),
        ],
    ),
    (
        "MatterMember",
        &[
            ("key", "text", "这件事里的代号"),
            ("name", "text", "事项"),
            ("department", "text", "部门"),
            (
                "state",
                "text",
                "waiting、submitted、correction_asked、in_hand、suspended、decided、returned、dropped、granted、denied、ended",
            ),
            ("state_label", "text", "办到哪里"),
            (
                "reason",
                "text?",
                "dropped 的：not_applicable、stopped、all_stopped、withdrawn；ended 的：这一件怎样结束，同 Ending.how",
            ),
            ("words", "text", "为什么不办，一句话"),
            ("case_no", "text?", "办件编号，归您看的才有"),
            ("earlier", "[text]", "退件后重新提交以前的办件编号，归您看的才有"),
            ("again_until", "date?", "退件的，最迟哪天可以重新提交"),
            ("due_on", "date?", "最迟办结日，归您看的才有"),
            ("look", "text?", "部门看材料：not_yet、complete、needs；归您看的才有"),
            ("needs", "[text]", "部门提出要补的"),
            ("waits_for", "[text]", "等哪些事项，名称"),
            ("own", "boolean", "归您看"),
        ],
    ),
    (
        "MatterHoldup",
        &[
            ("member", "text", "事项的代号"),
            ("words", "text", "等谁，一句话"),
            ("due_on", "date?", "最迟哪天"),
            ("overdue", "boolean", "已超期"),
            ("waiting", "integer", "后面几个事项在等"),
        ],
    ),
    (
        "MatterNotice",
        &[
            ("on", "date", "告知日"),
            ("until", "date", "补正期限"),
            ("supplied_on", "date?", "补齐日"),
            ("lines", "[MatterNoticeLine]", "要补的，一次说全"),
        ],
    ),
    (
        "MatterNoticeLine",
        &[
            ("material", "integer?", "合并后第几样材料，从 0 起；null 是表或别的"),
            ("name", "text", "材料"),
            ("what", "text", "缺什么、怎么改"),
            ("members", "[text]", "哪些事项要，代号"),
        ],
    ),
    (
        "MatterMaterial",
        &[
            ("name", "text", "材料"),
            ("received", "boolean", "已收"),
            ("means", "text", "paper 纸质、upload 上传、certificate 电子证照、shared 共享"),
            ("source", "text?", "从哪里来"),
            ("promised_on", "date?", "申请人哪天在网上承诺后补，受理后计期"),
            ("deferred_until", "date?", "容缺后补，最迟哪天补来"),
        ],
    ),
    (
        "MatterOwed",
        &[
            ("material", "integer", "合并后第几样材料，从 0 起"),
            ("name", "text", "材料"),
            ("until", "date", "最迟哪天补来"),
        ],
    ),
    (
        "MatterProgress",
        &[
            ("matter_no", "text", "一件事编号"),
            ("version", "integer", "版本，改动时带回"),
            ("chain", "text", "一件事编码"),
            ("chain_name", "text", "一件事"),
            ("applicant", "text", "申请人，已脱敏"),
            ("stage", "text", "环节"),
            ("stage_label", "text", "环节"),
            ("finish", "MatterFinish?", "怎样办结的"),
            ("received_on", "date", "收件日"),
            ("due_on", "date?", "全部办完最迟哪天"),
            ("headline", "text", "第几步，等谁"),
            ("members", "[OwnMatterMember]", "事项"),
            ("holdups", "[MatterHoldup]", "等谁"),
            ("notice", "MatterNotice?", "要补什么"),
            ("consequences", "[text]", "有事项没有办成时，哪些照办、哪些不再办"),
            ("owed", "[MatterOwed]", "还要后补的材料"),
            ("promised", "[text]", "网上承诺后补、还没有受理的材料"),
            ("ready", "integer", "可以领取的结果数"),
            ("stars", "integer?", "几星评价"),
            ("lead", "text", "牵头部门"),
            ("phone", "text", "牵头部门的电话"),
            ("may_act", "boolean", "给的是查询密码，可以补正、撤回、评价"),
        ],
    ),
    (
        "OwnMatterMember",
        &[
            ("key", "text", "代号"),
            ("name", "text", "事项"),
            ("department", "text", "部门"),
            ("state", "text", "同 MatterMember"),
            ("state_label", "text", "办到哪里"),
            ("words", "text", "为什么不办、为什么退件，一句话"),
            ("again_until", "date?", "退件的，最迟哪天可以重新提交"),
            ("result", "text?", "结果的名称和编号"),
        ],
    ),
];
