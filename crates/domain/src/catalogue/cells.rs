//! The content of an item as cells of a row (导出与编辑): one cell a column, read back to the same content.
//!
//! Not here: reading cells (`row`, `patch`), and detail sheets (`detail`).

use std::collections::BTreeMap;

use super::{
    Column, Content, Exemption, Faq, Fee, Material,
    words::{level_label, lines},
};

/// What a column holds, and so how its cells are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text that fills a field as it stands.
    Text,
    /// A list of words.
    Words,
    /// Yes, no or not known.
    Flag,
    /// Which item the row is, or what is read beside another column.
    Key,
    /// 行使层级.
    Level,
    /// 网上办理深度.
    Depth,
    /// 到现场次数.
    Visits,
    /// 进驻负面清单.
    Exemption,
    /// A time limit.
    Limit,
    /// 办件类型.
    CaseKind,
    /// 服务对象.
    Clients,
    /// All materials in one cell.
    Materials,
    /// 是否收费.
    Fee,
    /// A part of the only fee.
    FeePart,
    /// All questions in one cell.
    Faqs,
}

/// A field that a column fills as it stands.
pub(super) enum Slot<'a> {
    Text(&'a String),
    Words(&'a Vec<String>),
    Flag(Option<bool>),
    Apart,
}

/// The same, to be changed.
pub(super) enum SlotMut<'a> {
    Text(&'a mut String),
    Words(&'a mut Vec<String>),
    Flag(&'a mut Option<bool>),
    Apart,
}

macro_rules! slots {
    (text { $($text:ident => $($t:ident).+;)* } words { $($words:ident => $($w:ident).+;)* }
     flags { $($flag:ident => $($f:ident).+;)* } apart { $($apart:ident => $form:ident;)* }) => {
        /// How a column's cells are read and written.
        pub(super) fn form(column: Column) -> Form {
            match column {
                $(Column::$text => Form::Text,)*
                $(Column::$words => Form::Words,)*
                $(Column::$flag => Form::Flag,)*
                $(Column::$apart => Form::$form,)*
            }
        }

        /// The field of a column.
        fn slot(content: &Content, column: Column) -> Slot<'_> {
            match column {
                $(Column::$text => Slot::Text(&content.$($t).+),)*
                $(Column::$words => Slot::Words(&content.$($w).+),)*
                $(Column::$flag => Slot::Flag(content.$($f).+),)*
                $(Column::$apart => Slot::Apart,)*
            }
        }

        /// The field of a column, to be changed.
        pub(super) fn slot_mut(content: &mut Content, column: Column) -> SlotMut<'_> {
            match column {
                $(Column::$text => SlotMut::Text(&mut content.$($t).+),)*
                $(Column::$words => SlotMut::Words(&mut content.$($w).+),)*
                $(Column::$flag => SlotMut::Flag(&mut content.$($f).+),)*
                $(Column::$apart => SlotMut::Apart,)*
            }
        }
    };
}

slots! {
    text {
        MainName => main_name;
        Name => name;
        BaseCode => guide.base_code;
        ImplCode => guide.impl_code;
        LocalCode => guide.local_code;
        Division => division;
        AgencyKind => guide.agency_kind;
        DelegatedTo => guide.delegated_to;
        PowerSource => guide.power_source;
        Intermediary => guide.intermediary;
        OnlineAddress => guide.online_url;
        MobileAddress => guide.mobile_url;
        OnsiteReason => guide.onsite_reason;
        StatutoryNote => guide.statutory_note;
        PromisedNote => guide.promised_note;
        Flow => guide.flow;
        Quota => guide.quota;
        ApprovalMode => guide.approval_mode;
        CompletionKind => guide.completion_kind;
        LegalBasis => guide.legal_basis;
        AcceptanceConditions => guide.conditions;
        CrossRegionScope => guide.scope;
        Place => guide.place;
        OpeningHours => guide.hours;
        Consult => guide.phone;
        Complaint => guide.complaint;
        ResultKind => guide.result_kind;
        ResultName => guide.result_name;
        ResultSample => guide.result_sample;
    } words {
        JointAgencies => guide.joint_agencies;
        SpecialProcedures => guide.special_procedures;
        HandlingForms => guide.handling_forms;
        PersonThemes => guide.person_themes;
        OrgThemes => guide.org_themes;
        LifeEvents => guide.life_events;
        Aliases => guide.aliases;
    } flags {
        Online => guide.online;
        Mail => guide.mail;
        Bookable => guide.bookable;
        Kiosk => guide.kiosk;
        OnlinePayment => guide.online_payment;
        Published => standing.published;
        Resident => standing.resident;
        WindowDecidable => guide.window_decidable;
    } apart {
        Department => Key;
        DepartmentCode => Key;
        Code => Key;
        Replaces => Key;
        ItemType => Key;
        Status => Key;
        OnApplication => Key;
        EffectiveOn => Key;
        StatutoryLimitUnit => Key;
        PromisedLimitUnit => Key;
        ExerciseLevel => Level;
        OnlineDepth => Depth;
        OnsiteVisits => Visits;
        Exemption => Exemption;
        StatutoryLimit => Limit;
        PromisedLimit => Limit;
        CaseKind => CaseKind;
        Clients => Clients;
        Materials => Materials;
        Fee => Fee;
        FeeStandard => FeePart;
        FeeBasis => FeePart;
        Faqs => Faqs;
    }
}

/// Columns whose text keeps its line breaks.
pub(super) fn is_long(column: Column) -> bool {
    matches!(
        column,
        Column::LegalBasis
            | Column::AcceptanceConditions
            | Column::Flow
            | Column::Place
            | Column::OpeningHours
            | Column::Consult
            | Column::Complaint
            | Column::StatutoryNote
            | Column::PromisedNote
            | Column::OnsiteReason
            | Column::Quota
            | Column::FeeStandard
            | Column::FeeBasis
            | Column::ResultSample
    )
}

/// The cells of a content that say something, by column. `department` is its department's name.
pub fn cells_of(content: &Content, department: &str) -> BTreeMap<Column, String> {
    Column::ALL
        .iter()
        .map(|column| (*column, cell(content, department, *column)))
        .filter(|(_, cell)| !cell.is_empty())
        .collect()
}

/// One cell; empty where the content says nothing.
pub(super) fn cell(content: &Content, department: &str, column: Column) -> String {
    match slot(content, column) {
        Slot::Text(text) => text.clone(),
        Slot::Words(words) => words.join("、"),
        Slot::Flag(flag) => yes(flag).to_owned(),
        Slot::Apart => apart(content, department, column),
    }
}

fn yes(flag: Option<bool>) -> &'static str {
    flag.map_or("", |f| if f { "是" } else { "否" })
}

/// The columns that are no plain field.
fn apart(c: &Content, department: &str, column: Column) -> String {
    let g = &c.guide;
    let word = |label: Option<&str>| label.unwrap_or_default().to_owned();
    match form(column) {
        Form::Text | Form::Words | Form::Flag => String::new(),
        Form::Key => key(c, department, column),
        Form::Level => level_label(&g.exercise_level).to_owned(),
        Form::Depth => word(c.standing.online_depth.map(super::OnlineDepth::label)),
        Form::Visits => c.standing.onsite_visits.map(|n| n.to_string()).unwrap_or_default(),
        Form::Exemption => c.standing.exempt_hall.as_ref().map(exemption).unwrap_or_default(),
        Form::Limit => {
            let limit = if column == Column::StatutoryLimit { c.statutory } else { c.promised };
            limit.map(super::Limit::written).unwrap_or_default()
        }
        Form::CaseKind => word(c.case_kind.map(super::CaseKind::label)),
        Form::Clients if g.client_types.is_empty() => word(c.clients.map(super::Clients::label)),
        Form::Clients => g.client_types.join("、"),
        Form::Materials => materials(&g.materials),
        Form::Fee => fee(g.charges, &g.fee),
        Form::FeePart => fee_part(&g.fees, column),
        Form::Faqs => faqs(&g.faqs),
    }
}

/// The columns that say which item it is. The version says its day, the limit its unit, and whether
/// people apply for it follows from the type.
fn key(c: &Content, department: &str, column: Column) -> String {
    if column == Column::Department {
        department.to_owned()
    } else if column == Column::Code {
        c.code.clone()
    } else if column == Column::Replaces {
        c.guide.replaces.join("、")
    } else if column == Column::ItemType {
        item_type(&c.item_type)
    } else if column == Column::Status {
        c.status.label().to_owned()
    } else {
        String::new()
    }
}

/// Standard or basis where there is one fee that consists of these two.
fn fee_part(fees: &[Fee], column: Column) -> String {
    match fees {
        [fee] if *fee == Fee { standard: fee.standard.clone(), basis: fee.basis.clone(), ..Fee::default() } => {
            if column == Column::FeeStandard { fee.standard.clone() } else { fee.basis.clone() }
        }
        [] | [_, ..] => String::new(),
    }
}

/// The word where the list has one, else the code.
fn item_type(kind: &super::ItemType) -> String {
    let label = kind.label();
    if super::ItemType::parse(label).as_ref() == Some(kind) { label.to_owned() } else { kind.as_str().to_owned() }
}

/// Reason and basis; the first semicolon parts them.
fn exemption(e: &Exemption) -> String {
    format!("{}；{}", e.reason.replace(['；', ';'], "，"), e.basis)
}

/// Materials in one cell: a numbered line each.
fn materials(materials: &[Material]) -> String {
    let lines: Vec<String> = materials.iter().enumerate().map(|(n, m)| format!("{}.{}", n + 1, m.name)).collect();
    lines.join("\n")
}

/// 是否收费 with the guide's sentence in brackets.
fn fee(charges: Option<bool>, sentence: &str) -> String {
    match (charges, sentence.is_empty()) {
        (_, true) => yes(charges).to_owned(),
        (None, false) => sentence.to_owned(),
        (Some(_), false) => format!("{}（{sentence}）", yes(charges)),
    }
}

/// Questions in one cell: 问 and 答 on lines of their own.
fn faqs(faqs: &[Faq]) -> String {
    let pairs: Vec<String> = faqs.iter().map(|f| format!("问：{}\n答：{}", f.question, f.answer)).collect();
    pairs.join("\n")
}

/// Reads [`faqs`]; text without the marks is one question without an answer.
pub(super) fn read_faqs(cell: &str) -> Vec<Faq> {
    let mut out: Vec<Faq> = Vec::new();
    let mut in_answer = false;
    for line in lines(cell) {
        let marked = |marks: &[&str]| marks.iter().find_map(|m| line.strip_prefix(m)).map(str::trim);
        if let Some(question) = marked(&["问：", "问:", "Q:", "Q：", "问题：", "问题:"]) {
            out.push(Faq { question: question.to_owned(), answer: String::new() });
            in_answer = false;
        } else if let (Some(answer), Some(last)) =
            (marked(&["答：", "答:", "A:", "A：", "答案：", "答案:"]), out.last_mut())
        {
            last.answer = answer.to_owned();
            in_answer = true;
        } else if let Some(last) = out.last_mut() {
            let text = if in_answer { &mut last.answer } else { &mut last.question };
            text.push('\n');
            text.push_str(&line);
        } else {
            out.push(Faq { question: line, answer: String::new() });
        }
    }
    out
}
