//! What the addresses of chains answer (一件事接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/chains", id: "chains", summary: "可以一次办的事", ok: (200, Some("Chains")), ..PLAIN
    },
    Operation {
        path: "/api/chains/{chain}",
        id: "chain",
        summary: "一件事的事项、先后、合并后的问题和材料、能省多少",
        ok: (200, Some("Chain")),
        refusals: &[404],
        ..PLAIN
    },
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("Chains", &[("chains", "[ChainLine]", "按编码")]),
    (
        "ChainLine",
        &[
            ("code", "text", "一件事编码"),
            ("version", "integer", "版本，从 1 起"),
            ("name", "text", "名称"),
            ("purpose", "text", "一句话说明"),
            ("lead", "text", "牵头部门"),
            ("applicants", "[text]", "person、organisation"),
            ("items", "[text]", "包含的业务办理项编码"),
        ],
    ),
    (
        "Chain",
        &[
            ("code", "text", "一件事编码"),
            ("version", "integer", "版本，从 1 起"),
            ("name", "text", "名称"),
            ("purpose", "text", "一句话说明"),
            ("lead", "text", "牵头部门"),
            ("applicants", "[text]", "person、organisation"),
            ("workdays", "integer?", "受理后最多几个工作日全部办完；null 是有的事项没有写时限"),
            ("critical", "[text]", "最久的一路，代号；先后绕成了圈为空"),
            ("members", "[ChainMember]", "事项"),
            ("questions", "[ChainQuestion]", "合并后的问题"),
            ("materials", "[ChainMaterial]", "合并后的材料"),
            ("apart", "ChainEffort?", "分头办要花的；null 是先后绕成了圈"),
            ("together", "ChainEffort?", "一次办要花的；null 是先后绕成了圈"),
        ],
    ),
    (
        "ChainMember",
        &[
            ("key", "text", "这件事里的代号"),
            ("item_code", "text", "业务办理项编码"),
            ("item_name", "text", "业务办理项名称"),
            ("department", "text", "实施主体"),
            ("condition", "text?", "什么情况下办；null 是都要办"),
            ("after", "[text]", "等哪些事项办好，代号；没有就和受理同时开始"),
            ("brought", "[text]", "由别的事项结果带来、不用交的材料"),
            ("brings", "[ChainBrings]", "同上，写明由哪个事项带来"),
            ("on_denial", "text", "办不成时：others_go_on、followers_stop、all_stops"),
            ("due_on", "date?", "今天受理的话最迟哪天办完"),
        ],
    ),
    (
        "ChainQuestion",
        &[
            ("key", "text", "问题代号"),
            ("label", "text", "问什么"),
            ("required", "boolean", "必填"),
            ("condition", "text?", "什么时候问；null 是都问"),
            ("for_members", "[text]", "给哪些事项用，代号；chain 是这件事本身"),
            ("fills", "[ChainFill]", "填进哪个事项的哪个问题"),
        ],
    ),
    ("ChainBrings", &[("material", "text", "材料"), ("from", "text", "由哪个事项的结果带来，代号")]),
    ("ChainFill", &[("member", "text", "事项代号；chain 是这件事本身"), ("key", "text", "那个事项里的问题代号")]),
    (
        "ChainUse",
        &[
            ("member", "text", "事项代号"),
            ("name", "text", "那个事项里的材料名称"),
            ("from", "[text]", "由哪些事项的结果带来，没有就由申请人交"),
        ],
    ),
    (
        "ChainMaterial",
        &[
            ("name", "text", "材料"),
            ("form", "text", "形式"),
            ("copies", "integer", "份数"),
            ("for_members", "[text]", "给哪些事项用，代号"),
            ("asked", "boolean", "要申请人交；否则由别的事项结果带来"),
            ("uses", "[ChainUse]", "各个事项怎么用"),
        ],
    ),
    (
        "ChainEffort",
        &[
            ("doors", "integer", "跑几个部门"),
            ("forms", "integer", "填几张表"),
            ("fields", "integer", "答几个问题"),
            ("materials", "integer", "交几种材料"),
            ("workdays", "integer?", "工作日；null 是有的事项没有写时限"),
            ("visits", "integer", "跑几次，至少"),
            ("visits_unknown", "integer", "有几个事项的指南没有写跑几次"),
        ],
    ),
];
