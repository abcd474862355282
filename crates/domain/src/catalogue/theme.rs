//! Themes (主题) of the national lists and life events (人生大事), by which the public browses items. Both are data; here
//! stands which item belongs where.
//!
//! Not here: how many items a theme holds, and themes that an office made up: those are kept as worded and shown to
//! staff as not marked.

use super::{Clients, Entry};

/// Whom a list of themes is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// 自然人.
    Person,
    /// 法人.
    Organisation,
}

impl Audience {
    /// Word in tables and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }

    /// Reads the word of a table.
    pub fn from_word(text: &str) -> Option<Self> {
        [Self::Person, Self::Organisation].into_iter().find(|a| a.as_str() == text)
    }

    /// Whether an item with such clients is for them; whose clients are not known may be for anybody.
    pub fn is_served_by(self, clients: Option<Clients>) -> bool {
        match (clients, self) {
            (None | Some(Clients::Both), Self::Person | Self::Organisation)
            | (Some(Clients::Person), Self::Person)
            | (Some(Clients::Organisation), Self::Organisation) => true,
            (Some(Clients::Person), Self::Organisation) | (Some(Clients::Organisation), Self::Person) => false,
        }
    }
}

/// One theme (domain §2.4). The same code means another theme in the other list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Whose list.
    pub audience: Audience,
    /// Three digits.
    pub code: String,
    /// 生育收养, 户籍办理, …
    pub name: String,
}

/// One life event with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeEvent {
    /// Word in addresses.
    pub id: String,
    /// 出生, 上学, …
    pub name: String,
    /// What it holds, in a few words.
    pub hint: String,
    parts: Vec<Part>,
}

/// A theme, or of it only the items whose name holds one of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    audience: Audience,
    theme: String,
    words: Vec<String>,
}

/// Both lists of themes and the life events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Themes {
    list: Vec<Theme>,
    events: Vec<LifeEvent>,
}

/// A line of a table that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}第 {line} 行：{why}")]
pub struct ThemeFlaw {
    /// Which table.
    pub table: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: &'static str,
}

impl Themes {
    /// Reads the tables: `audience code name source`, and `id name hint audience theme words source`, with tabs between
    /// the cells and `|` between words; the first line names the columns. Lines of one life event stand together.
    ///
    /// # Errors
    /// [`ThemeFlaw`] with the first line that cannot be read or names a theme that is not in the list.
    pub fn parse(themes: &str, events: &str) -> Result<Self, ThemeFlaw> {
        let mut all = Self::default();
        for (line, cells) in lines(themes) {
            let flaw = |why| ThemeFlaw { table: "主题表", line, why };
            let [audience, code, name, _source] = cells[..] else { return Err(flaw("应有四列")) };
            let audience = Audience::from_word(audience).ok_or(flaw("第一列应为 person 或 organisation"))?;
            if all.theme(audience, code).is_some() {
                return Err(flaw("代码重复"));
            }
            all.list.push(Theme { audience, code: code.to_owned(), name: name.to_owned() });
        }
        for (line, cells) in lines(events) {
            let flaw = |why| ThemeFlaw { table: "人生大事表", line, why };
            let [id, name, hint, audience, theme, words, _source] = cells[..] else { return Err(flaw("应有七列")) };
            let audience = Audience::from_word(audience).ok_or(flaw("第四列应为 person 或 organisation"))?;
            all.theme(audience, theme).ok_or(flaw("主题表里没有这个主题"))?;
            let words = words.split('|').filter(|w| !w.is_empty()).map(str::to_owned).collect();
            let part = Part { audience, theme: theme.to_owned(), words };
            let torn = all.event(id).is_some();
            match all.events.last_mut().filter(|e| e.id == id) {
                Some(event) => event.parts.push(part),
                None if torn => return Err(flaw("同一件事的各行应连在一起")),
                None => {
                    let (id, name, hint) = (id.to_owned(), name.to_owned(), hint.to_owned());
                    all.events.push(LifeEvent { id, name, hint, parts: vec![part] });
                }
            }
        }
        Ok(all)
    }

    /// The themes of one list, in its order.
    pub fn of(&self, audience: Audience) -> impl Iterator<Item = &Theme> {
        self.list.iter().filter(move |t| t.audience == audience)
    }

    /// One theme by code.
    pub fn theme(&self, audience: Audience, code: &str) -> Option<&Theme> {
        self.of(audience).find(|t| t.code == code)
    }

    /// The life events in their order.
    pub fn events(&self) -> &[LifeEvent] {
        &self.events
    }

    /// One life event.
    pub fn event(&self, id: &str) -> Option<&LifeEvent> {
        self.events.iter().find(|e| e.id == id)
    }

    /// The themes of an item in one list. Guides name them by code or by word; where a guide names none of either
    /// list, the office's own word counts, in the lists of those whom the item serves.
    pub fn themes_of(&self, entry: &Entry, audience: Audience) -> Vec<&Theme> {
        let named = match audience {
            Audience::Person => &entry.person_themes,
            Audience::Organisation => &entry.org_themes,
        };
        let known = |word: &&str| self.of(audience).find(|t| t.code == *word || t.name == *word);
        let mut found: Vec<&Theme> = named.iter().map(|w| w.trim()).filter_map(|w| known(&w)).collect();
        if entry.person_themes.is_empty() && entry.org_themes.is_empty() && audience.is_served_by(entry.clients) {
            found.extend(words(&entry.theme).filter_map(|w| known(&w)));
        }
        let mut seen = Vec::new();
        found.retain(|t| {
            !seen.contains(&&t.code) && {
                seen.push(&t.code);
                true
            }
        });
        found
    }

    /// Whether an item belongs to a life event: its guide says so, or its themes and its name do.
    pub fn belongs(&self, entry: &Entry, event: &LifeEvent) -> bool {
        let named = entry.life_events.iter().any(|e| e.trim() == event.name || e.trim() == event.id);
        let holds = |word: &String| entry.name.contains(word) || entry.main_name.contains(word);
        let fits = |part: &Part| {
            (part.words.is_empty() || part.words.iter().any(holds))
                && self.themes_of(entry, part.audience).iter().any(|t| t.code == part.theme)
        };
        named || event.parts.iter().any(fits)
    }
}

/// Lines with their numbers, without the first and empty ones.
fn lines(table: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let numbered = table.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty());
    numbered.map(|(i, l)| (i + 1, l.split('\t').map(str::trim).collect()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '^', '|']).map(str::trim).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{DepartmentId, ItemId},
        catalogue::ItemType,
    };

    const THEMES: &str = "audience\tcode\tname\tsource\nperson\t010\t户籍办理\t表\nperson\t085\t社会保障\t表\n\
                          organisation\t035\t社会保障\t表\n";
    const EVENTS: &str = "id\tname\thint\taudience\ttheme\twords\tsource\nbirth\t出生\t上户口\tperson\t010\t出生登记\t编\n\
                          old\t退休养老\t养老\tperson\t085\t养老|退休\t编\nold\t退休养老\t养老\torganisation\t035\t\t编\n";

    fn themes() -> Themes {
        Themes::parse(THEMES, EVENTS).unwrap()
    }

    fn entry(name: &str, theme: &str, clients: Option<Clients>) -> Entry {
        Entry {
            id: ItemId::new(1),
            code: "A".into(),
            earlier_codes: Vec::new(),
            name: name.into(),
            main_name: String::new(),
            department_id: DepartmentId::new(1),
            department: String::new(),
            item_type: ItemType::parse("20").unwrap(),
            clients,
            aliases: Vec::new(),
            theme: theme.into(),
            person_themes: Vec::new(),
            org_themes: Vec::new(),
            life_events: Vec::new(),
        }
    }

    #[track_caller]
    fn codes(entry: &Entry, persons: &[&str], organisations: &[&str]) {
        let all = themes();
        let of = |audience| all.themes_of(entry, audience).iter().map(|t| t.code.clone()).collect::<Vec<_>>();
        assert_eq!((of(Audience::Person), of(Audience::Organisation)), {
            let own = |list: &[&str]| list.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
            (own(persons), own(organisations))
        });
    }

    #[test]
    fn themes_are_named_by_code_or_word_or_taken_from_the_offices_word() {
        codes(&entry("参保登记", "社会保障", None), &["085"], &["035"]);
        codes(&entry("参保登记", "社会保障、户籍办理", Some(Clients::Person)), &["085", "010"], &[]);
        codes(&entry("参保登记", "社会保障", Some(Clients::Organisation)), &[], &["035"]);
        codes(&entry("参保登记", "便民", None), &[], &[]);
        let mut named = entry("参保登记", "社会保障", None);
        named.person_themes = vec!["010".into(), "户籍办理".into(), "777".into()];
        codes(&named, &["010"], &[]);
    }

    #[test]
    fn a_life_event_holds_what_its_themes_and_words_say() {
        let all = themes();
        let belongs = |e: &Entry, event: &str| all.belongs(e, all.event(event).unwrap());
        assert!(belongs(&entry("出生登记（国内）", "户籍办理", None), "birth"));
        assert!(!belongs(&entry("户口迁移", "户籍办理", None), "birth"));
        assert!(belongs(&entry("养老待遇", "社会保障", Some(Clients::Person)), "old"));
        assert!(!belongs(&entry("工伤认定", "社会保障", Some(Clients::Person)), "old"));
        assert!(belongs(&entry("工伤认定", "社会保障", Some(Clients::Organisation)), "old"), "no words: all of it");
        let mut named = entry("工伤认定", "", None);
        named.life_events = vec!["出生".into()];
        assert!(belongs(&named, "birth") && !belongs(&named, "old"));
        let told: Vec<&str> = all.events().iter().map(|e| e.name.as_str()).collect();
        assert_eq!(told, ["出生", "退休养老"]);
    }

    #[test]
    fn a_table_that_cannot_be_read_is_named_with_its_line() {
        let flaw = |themes: &str, events: &str| Themes::parse(themes, events).unwrap_err().to_string();
        assert_eq!(flaw("h\nperson\t010\n", "h\n"), "主题表第 2 行：应有四列");
        assert_eq!(flaw("h\nx\t010\ta\tb\n", "h\n"), "主题表第 2 行：第一列应为 person 或 organisation");
        assert_eq!(flaw(&format!("{THEMES}person\t010\ta\tb\n"), "h\n"), "主题表第 5 行：代码重复");
        let events = |line: &str| format!("{EVENTS}{line}\n");
        assert_eq!(flaw(THEMES, &events("x\ty")), "人生大事表第 5 行：应有七列");
        assert_eq!(flaw(THEMES, &events("x\ty\tz\tperson\t999\t\ts")), "人生大事表第 5 行：主题表里没有这个主题");
        assert_eq!(
            flaw(THEMES, &events("birth\ty\tz\tperson\t010\t\ts")),
            "人生大事表第 5 行：同一件事的各行应连在一起"
        );
    }
}
