//! 其他表的列名: the five other tables an office sends, by the titles they carry.
//!
//! Each table is read with `ReadOptions::for_table(TITLES.known())` and mapped
//! with `map_titles(&table.header, &TITLES)`.
//!
//! Deliberately not here: what the values mean, and which table a file is; the
//! clerk says what is being imported.

use super::title_set::{TitleSet, Titles};

macro_rules! columns {
    (
        $(#[$doc:meta])* $name:ident, $set:ident, required: [$($required:ident),*];
        $($(#[$vdoc:meta])* $column:ident: $($title:literal),+;)+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $column,)+ }

        #[doc = concat!("Titles of a [`", stringify!($name), "`]; the first of each is its label.")]
        pub const $set: TitleSet<$name> = TitleSet {
            entries: &[$(($name::$column, &[$($title),+] as Titles),)+],
            required: &[$($name::$required),*],
        };
    };
}

columns! {
    /// Columns of a division table (行政区划表).
    DivisionColumn, DIVISIONS, required: [Code, Name];
    /// 9 or 12 digits of the 统计用区划代码.
    Code: "区划代码", "行政区划代码", "统计用区划代码", "区划编码", "代码", "code", "area_code";
    /// Official name.
    Name: "名称", "区划名称", "行政区划名称", "乡镇街道村社区名称", "单位名称", "name", "area_name";
    /// Town or village, where the table says so.
    Level: "层级", "级别", "区划级别", "区划层级", "行政级别", "类型", "level";
    /// Code of the division above.
    Parent: "上级代码", "上级区划代码", "父级代码", "上级编码", "所属乡镇代码", "parent_code";
    /// First day it holds.
    From: "启用日期", "生效日期", "设立日期", "批准日期", "启用时间", "valid_from";
    /// First day it no longer holds.
    To: "停用日期", "撤销日期", "失效日期", "停用时间", "撤并日期", "valid_to";
}

columns! {
    /// Columns of a station registry (基层服务站点表).
    StationColumn, STATIONS, required: [Division, Name];
    /// Code of the division it stands in.
    Division: "区划代码", "行政区划代码", "所在区划代码", "统计用区划代码", "区划编码", "area_code";
    /// Registered name.
    Name: "站点名称", "登记名称", "系统名称", "便民服务站名称", "服务站名称", "便民服务中心名称", "名称", "站点";
    /// Name on the door plate.
    Plate: "门牌名称", "挂牌名称", "牌匾名称", "牌子名称", "实际挂牌名称", "挂牌";
    /// Address.
    Address: "地址", "站点地址", "详细地址", "办公地址", "所在地址", "办公地点";
    /// Telephone of the station.
    Phone: "电话", "联系电话", "站点电话", "办公电话", "咨询电话", "服务电话";
    /// Opening hours.
    Hours: "办公时间", "服务时间", "开放时间", "工作时间", "对外服务时间";
    /// Whether it is open.
    Open: "是否启用", "是否运行", "是否在用", "启用状态", "运行状态", "状态", "是否建成";
    /// Divisions it serves, codes or names in one cell.
    Serves: "服务村", "服务村社区", "服务范围", "覆盖村社区", "服务的村", "联合服务村", "覆盖范围";
    /// Day the registered name was checked.
    NameCheckedOn: "名称核对日期", "名称核查日期", "名称规范核对日期", "名称确认日期", "更名日期";
    /// Evidence for it.
    NameEvidence: "名称佐证", "名称佐证材料", "名称依据", "更名依据", "更名文号";
    /// Day the plate was checked.
    PlateCheckedOn: "门牌核对日期", "门牌核查日期", "挂牌核对日期", "挂牌日期", "换牌日期";
    /// Evidence for it: a photo's file name.
    PlateEvidence: "门牌佐证", "门牌佐证材料", "门牌照片", "挂牌照片", "牌匾照片";
    /// Items it handles itself, codes or names in one cell.
    Handled: "办理事项", "直接办理事项", "服务事项", "可办事项", "办理事项清单", "服务事项清单";
    /// Items it hands in for a neighbour.
    Assisted: "代办事项", "帮办代办事项", "帮办事项", "代办事项清单", "帮办代办事项清单";
    /// Longitude in degrees.
    Longitude: "经度", "东经", "坐标经度", "longitude", "lng", "lon";
    /// Latitude in degrees.
    Latitude: "纬度", "北纬", "坐标纬度", "latitude", "lat";
    /// The system of both.
    Datum: "坐标系", "坐标系统", "坐标类型", "坐标系名称", "datum";
}

columns! {
    /// Columns of the province's export of published items (省级平台发布清单).
    PublicationColumn, PUBLICATIONS, required: [Code];
    /// The most exact code the export has.
    Code: "业务办理项编码", "办理项编码", "业务办理项代码", "task_handle_item", "实施编码", "实施清单编码", "task_code",
        "事项编码", "事项代码", "事项编号", "编码";
    /// Name of the item.
    Name: "事项名称", "业务办理项名称", "实施清单名称", "办理项名称", "政务服务事项名称", "task_name", "名称";
    /// Department.
    Department: "部门", "部门名称", "实施主体", "实施主体名称", "实施机构", "所属部门", "dept_name";
    /// 事项状态: 在用, 暂停, 取消.
    State: "状态", "事项状态", "使用状态", "清单状态", "发布状态", "task_state";
    /// 审核状态: 待提交, 待审核, 审核通过, 驳回, 已发布.
    Audit: "审核状态", "审核结果", "审批状态", "办理状态", "audit_status";
    /// When it was published.
    PublishedAt: "发布时间", "发布日期", "上线时间", "公布时间", "首次发布时间", "publishtime", "publish_time";
    /// Version.
    Version: "版本", "版本号", "事项版本", "清单版本", "task_version";
}

columns! {
    /// Columns of the hall residency list with its exemptions (进驻清单和负面清单).
    ResidencyColumn, RESIDENCIES, required: [Code];
    /// Code of the item.
    Code: "编码", "业务办理项编码", "事项编码", "实施编码", "办理项编码", "事项代码", "task_code";
    /// Its name.
    Name: "名称", "事项名称", "业务办理项名称", "办理项名称", "政务服务事项名称", "task_name";
    /// Department.
    Department: "部门", "部门名称", "实施主体", "责任部门", "实施机构", "所属部门", "责任单位", "dept_name";
    /// Whether it resides in the hall.
    Resident: "是否进驻", "是否进驻大厅", "是否进驻政务大厅", "是否进驻政务服务大厅", "是否进驻中心", "进驻情况", "is_entry_center";
    /// How: 部门窗口, 综合窗口, 委托受理 ….
    Way: "进驻方式", "进驻形式", "进驻类型", "窗口类型", "受理方式";
    /// Window or area.
    Window: "窗口", "窗口号", "进驻窗口", "办理窗口", "窗口名称", "窗口编号";
    /// Why it does not, in words.
    Reason: "不进驻原因", "未进驻原因", "不进驻理由", "不进驻情形", "原因说明", "原因";
    /// The reason's sort: 场地限制, 国家秘密, 其他法定.
    ReasonKind: "原因类别", "不进驻原因类别", "原因类型", "不进驻类型", "情形类别", "原因代码";
    /// Basis of the exemption.
    Basis: "依据", "不进驻依据", "法律依据", "政策依据", "文件依据";
    /// Approval document number.
    Approval: "批准文号", "批准文件", "批复文号", "审批文号", "备案文号", "批准依据";
    /// Where it is handled instead.
    Place: "实际办理地点", "办理地点", "办理地址", "实际办理场所", "实际受理地点";
    /// First day of the exemption.
    From: "起始日期", "开始日期", "生效日期", "有效期起", "起始时间", "批准日期";
    /// Last day of the exemption.
    To: "截止日期", "结束日期", "有效期止", "到期日期", "截止时间", "有效期至";
}

columns! {
    /// Columns of the city's figures of its counties (全市通报表): one column a figure,
    /// or figure and value in two.
    PeerColumn, PEERS, required: [Name];
    /// County or district.
    Name: "县名称", "县", "县市区名称", "县市区", "县区", "县区名称", "县级单位", "区县", "区县名称", "地区", "单位", "名称", "单位名称";
    /// Its code.
    Code: "区划代码", "行政区划代码", "地区代码", "区划编码", "代码", "area_code";
    /// 网上可办率.
    OnlineAvailable: "网上可办率", "网上可办比例", "网上可办占比", "可网办率", "事项网上可办率";
    /// 全程网办率.
    FullyOnline: "全程网办率", "全程网办比例", "全程网办占比", "全程网办可办率", "全程网上办理率";
    /// 省级平台发布占比.
    Published: "省级平台发布占比", "省级平台发布率", "省平台发布占比", "省平台发布率", "事项发布率", "省级平台发布比例";
    /// 基层服务站点覆盖率.
    StationCoverage: "基层服务站点覆盖率", "站点覆盖率", "基层站点覆盖率", "便民服务站覆盖率", "服务站点覆盖率";
    /// 进驻大厅占比.
    Resident: "进驻大厅占比", "进驻大厅率", "事项进驻率", "进驻率", "进驻比例", "大厅进驻占比";
    /// Name of the figure, in the long form.
    Indicator: "指标", "指标名称", "考核指标", "评价指标", "indicator";
    /// Its value, in the long form.
    Value: "数值", "指标值", "得分值", "完成值", "值", "value";
    /// Whether the row is a benchmark outside the ranking (先进县).
    Benchmark: "是否标杆", "标杆", "是否先进县", "先进县", "是否参照", "是否对标县";
}

columns! {
    /// Columns of ratings that another system took (好差评明细), in the field names of the exchange with province and
    /// nation. Which way a number runs is said by its title: 星级 has five for the best, 等级代码 one; 满意度 says nothing.
    ReviewColumn, REVIEWS, required: [AssessedAt];
    /// Number of the rating.
    ReviewNo: "评价编号", "评价流水号", "评价标识", "assessno", "assessnumber", "pj_id";
    /// Number of the case.
    CaseNo: "办件编号", "办件流水号", "申办流水号", "业务流水号", "办件号", "projectno", "project_no", "proinstno";
    /// One to five stars, five the best.
    Stars: "星级", "评价星级", "星数", "satisfaction";
    /// Code of GB/T 39046 A.8, one the best.
    LevelCode: "等级代码", "评价等级代码", "满意度代码", "评价代码";
    /// Word, or a number that does not say which way it runs.
    Level: "满意度", "满意程度", "评价等级", "评价结果", "总体满意度", "评价";
    /// Codes that were ticked.
    Options: "评价选项", "评价详情", "评价详情代码", "评价指标", "选项代码", "evaldetail", "eval_detail";
    /// Words.
    Words: "文字评价", "评价内容", "评价意见", "意见建议", "评语", "writingevaluation", "writing_evaluation";
    /// When.
    AssessedAt: "评价时间", "评价日期", "提交时间", "assesstime", "assess_time";
    /// Which way.
    Channel: "评价渠道", "评价方式", "评价来源", "渠道", "pf";
    /// Which contact.
    Node: "服务节点", "评价节点", "服务次数", "服务序号", "servicenumber", "service_number";
    /// Made because nobody rated.
    Default: "是否默认评价", "是否默认", "默认评价", "默认好评", "isdefault", "is_default";
    /// In force.
    InForce: "是否有效", "有效标识", "有效性", "effectivval", "effective";
    /// Code of the item.
    ItemCode: "事项编码", "业务办理项编码", "实施编码", "办理项编码", "事项代码", "taskcode", "task_code";
    /// On which device.
    Device: "设备来源", "数据来源设备", "评价设备", "sourcedevice", "source_device";
}

columns! {
    /// Columns of a list of decisions made elsewhere: 双公示行政许可公示表, a register of certificates, the cases of a
    /// department's system. The field names of the first are those of the national list of public credit information.
    LedgerColumn, LEDGERS, required: [Party, DecidedOn];
    /// Number of the decision, the certificate or the case.
    DecisionNo: "行政许可决定文书号", "许可决定文书号", "决定文书号", "决定书文号", "许可文书号", "许可编号", "许可证编号", "证照编号",
        "证书编号", "证件编号", "办件编号", "受理编号", "业务流水号", "xk_wsh", "xk_bh";
    /// Whom it was given to.
    Party: "行政相对人名称", "相对人名称", "行政相对人", "许可相对人", "持证主体", "持证人", "持证单位", "持有人", "申请人", "申请人名称",
        "申请单位", "单位名称", "企业名称", "xk_xdr_mc", "xk_xdr";
    /// 统一社会信用代码.
    Code: "统一社会信用代码", "行政相对人代码1", "行政相对人代码", "行政相对人代码1统一社会信用代码", "相对人代码", "社会信用代码", "信用代码",
        "申请人证件号码", "证件号码", "xk_xdr_shxym";
    /// What was permitted.
    Content: "许可内容", "行政许可内容", "决定内容", "许可事项内容", "审批内容", "办理内容", "xk_nr";
    /// Item, document or certificate.
    ItemName: "事项名称", "许可事项", "行政许可事项", "许可事项名称", "项目名称", "许可证书名称", "许可证名称", "证照名称", "证书名称",
        "行政许可决定文书名称", "办理事项", "xk_xmmc", "xk_zsmc";
    /// Day of the decision.
    DecidedOn: "许可决定日期", "行政许可决定日期", "决定日期", "作出决定日期", "发证日期", "颁发日期", "签发日期", "办结日期", "办结时间",
        "受理日期", "受理时间", "xk_jdrq";
    /// Who decided.
    Organ: "许可机关", "行政许可机关", "决定机关", "发证机关", "颁发机构", "许可部门", "办理部门", "部门", "xk_xkjg";
}

columns! {
    /// Columns of what a queue machine exports (叫号机、排队机记录): whole moments, or a day beside times of the day.
    TicketColumn, TICKETS, required: [Number, TakenAt];
    /// 排队号.
    Number: "排队号", "排队号码", "号码", "票号", "取号号码", "叫号号码", "ticket_no", "queue_no";
    /// Window that called it.
    Window: "窗口", "窗口号", "窗口编号", "窗口名称", "办理窗口", "受理窗口", "呼叫窗口", "window_no";
    /// Day, where the other columns hold times alone.
    Day: "日期", "取号日期", "业务日期", "办理日期", "queue_date";
    /// When it was drawn.
    TakenAt: "取号时间", "取票时间", "排队时间", "出票时间", "取号时刻", "take_time";
    /// When it was called.
    CalledAt: "叫号时间", "呼叫时间", "开始时间", "开始办理时间", "受理开始时间", "call_time";
    /// When it was finished.
    FinishedAt: "办结时间", "完成时间", "结束时间", "办理结束时间", "评价时间", "finish_time";
}

columns! {
    /// Columns of a list of appointments (预约记录): a day and a slot, or both in one cell.
    AppointmentColumn, APPOINTMENTS, required: [Number, Slot];
    /// 预约号.
    Number: "预约号", "预约编号", "预约码", "预约单号", "预约流水号", "appointment_no", "book_no";
    /// Window it is for.
    Window: "窗口", "窗口号", "窗口编号", "预约窗口", "办理窗口", "window_no";
    /// Day, where the slot holds times alone.
    Day: "预约日期", "日期", "办理日期", "预约办理日期", "book_date";
    /// From when to when.
    Slot: "预约时段", "时段", "预约时间", "预约时间段", "办理时段", "book_time";
    /// Whether they came.
    State: "预约状态", "状态", "到场情况", "签到情况", "履约情况", "book_state";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{super::title_set::folded, *};

    fn clean<K: std::fmt::Debug + Copy + Ord>(set: &TitleSet<K>) {
        let mut seen = BTreeSet::new();
        for (column, titles) in set.entries {
            assert!(titles.len() >= 4, "{column:?} has {} titles", titles.len());
            for title in *titles {
                assert_eq!(folded(title), *title);
                assert!(seen.insert(title), "{column:?} {title}");
                assert_eq!(set.column_of(title), Some(*column), "{title}");
            }
        }
    }

    #[test]
    fn titles_of_a_table_name_one_column_each() {
        clean(&DIVISIONS);
        clean(&STATIONS);
        clean(&PUBLICATIONS);
        clean(&RESIDENCIES);
        clean(&PEERS);
        clean(&LEDGERS);
        clean(&TICKETS);
        clean(&APPOINTMENTS);
        clean(&REVIEWS);
    }

    #[test]
    fn offices_write_them_with_their_decorations() {
        assert_eq!(STATIONS.column_of("服务村（社区）"), Some(StationColumn::Serves));
        assert_eq!(PEERS.column_of("县（市、区）名称"), Some(PeerColumn::Name));
        assert_eq!(PEERS.column_of("县（市、区）"), Some(PeerColumn::Name));
        assert_eq!(PEERS.column_of("全程网办率（%）"), Some(PeerColumn::FullyOnline));
        assert_eq!(RESIDENCIES.column_of("有效期/起始日期"), Some(ResidencyColumn::From));
        assert_eq!(DIVISIONS.column_of("区划代码（12位）"), Some(DivisionColumn::Code));
    }
}
