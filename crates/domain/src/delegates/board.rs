//! What of each department has really moved (三集中三到位, domain §4.2): approvals into one unit, the unit into the
//! hall, items onto the platform; items resident, authority given, cases under electronic supervision.
//!
//! Every figure is the sum of its rows, so that it opens into them: [`rows`] says of each row whether it is met, lacks
//! or is not known, [`board`] adds them up. What is exempt stands beside and counts in neither part. Not here: the
//! county's own figures (进驻大厅占比), which count a frozen snapshot under a profile.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{ApprovalUnit, AuthorizationLetter, Gap, Power, check::gap};
use crate::base::{DepartmentId, ItemId, Ratio, StaffId};

/// One of the three concentrations and three arrivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// 职能集中: the department's approvals are in one unit.
    Unit,
    /// 科室进驻: those who approve are in the hall, by their window, a letter or what they accepted there.
    Hall,
    /// 事项上平台: items are published on the provincial platform.
    Platform,
    /// 事项进驻: items are handled in the hall.
    Residency,
    /// 授权到位: somebody in the hall may accept, review and decide them.
    Authority,
    /// 电子监察: cases run here under a clock, and are not told of afterwards.
    Watch,
}

impl Cell {
    /// All of them, in the order of the six words.
    pub const ALL: [Self; 6] = [Self::Unit, Self::Hall, Self::Platform, Self::Residency, Self::Authority, Self::Watch];

    /// Word in addresses and for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Hall => "hall",
            Self::Platform => "platform",
            Self::Residency => "residency",
            Self::Authority => "authority",
            Self::Watch => "watch",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unit => "职能集中",
            Self::Hall => "科室进驻",
            Self::Platform => "事项上平台",
            Self::Residency => "事项进驻",
            Self::Authority => "授权到位",
            Self::Watch => "电子监察",
        }
    }

    /// What is counted, with its measure word: `个部门`.
    #[must_use]
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Unit => "个部门",
            Self::Hall => "人",
            Self::Platform | Self::Residency | Self::Authority => "项",
            Self::Watch => "件",
        }
    }

    /// What numerator and denominator are.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Unit => "审批职能集中到一个科室的部门 ÷ 有事项的部门",
            Self::Hall => "有窗口号、有授权书或在窗口受理过的人员 ÷ 部门的在用窗口人员和审批人",
            Self::Platform => "已在省级平台发布的事项 ÷ 在用事项，减去批准不发布的",
            Self::Residency => "已进驻大厅的事项 ÷ 在用事项，减去进驻负面清单里有效的",
            Self::Authority => "有效授权书给了受理、审查、决定的进驻事项 ÷ 已进驻的事项",
            Self::Watch => "在本系统办理并有时限的办件 ÷ 作出决定的和在办的办件",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }
}

/// What a figure is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// Met (分子).
    pub met: u64,
    /// Known to lack.
    pub lacking: u64,
    /// Nobody knows.
    pub unknown: u64,
    /// Exempt; in neither part.
    pub exempt: u64,
}

impl Parts {
    /// 分母: everything that counts, known or not.
    #[must_use]
    pub const fn whole(&self) -> u64 {
        self.met + self.lacking + self.unknown
    }

    /// Nothing lacks and everything is known. Where nothing counts, nothing is complete.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.met > 0 && self.lacking == 0 && self.unknown == 0
    }

    /// Something lacks or is not known.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.lacking > 0 || self.unknown > 0
    }

    /// The share; `None` where nothing counts or nothing is known: that is no figure. With unknowns it is a lower
    /// bound.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        if self.met + self.lacking == 0 {
            return None;
        }
        Ratio::new(self.met, self.whole()).ok()
    }

    /// As `12/15（80.00%）`, `至少12/15（80.00%）`, `不清楚（15项）`, `没有`.
    #[must_use]
    pub fn text(&self, measure: &str) -> String {
        match (self.share(), self.whole()) {
            (_, 0) => "没有".to_owned(),
            (None, whole) => format!("不清楚（{whole}{measure}）"),
            (Some(share), whole) => {
                let bound = if self.unknown > 0 { "至少" } else { "" };
                let percent = share.percent_text(2).unwrap_or_default();
                format!("{bound}{}/{whole}（{percent}%）", self.met)
            }
        }
    }

    /// What is left to do: `还差3项`, `还差3项，2项不清楚`, `到位`; empty where nothing counts.
    #[must_use]
    pub fn lack(&self, measure: &str) -> String {
        match (self.lacking, self.unknown) {
            (0, 0) if self.met == 0 => String::new(),
            (0, 0) => "到位".to_owned(),
            (0, unknown) => format!("{unknown}{measure}不清楚"),
            (lacking, 0) => format!("还差{lacking}{measure}"),
            (lacking, unknown) => format!("还差{lacking}{measure}，{unknown}{measure}不清楚"),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            met: self.met + other.met,
            lacking: self.lacking + other.lacking,
            unknown: self.unknown + other.unknown,
            exempt: self.exempt + other.exempt,
        }
    }

    const fn met() -> Self {
        Self { met: 1, lacking: 0, unknown: 0, exempt: 0 }
    }

    const fn lacking() -> Self {
        Self { met: 0, lacking: 1, unknown: 0, exempt: 0 }
    }

    const fn unknown() -> Self {
        Self { met: 0, lacking: 0, unknown: 1, exempt: 0 }
    }

    const fn exempt() -> Self {
        Self { met: 0, lacking: 0, unknown: 0, exempt: 1 }
    }

    /// What lacks first, then what is not known, then what is met, then what is exempt.
    const fn rank(&self) -> u8 {
        match (self.lacking, self.unknown, self.met) {
            (0, 0, 0) => 3,
            (0, 0, _) => 2,
            (0, _, _) => 1,
            (_, _, _) => 0,
        }
    }
}

/// How many cases of an item were decided, by how they came to be known, and how many are in hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WatchedCases {
    /// Handled here, with a day on which they were due.
    pub live: u64,
    /// Handled here, and nobody knows when they were due.
    pub unclocked: u64,
    /// Known from the export of another system alone (导入、补录).
    pub reported: u64,
    /// Accepted here and not decided by the day, with a day on which they are due (在办).
    pub open: u64,
    /// The same of which nobody knows when they are due.
    pub open_unclocked: u64,
}

/// An item in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardItem {
    /// Id.
    pub id: ItemId,
    /// 业务办理项编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whose.
    pub department: DepartmentId,
    /// On the provincial platform; `None` = not known.
    pub published: Option<bool>,
    /// Need not be published, by an exemption in force.
    pub exempt_publication: bool,
    /// In the hall; `None` = not known.
    pub resident: Option<bool>,
    /// Need not move in, by an exemption in force (进驻负面清单).
    pub exempt_hall: bool,
    /// Its cases in the days looked back on.
    pub cases: WatchedCases,
}

/// Somebody of a department who handles cases and is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardStaff {
    /// Id.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// Whose.
    pub department: DepartmentId,
    /// Window in the hall; `None` = sits at none.
    pub window_no: Option<u16>,
    /// Cases that they accepted at a window in the days looked back on.
    pub taken_in: u64,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardDepartment {
    /// Id.
    pub id: DepartmentId,
    /// Name.
    pub name: String,
    /// 统一社会信用代码 or an older code.
    pub code: String,
    /// The window in the hall that is recorded of the department itself.
    pub window_no: Option<u16>,
}

/// Everything that the board is made from.
#[derive(Debug, Clone, Copy)]
pub struct BoardFacts<'a> {
    /// Departments; those without an item are left out.
    pub departments: &'a [BoardDepartment],
    /// Their approval units.
    pub units: &'a [ApprovalUnit],
    /// Who handles cases.
    pub staff: &'a [BoardStaff],
    /// Items in use.
    pub items: &'a [BoardItem],
    /// Letters of authorisation.
    pub letters: &'a [AuthorizationLetter],
    /// The day.
    pub on: Date,
}

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The department itself.
    Department,
    /// Somebody of it.
    Staff(StaffId),
    /// An item of it.
    Item(ItemId),
}

/// Why a row counts as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// In one unit.
    OneUnit(String),
    /// In several.
    ManyUnits(u16),
    /// Nobody recorded it.
    UnitUnrecorded,
    /// Sits at a window.
    AtWindow(u16),
    /// A letter in force names them for the hall.
    NamedBy(String),
    /// Accepted so many cases at a window.
    TookIn(u64),
    /// The department has a window; who sits there is not known.
    OfDepartment(u16),
    /// Sits at none.
    NoWindow,
    /// The program knows nobody of the department who handles cases.
    NobodyKnown,
    /// On the platform, or in the hall.
    There,
    /// Not there.
    NotThere,
    /// Not noted.
    NotNoted,
    /// Exempt.
    Exempt,
    /// Under a letter that gives all three powers.
    Authorised(String),
    /// A letter covers it and does not give all three.
    PowersShort(String),
    /// Nobody in the hall may decide it.
    Bare(Gap),
    /// By how its cases came to be known.
    Cases(WatchedCases),
}

impl Why {
    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::OneUnit(name) => format!("集中在{name}"),
            Self::ManyUnits(n) => format!("还有 {n} 个科室办审批"),
            Self::UnitUnrecorded => "没有登记审批科室".to_owned(),
            Self::AtWindow(no) => format!("{no} 号窗口"),
            Self::NamedBy(doc_no) => format!("授权书 {doc_no} 派驻大厅"),
            Self::TookIn(n) => format!("在大厅窗口受理了 {n} 件"),
            Self::OfDepartment(no) => format!("部门登记在 {no} 号窗口，人员表里没有坐窗口的人"),
            Self::NoWindow => "没有窗口号，没有授权书，也没有在窗口受理过".to_owned(),
            Self::NobodyKnown => "人员表里没有这个部门办件的人".to_owned(),
            Self::There => "是".to_owned(),
            Self::NotThere => "否".to_owned(),
            Self::NotNoted => "事项库里没有写".to_owned(),
            Self::Exempt => "豁免，不计".to_owned(),
            Self::Authorised(doc_no) => format!("授权书 {doc_no}"),
            Self::PowersShort(doc_no) => format!("授权书 {doc_no} 没有同时给受理、审查、决定"),
            Self::Bare(gap) => gap.label().to_owned(),
            Self::Cases(c) => {
                let unclocked = match c.unclocked {
                    0 => String::new(),
                    n => format!("，没有时限 {n} 件"),
                };
                let open = match (c.open + c.open_unclocked, c.open_unclocked) {
                    (0, _) => String::new(),
                    (all, 0) => format!("；在办 {all} 件"),
                    (all, bare) => format!("；在办 {all} 件，其中没有时限 {bare} 件"),
                };
                format!("决定的在本系统办理 {} 件，事后导入 {} 件{unclocked}{open}", c.live, c.reported)
            }
        }
    }

    /// Where it is recorded: the table or paper that whoever doubts it opens.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match self {
            Self::OneUnit(_) | Self::ManyUnits(_) | Self::UnitUnrecorded => "审批科室登记",
            Self::AtWindow(_) | Self::NobodyKnown => "人员表",
            Self::NamedBy(_) | Self::Authorised(_) | Self::PowersShort(_) | Self::Bare(_) => "授权书",
            Self::TookIn(_) | Self::Cases(_) => "办件",
            Self::NoWindow => "人员表、授权书、办件",
            Self::OfDepartment(_) => "部门表",
            Self::There | Self::NotThere | Self::NotNoted | Self::Exempt => "事项库",
        }
    }
}

/// A row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// Whose.
    pub department: DepartmentId,
    /// What it is of.
    pub subject: Subject,
    /// Code of the item or the department; empty for a person.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it adds to the figure.
    pub parts: Parts,
    /// Why.
    pub why: Why,
}

/// One line of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardLine {
    /// Which department; `None` = the county.
    pub department: Option<DepartmentId>,
    /// Name of the department; empty for the county.
    pub name: String,
    /// The figures, in the order of [`Cell::ALL`].
    cells: [Parts; 6],
}

impl BoardLine {
    /// One figure.
    #[must_use]
    pub fn parts(&self, cell: Cell) -> Parts {
        let at = Cell::ALL.iter().position(|c| *c == cell);
        at.map(|at| self.cells[at]).unwrap_or_default()
    }

    /// How many of the six lack something or are not known.
    #[must_use]
    pub fn open(&self) -> usize {
        self.cells.iter().filter(|c| c.is_open()).count()
    }

    /// Items that lack residency or authority: what somebody can do something about tomorrow.
    fn items_short(&self) -> u64 {
        self.parts(Cell::Residency).lacking + self.parts(Cell::Authority).lacking
    }
}

/// The board: the county on top, then the departments, those that lack most first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// All together.
    pub county: BoardLine,
    /// Departments with items in use.
    pub departments: Vec<BoardLine>,
}

/// Adds the rows up.
#[must_use]
pub fn board(facts: &BoardFacts<'_>) -> Board {
    let all = Cell::ALL.map(|cell| rows(facts, cell));
    let sum = |of: Option<DepartmentId>| {
        let one = |rows: &Vec<BoardRow>| {
            let of = rows.iter().filter(|r| of.is_none_or(|id| r.department == id));
            of.fold(Parts::default(), |sum, r| sum.and(r.parts))
        };
        [one(&all[0]), one(&all[1]), one(&all[2]), one(&all[3]), one(&all[4]), one(&all[5])]
    };
    let county = BoardLine { department: None, name: String::new(), cells: sum(None) };
    let line = |d: &BoardDepartment| BoardLine { department: Some(d.id), name: d.name.clone(), cells: sum(Some(d.id)) };
    let mut departments: Vec<BoardLine> = with_items(facts).map(line).collect();
    // The sort is stable: departments that lack as much stay in their order.
    departments.sort_by_key(|l| std::cmp::Reverse((l.open(), l.items_short())));
    Board { county, departments }
}

/// The rows behind one figure of all departments: what lacks first, then what is not known.
#[must_use]
pub fn rows(facts: &BoardFacts<'_>, cell: Cell) -> Vec<BoardRow> {
    let mut found: Vec<BoardRow> = match cell {
        Cell::Unit => with_items(facts).map(|d| unit(facts, d)).collect(),
        Cell::Hall => with_items(facts).flat_map(|d| hall(facts, d)).collect(),
        Cell::Platform => facts.items.iter().map(|i| there(i, i.published, i.exempt_publication)).collect(),
        Cell::Residency => facts.items.iter().map(|i| there(i, i.resident, i.exempt_hall)).collect(),
        Cell::Authority => authority(facts),
        Cell::Watch => facts.items.iter().filter(|i| i.cases != WatchedCases::default()).map(watch).collect(),
    };
    found.sort_by_key(|r| r.parts.rank());
    found
}

/// Departments that have something to concentrate.
fn with_items<'a>(facts: &BoardFacts<'a>) -> impl Iterator<Item = &'a BoardDepartment> {
    let having: BTreeSet<DepartmentId> = facts.items.iter().map(|i| i.department).collect();
    facts.departments.iter().filter(move |d| having.contains(&d.id))
}

fn unit(facts: &BoardFacts<'_>, d: &BoardDepartment) -> BoardRow {
    let recorded = facts.units.iter().find(|u| u.department == d.id && u.from <= facts.on);
    let (parts, why) = match recorded {
        None => (Parts::unknown(), Why::UnitUnrecorded),
        Some(u) if u.is_one() => (Parts::met(), Why::OneUnit(u.name.clone())),
        Some(u) => (Parts::lacking(), Why::ManyUnits(u.offices)),
    };
    of_department(d, parts, why)
}

fn of_department(d: &BoardDepartment, parts: Parts, why: Why) -> BoardRow {
    let (code, name) = (d.code.clone(), d.name.clone());
    BoardRow { department: d.id, subject: Subject::Department, code, name, parts, why }
}

/// Who handles cases, by whether they are in the hall: their window, a letter in force that names them, or what they
/// accepted there. Of a department of which nobody is known its own window counts, or nothing is known.
fn hall(facts: &BoardFacts<'_>, d: &BoardDepartment) -> Vec<BoardRow> {
    let theirs = facts.staff.iter().filter(|s| s.department == d.id);
    let found: Vec<BoardRow> = theirs
        .map(|s| {
            let named = facts.letters.iter().find(|l| {
                let deputy = l.deputy.as_ref().is_some_and(|d| d.staff == s.id);
                l.department == d.id && l.holds_on(facts.on) && (l.representative.staff == s.id || deputy)
            });
            let (parts, why) = match (s.window_no, named, s.taken_in) {
                (Some(no), _, _) => (Parts::met(), Why::AtWindow(no)),
                (None, Some(letter), _) => (Parts::met(), Why::NamedBy(letter.doc_no.clone())),
                (None, None, 0) => (Parts::lacking(), Why::NoWindow),
                (None, None, n) => (Parts::met(), Why::TookIn(n)),
            };
            let subject = Subject::Staff(s.id);
            BoardRow { department: d.id, subject, code: String::new(), name: s.name.clone(), parts, why }
        })
        .collect();
    match (found.is_empty(), d.window_no) {
        (false, _) => found,
        (true, Some(no)) => vec![of_department(d, Parts::met(), Why::OfDepartment(no))],
        (true, None) => vec![of_department(d, Parts::unknown(), Why::NobodyKnown)],
    }
}

fn of_item(item: &BoardItem, parts: Parts, why: Why) -> BoardRow {
    BoardRow {
        department: item.department,
        subject: Subject::Item(item.id),
        code: item.code.clone(),
        name: item.name.clone(),
        parts,
        why,
    }
}

/// What is there counts though it need not be.
fn there(item: &BoardItem, is_there: Option<bool>, exempt: bool) -> BoardRow {
    match (is_there, exempt) {
        (Some(true), _) => of_item(item, Parts::met(), Why::There),
        (Some(false) | None, true) => of_item(item, Parts::exempt(), Why::Exempt),
        (Some(false), false) => of_item(item, Parts::lacking(), Why::NotThere),
        (None, false) => of_item(item, Parts::unknown(), Why::NotNoted),
    }
}

/// Items in the hall, by whether one letter in force gives the three powers over them.
fn authority(facts: &BoardFacts<'_>) -> Vec<BoardRow> {
    const NEEDED: [Power; 3] = [Power::Accept, Power::Review, Power::Decide];
    let now: Vec<&AuthorizationLetter> = facts.letters.iter().filter(|l| l.holds_on(facts.on)).collect();
    let resident = facts.items.iter().filter(|i| i.resident == Some(true));
    resident
        .map(|item| {
            let theirs: Vec<&AuthorizationLetter> =
                now.iter().copied().filter(|l| l.department == item.department).collect();
            let covering = || theirs.iter().filter(|l| l.scope.covers(item.id));
            if let Some(letter) = covering().find(|l| NEEDED.iter().all(|p| l.powers.contains(p))) {
                return of_item(item, Parts::met(), Why::Authorised(letter.doc_no.clone()));
            }
            let why = match (gap(item.id, &theirs), covering().next()) {
                (Some(Gap::NotDecide(_)) | None, Some(letter)) => Why::PowersShort(letter.doc_no.clone()),
                (Some(gap), _) => Why::Bare(gap),
                (None, None) => Why::Bare(Gap::NotListed),
            };
            of_item(item, Parts::lacking(), why)
        })
        .collect()
}

fn watch(item: &BoardItem) -> BoardRow {
    let c = item.cases;
    let parts = Parts { met: c.live + c.open, lacking: c.reported, unknown: c.unclocked + c.open_unclocked, exempt: 0 };
    of_item(item, parts, Why::Cases(c))
}

#[cfg(test)]
mod tests;
