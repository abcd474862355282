//! Columns of a catalogue file, whatever its header calls them.

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $label:literal,)+) => {
        /// A column whose meaning is known. The names of offices, of the national exchange tables and
        /// of our own template all lead here (`papers` knows the synonyms). In the order of the template.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $($(#[$doc])* $name,)+ }

        impl Column {
            /// All of them, in the template's order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Title in our template and word in messages.
            pub fn label(self) -> &'static str { match self { $(Self::$name => $label,)+ } }
        }
    };
}

columns! {
    /// 部门 / 实施主体: the department that handles the item.
    Department = "部门",
    /// 部门编码: its unified social credit code or organisation code.
    DepartmentCode = "部门编码",
    /// 主项名称: the main item that several variants belong to.
    MainName = "主项名称",
    /// 业务办理项名称: what is handled.
    Name = "业务办理项名称",
    /// 业务办理项编码: key of the item.
    Code = "业务办理项编码",
    /// 基本编码: 12 characters of the base catalogue.
    BaseCode = "基本编码",
    /// 实施编码: 31 characters, agency, level and base code.
    ImplCode = "实施编码",
    /// 地方编码.
    LocalCode = "地方编码",
    /// 原编码: the code that this one replaces.
    Replaces = "原编码",
    /// 事项类型.
    ItemType = "事项类型",
    /// 区划代码.
    Division = "区划代码",
    /// 行使层级.
    ExerciseLevel = "行使层级",
    /// 是否依申请: whether people apply for it at all.
    OnApplication = "是否依申请",
    /// 主体性质.
    AgencyKind = "实施主体性质",
    /// 受委托部门.
    DelegatedTo = "受委托部门",
    /// 权力来源.
    PowerSource = "权力来源",
    /// 联办机构.
    JointAgencies = "联办机构",
    /// 中介服务.
    Intermediary = "中介服务",
    /// 网上办理深度.
    OnlineDepth = "网上办理深度",
    /// 是否网办.
    Online = "是否网办",
    /// 网办地址.
    OnlineAddress = "网办地址",
    /// 移动端办理地址.
    MobileAddress = "移动端办理地址",
    /// 到办事现场次数.
    OnsiteVisits = "到办事现场次数",
    /// 必须现场办理原因.
    OnsiteReason = "必须现场办理原因",
    /// 是否支持物流快递.
    Mail = "是否支持物流快递",
    /// 是否支持预约办理.
    Bookable = "是否支持预约",
    /// 是否支持自助终端.
    Kiosk = "是否支持自助终端",
    /// 是否支持网上支付.
    OnlinePayment = "是否支持网上支付",
    /// 是否省级平台发布.
    Published = "是否省级平台发布",
    /// 是否进驻政务大厅.
    Resident = "是否进驻政务大厅",
    /// 不进驻的依据: the entry in the exemption list.
    Exemption = "进驻负面清单",
    /// 法定办结时限.
    StatutoryLimit = "法定办结时限",
    /// 法定办结时限单位.
    StatutoryLimitUnit = "法定办结时限单位",
    /// 法定办结时限说明.
    StatutoryNote = "法定办结时限说明",
    /// 承诺办结时限.
    PromisedLimit = "承诺办结时限",
    /// 承诺办结时限单位.
    PromisedLimitUnit = "承诺办结时限单位",
    /// 承诺办结时限说明.
    PromisedNote = "承诺办结时限说明",
    /// 特别程序.
    SpecialProcedures = "特别程序",
    /// 办理流程.
    Flow = "办理流程",
    /// 数量限制.
    Quota = "数量限制",
    /// 办件类型.
    CaseKind = "办件类型",
    /// 审批方式: 即审即办 or 前审后批.
    ApprovalMode = "审批方式",
    /// 办结类型: 出证办结, 审批办结, 出文办结 ….
    CompletionKind = "办结类型",
    /// 服务对象.
    Clients = "服务对象",
    /// 办理形式.
    HandlingForms = "办理形式",
    /// 事项状态.
    Status = "事项状态",
    /// 设定依据.
    LegalBasis = "设定依据",
    /// 受理条件.
    AcceptanceConditions = "受理条件",
    /// 申请材料, all in one cell.
    Materials = "申请材料",
    /// 是否收费.
    Fee = "是否收费",
    /// 收费标准.
    FeeStandard = "收费标准",
    /// 收费依据.
    FeeBasis = "收费依据",
    /// 通办范围.
    CrossRegionScope = "通办范围",
    /// 办理地点.
    Place = "办理地点",
    /// 办理时间.
    OpeningHours = "办理时间",
    /// 咨询方式.
    Consult = "咨询方式",
    /// 监督投诉方式.
    Complaint = "监督投诉方式",
    /// 结果类型.
    ResultKind = "结果类型",
    /// 结果名称.
    ResultName = "结果名称",
    /// 结果样本.
    ResultSample = "结果样本",
    /// 自然人主题分类.
    PersonThemes = "自然人主题",
    /// 法人主题分类.
    OrgThemes = "法人主题",
    /// 生命周期: life events.
    LifeEvents = "生命周期",
    /// Everyday words people use for it.
    Aliases = "俗称",
    /// 常见问题, all in one cell.
    Faqs = "常见问题",
    /// Whether it can be decided at the window (domain §4.2).
    WindowDecidable = "是否可窗口直接办结",
    /// 生效日期: first day of this version.
    EffectiveOn = "生效日期",
}

impl Column {
    /// Without these a file is no catalogue.
    pub const REQUIRED: [Self; 4] = [Self::Department, Self::Name, Self::Code, Self::ItemType];

    /// Reads the title of our template.
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.label() == label)
    }
}
