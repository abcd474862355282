//! 列名表: the titles each column of a catalogue goes by.
//!
//! From the guide elements of GB/T 39046-2020, the field names of the national
//! exchange tables (`task_name`), and what offices write in their own lists.
//! Written folded: no blanks or brackets, small half-width letters.
//!
//! Deliberately not here: local titles of one place; a department renames its
//! column, or the clerk is told which title was not known.

use domain::catalogue::Column;

use super::title_set::{TitleSet, Titles};

/// Titles of the catalogue. Where one table has two titles of a row, the earlier
/// wins: 业务办理项名称 says more exactly what is handled than 事项名称.
pub(super) const CATALOGUE: TitleSet<Column> = TitleSet { entries: TITLES, required: &Column::REQUIRED };

/// One row a column. The first title is the one our template uses.
#[rustfmt::skip]
const TITLES: &[(Column, Titles)] = &[
    (Column::Department, &[
        "部门", "部门名称", "实施主体", "实施主体名称", "实施机构", "实施部门", "责任部门", "责任单位", "所属部门", "主管部门",
        "承办部门", "承办单位", "实施单位", "单位名称", "单位", "dept_name",
    ]),
    (Column::DepartmentCode, &[
        "部门编码", "部门代码", "实施主体编码", "实施主体代码", "实施机构编码", "实施机构代码", "单位编码", "统一社会信用代码",
        "实施主体统一社会信用代码", "组织机构代码", "机构代码", "dept_code",
    ]),
    (Column::MainName, &["主项名称", "主项", "事项主项名称", "主项事项名称", "大项名称", "基本目录名称", "parent_name"]),
    (Column::Name, &[
        "业务办理项名称", "业务办理项", "办理项名称", "办理项", "情形名称", "子项名称", "子项", "实施事项名称", "政务服务事项名称",
        "服务事项名称", "事项名称", "实施清单名称", "权力名称", "task_name", "task_handle_item_name",
    ]),
    (Column::Code, &[
        "业务办理项编码", "业务办理项代码", "办理项编码", "办理项代码", "情形编码", "task_handle_item", "事项编码", "事项代码",
        "事项编号", "权力编码",
    ]),
    (Column::BaseCode, &["基本编码", "基本目录编码", "目录编码", "基本目录代码", "国家基本编码", "主项编码", "catalog_code"]),
    (Column::ImplCode, &["实施编码", "实施清单编码", "实施事项编码", "实施代码", "实施清单代码", "task_code"]),
    (Column::LocalCode, &[
        "地方编码", "地方实施编码", "本地编码", "自编码", "地方业务办理项编码", "地方基本编码", "local_task_code",
        "local_catalog_code", "local_code",
    ]),
    (Column::Replaces, &["原编码", "旧编码", "原事项编码", "变更前编码", "原业务办理项编码", "原实施编码", "old_task_code"]),
    (Column::ItemType, &[
        "事项类型", "事项类型代码", "事项类型名称", "事项类别", "权力类型", "权力类别", "权力事项类型", "职权类型", "task_type",
    ]),
    (Column::Division, &[
        "区划代码", "行政区划代码", "行政区划编码", "区域代码", "区划编码", "行政区划", "区划", "area_code", "regncode",
    ]),
    (Column::ExerciseLevel, &["行使层级", "实施层级", "办理层级", "权力层级", "事项层级", "层级", "use_level"]),
    (Column::OnApplication, &["是否依申请", "依申请", "是否依申请事项", "是否依申请类", "依申请类型", "类别"]),
    (Column::AgencyKind, &["实施主体性质", "主体性质", "实施机构性质", "机构性质", "dept_type"]),
    (Column::DelegatedTo, &["受委托部门", "委托部门", "受委托单位", "受委托机构", "委托机构", "entrust_name"]),
    (Column::PowerSource, &["权力来源", "权限来源", "职权来源", "事项来源", "行使来源", "power_source"]),
    (Column::JointAgencies, &["联办机构", "联办部门", "联办单位", "协办部门", "配合部门", "other_dept"]),
    (Column::Intermediary, &["中介服务", "中介服务名称", "中介服务事项", "涉及中介服务", "是否涉及中介服务", "service_type"]),
    (Column::OnlineDepth, &[
        "网上办理深度", "网办深度", "网上办事深度", "互联网办理深度", "办理深度", "网上服务深度", "online_handle_depth",
        "online_depth",
    ]),
    (Column::Online, &[
        "是否网办", "是否网上办理", "是否可网办", "是否支持网上办理", "网上可办", "是否网上可办", "能否网办", "is_online",
    ]),
    (Column::OnlineAddress, &[
        "网办地址", "网上办理地址", "在线办理地址", "网上办理链接", "办理链接", "计算机端办理地址", "计算机端在线办理跳转地址",
        "online_handle_url", "link_addr",
    ]),
    (Column::MobileAddress, &[
        "移动端办理地址", "手机端办理地址", "掌上办理地址", "移动端地址", "移动端办理链接", "掌办地址", "mobile_terminal_url",
    ]),
    (Column::OnsiteVisits, &[
        "到办事现场次数", "到现场次数", "现场次数", "跑动次数", "到场次数", "跑腿次数", "最多跑动次数", "limit_scene_num",
    ]),
    (Column::OnsiteReason, &[
        "必须现场办理原因", "必须现场办理原因说明", "现场办理原因", "必须到现场原因", "必须到现场的原因", "到现场原因",
        "办理现场办理原因说明", "limit_scene_explain",
    ]),
    (Column::Mail, &[
        "是否支持物流快递", "物流快递", "是否支持邮寄", "是否支持邮寄申请", "支持邮寄", "是否支持快递", "is_express",
    ]),
    (Column::Bookable, &["是否支持预约", "是否支持预约办理", "预约办理", "是否可预约", "支持预约", "is_schedule"]),
    (Column::Kiosk, &[
        "是否支持自助终端", "是否支持自助终端办理", "是否支持终端办理", "自助终端办理", "自助终端", "支持自助终端",
        "is_service_terminals",
    ]),
    (Column::OnlinePayment, &[
        "是否支持网上支付", "网上支付", "是否网上支付", "是否支持在线支付", "在线支付", "是否支持网上缴费", "is_pay_online",
    ]),
    (Column::Published, &[
        "是否省级平台发布", "省级平台发布", "省平台发布", "是否在省级平台发布", "是否省平台发布", "省平台是否发布",
        "是否已在省平台发布",
    ]),
    (Column::Resident, &[
        "是否进驻政务大厅", "是否进驻大厅", "是否进驻政务服务大厅", "是否进驻政务服务中心", "是否进驻中心", "是否进驻",
        "进驻大厅", "进厅情况", "is_entry_center",
    ]),
    (Column::Exemption, &[
        "进驻负面清单", "是否列入负面清单", "是否列入进驻负面清单", "负面清单", "不进驻依据", "不进驻理由", "不进驻原因",
        "未进驻原因",
    ]),
    (Column::StatutoryLimit, &[
        "法定办结时限", "法定时限", "法定期限", "法定办理时限", "法定办结时限数值", "法定时限数值", "法定时限天数", "anticipate_day",
    ]),
    (Column::StatutoryLimitUnit, &[
        "法定办结时限单位", "法定时限单位", "法定期限单位", "法定办理时限单位", "anticipate_type",
    ]),
    (Column::StatutoryNote, &[
        "法定办结时限说明", "法定时限说明", "法定期限说明", "法定办理时限说明", "anticipate_explain",
    ]),
    (Column::PromisedLimit, &[
        "承诺办结时限", "承诺时限", "承诺期限", "承诺办理时限", "承诺办结时限数值", "承诺时限数值", "承诺时限天数", "办结时限",
        "办理时限", "promise_day",
    ]),
    (Column::PromisedLimitUnit, &[
        "承诺办结时限单位", "承诺时限单位", "承诺期限单位", "承诺办理时限单位", "办理时限单位", "promise_type",
    ]),
    (Column::PromisedNote, &[
        "承诺办结时限说明", "承诺时限说明", "承诺期限说明", "承诺办理时限说明", "promise_explain",
    ]),
    (Column::SpecialProcedures, &["特别程序", "特别程序说明", "特殊程序", "特殊环节", "特别程序类型", "special_procedure"]),
    (Column::Flow, &["办理流程", "办事流程", "办理程序", "流程说明", "办理流程说明", "审批流程", "handle_flow"]),
    (Column::Quota, &["数量限制", "审批数量限制", "有无数量限制", "限制数量", "数量限制说明", "limit_explain"]),
    (Column::CaseKind, &["办件类型", "办件性质", "办件类别", "办理件类型", "办理类型", "project_type"]),
    (Column::ApprovalMode, &["审批方式", "审批模式", "审查方式", "审批类型", "办理模式"]),
    (Column::CompletionKind, &["办结类型", "办结方式", "办结形式", "办结类别"]),
    (Column::Clients, &["服务对象", "服务对象类型", "办理对象", "面向对象", "申请对象", "适用对象", "server_type"]),
    (Column::HandlingForms, &["办理形式", "办理方式", "办理渠道", "受理方式", "申请方式", "handle_type"]),
    (Column::Status, &["事项状态", "状态", "使用状态", "清单状态", "当前状态", "task_state"]),
    (Column::LegalBasis, &["设定依据", "法律依据", "实施依据", "法定依据", "办理依据", "设立依据", "by_law"]),
    (Column::AcceptanceConditions, &["受理条件", "办理条件", "申请条件", "申报条件", "准予条件", "accept_condition"]),
    (Column::Materials, &["申请材料", "申报材料", "所需材料", "办理材料", "材料清单", "申请材料清单", "材料目录", "提交材料"]),
    (Column::Fee, &["是否收费", "收费情况", "有无收费", "是否涉及收费", "收费", "is_fee"]),
    (Column::FeeStandard, &["收费标准", "收费金额", "缴费标准", "收费项目及标准", "收费项目和标准", "fee_stand"]),
    (Column::FeeBasis, &["收费依据", "收费文件依据", "缴费依据", "收费政策依据", "fee_basis"]),
    (Column::CrossRegionScope, &["通办范围", "跨域通办范围", "通办类型", "通办层级", "跨区域通办", "handle_area"]),
    (Column::Place, &["办理地点", "办理地址", "办事地点", "办理窗口地址", "受理地点", "窗口地址", "transact_addr"]),
    (Column::OpeningHours, &["办理时间", "办公时间", "受理时间", "工作时间", "对外服务时间", "transact_time"]),
    (Column::Consult, &["咨询方式", "咨询电话", "咨询渠道", "咨询联系方式", "咨询服务电话", "link_way", "consult_phone"]),
    (Column::Complaint, &[
        "监督投诉方式", "投诉方式", "监督电话", "投诉电话", "监督投诉电话", "投诉渠道", "supervise_way", "complain_phone",
    ]),
    (Column::ResultKind, &["结果类型", "办理结果类型", "审批结果类型", "结果种类", "办结结果类型", "result_type"]),
    (Column::ResultName, &["结果名称", "办理结果名称", "审批结果名称", "办理结果", "审批结果", "证照名称", "result_name"]),
    (Column::ResultSample, &[
        "结果样本", "办理结果样本", "审批结果样本", "结果样本名称", "证照样本", "result_guid", "result_sample",
    ]),
    (Column::PersonThemes, &[
        "自然人主题", "自然人主题分类", "面向自然人事项主题分类", "个人主题分类", "个人主题", "个人办事主题", "user_topic_type",
    ]),
    (Column::OrgThemes, &[
        "法人主题", "法人主题分类", "面向法人事项主题分类", "企业主题分类", "企业主题", "法人办事主题", "corp_topic_type",
    ]),
    (Column::LifeEvents, &["生命周期", "全生命周期", "人生事件", "一件事", "生命周期分类", "关联一件事"]),
    (Column::Aliases, &["俗称", "别名", "通俗名称", "群众叫法", "常用名称", "检索词", "关键词"]),
    (Column::Faqs, &["常见问题", "常见问答", "常见问题解答", "问题解答", "问答", "questions"]),
    (Column::WindowDecidable, &[
        "是否可窗口直接办结", "窗口直接办结", "是否窗口直接办结", "能否窗口办结", "是否可窗口办结", "是否首席代表可办结",
    ]),
    (Column::EffectiveOn, &["生效日期", "计划生效日期", "实施日期", "启用日期", "生效时间", "plan_effective_date"]),
];
