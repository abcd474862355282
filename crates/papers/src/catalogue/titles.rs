//! 列名表: the titles each column goes by.
//!
//! From the guide elements of GB/T 39046-2020, the field names of the national
//! exchange tables (`task_name`), and what offices write in their own lists.
//! Written folded: no blanks or brackets, small half-width letters.
//!
//! Deliberately not here: local titles of one place; a department renames its
//! column, or the clerk is told which title was not known.

use super::columns::Column;

/// One row a column, in the order of [`Column`]. The first title is the one we
/// use ourselves. Where one table has two titles of a row, the earlier wins:
/// 业务办理项名称 says more exactly what is handled than 事项名称.
pub(super) const TITLES: [(Column, &[&str]); 33] = [
    (
        Column::Department,
        &[
            "部门",
            "部门名称",
            "实施主体",
            "实施主体名称",
            "实施机构",
            "实施部门",
            "责任部门",
            "所属部门",
            "主管部门",
            "单位名称",
            "dept_name",
        ],
    ),
    (
        Column::DepartmentCode,
        &[
            "部门编码",
            "部门代码",
            "实施主体编码",
            "实施主体代码",
            "实施机构编码",
            "统一社会信用代码",
            "组织机构代码",
            "dept_code",
        ],
    ),
    (Column::MainName, &["主项名称", "主项", "事项主项名称", "主项事项名称"]),
    (
        Column::Name,
        &[
            "业务办理项名称",
            "业务办理项",
            "办理项名称",
            "子项名称",
            "事项名称",
            "实施事项名称",
            "政务服务事项名称",
            "服务事项名称",
            "task_name",
        ],
    ),
    (
        Column::Code,
        &[
            "业务办理项编码",
            "业务办理项代码",
            "办理项编码",
            "task_handle_item",
            "实施编码",
            "实施清单编码",
            "事项编码",
            "事项代码",
            "task_code",
        ],
    ),
    (Column::BaseCode, &["基本编码", "基本目录编码", "catalog_code"]),
    (Column::ItemType, &["事项类型代码", "事项类型", "事项类别", "权力类型", "task_type"]),
    (Column::Division, &["区划代码", "行政区划代码", "行政区划", "区划", "area_code"]),
    (Column::ExerciseLevel, &["行使层级", "实施层级", "use_level"]),
    (Column::OnApplication, &["是否依申请", "依申请", "类别"]),
    (Column::OnlineDepth, &["网上办理深度", "网办深度", "网上办事深度", "online_handle_depth", "online_depth"]),
    (Column::Online, &["是否网办", "是否网上办理", "是否可网办", "is_online"]),
    (Column::OnlineAddress, &["网办地址", "网上办理地址", "online_handle_url"]),
    (Column::OnsiteVisits, &["到办事现场次数", "到现场次数", "跑动次数", "到场次数", "limit_scene_num"]),
    (Column::Published, &["是否省级平台发布", "省级平台发布", "省平台发布", "是否在省级平台发布", "是否省平台发布"]),
    (Column::Resident, &["是否进驻政务大厅", "是否进驻大厅", "是否进驻", "进驻大厅", "is_entry_center"]),
    (
        Column::Exemption,
        &[
            "进驻负面清单",
            "是否列入负面清单",
            "是否列入进驻负面清单",
            "负面清单",
            "不进驻依据",
            "不进驻理由",
            "不进驻原因",
            "未进驻原因",
        ],
    ),
    (Column::StatutoryLimit, &["法定办结时限", "法定时限", "法定期限", "anticipate_day"]),
    (Column::StatutoryLimitUnit, &["法定办结时限单位", "法定时限单位", "anticipate_type"]),
    (Column::PromisedLimit, &["承诺办结时限", "承诺时限", "承诺期限", "promise_day"]),
    (Column::PromisedLimitUnit, &["承诺办结时限单位", "承诺时限单位", "promise_type"]),
    (Column::CaseType, &["办件类型", "project_type"]),
    (Column::ClientTypes, &["服务对象", "服务对象类型", "办理对象", "server_type"]),
    (Column::HandlingForms, &["办理形式", "handle_type"]),
    (Column::Status, &["事项状态", "状态", "task_state"]),
    (Column::LegalBasis, &["设定依据", "法律依据", "实施依据", "by_law"]),
    (Column::AcceptanceConditions, &["受理条件", "办理条件", "accept_condition"]),
    (Column::Fee, &["是否收费", "is_fee"]),
    (Column::CrossRegionScope, &["通办范围", "handle_area"]),
    (Column::Place, &["办理地点", "办理地址", "transact_addr"]),
    (Column::OpeningHours, &["办理时间", "办公时间", "transact_time"]),
    (Column::Consult, &["咨询方式", "咨询电话", "link_way"]),
    (Column::Complaint, &["监督投诉方式", "投诉方式", "监督电话", "投诉电话", "supervise_way"]),
];
