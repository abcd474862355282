//! Columns of a catalogue file, whatever its header calls them.

/// A column whose meaning is known. The names of offices, of the national exchange tables and of
/// our own template all lead here (`papers` knows the synonyms).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 部门 / 实施主体.
    Department,
    /// 主项名称.
    MainName,
    /// 业务办理项名称.
    Name,
    /// 业务办理项编码.
    Code,
    /// 事项类型.
    ItemType,
    /// 部门编码.
    DepartmentCode,
    /// 区划代码.
    Division,
    /// 网上办理深度.
    OnlineDepth,
    /// 到办事现场次数.
    OnsiteVisits,
    /// 是否省级平台发布.
    Published,
    /// 是否进驻政务大厅.
    Resident,
    /// 法定办结时限.
    StatutoryLimit,
    /// 承诺办结时限.
    PromisedLimit,
    /// 办件类型.
    CaseKind,
    /// 服务对象.
    Clients,
    /// 事项状态.
    Status,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Department,
        Self::MainName,
        Self::Name,
        Self::Code,
        Self::ItemType,
        Self::DepartmentCode,
        Self::Division,
        Self::OnlineDepth,
        Self::OnsiteVisits,
        Self::Published,
        Self::Resident,
        Self::StatutoryLimit,
        Self::PromisedLimit,
        Self::CaseKind,
        Self::Clients,
        Self::Status,
    ];

    /// Without these a file is no catalogue.
    pub const REQUIRED: [Self; 4] = [Self::Department, Self::Name, Self::Code, Self::ItemType];

    /// Word on pages and in messages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Department => "部门",
            Self::MainName => "主项名称",
            Self::Name => "业务办理项名称",
            Self::Code => "业务办理项编码",
            Self::ItemType => "事项类型",
            Self::DepartmentCode => "部门编码",
            Self::Division => "区划代码",
            Self::OnlineDepth => "网上办理深度",
            Self::OnsiteVisits => "到办事现场次数",
            Self::Published => "是否省级平台发布",
            Self::Resident => "是否进驻政务大厅",
            Self::StatutoryLimit => "法定办结时限",
            Self::PromisedLimit => "承诺办结时限",
            Self::CaseKind => "办件类型",
            Self::Clients => "服务对象",
            Self::Status => "事项状态",
        }
    }
}
