//! Changing a form step by step (编辑): fields and pages are put, moved and taken out. What follows from a new
//! key (conditions and spans that name the old one) follows at once. Whether the result holds together
//! is asked afterwards (`check`): between two steps it need not.

use super::{DayBound, FieldKind, Form, FormCondition, FormField, FormPage};

impl Form {
    /// Puts a field: in the place of the one that had `former` as its key, else at the end of a page. A
    /// form without a page gets one.
    pub fn put_field(&mut self, former: Option<&str>, page: usize, field: FormField) {
        let key = field.key.clone();
        let known =
            former.and_then(|former| self.pages.iter_mut().flat_map(|p| &mut p.fields).find(|f| f.key == former));
        match known {
            Some(place) => *place = field,
            None => {
                if self.pages.is_empty() {
                    self.put_page(None, "申请内容", "");
                }
                let last = self.pages.len() - 1;
                self.pages[page.min(last)].fields.push(field);
            }
        }
        if let Some(former) = former.filter(|f| *f != key) {
            self.rename(former, &key);
        }
    }

    fn rename(&mut self, old: &str, new: &str) {
        for field in self.pages.iter_mut().flat_map(|p| &mut p.fields) {
            if let Some(condition) = &mut field.condition {
                condition.rename(old, new);
            }
            if let FieldKind::Date { from, to } = &mut field.kind {
                for bound in [from, to].into_iter().flatten() {
                    if let DayBound::Field(key) = bound
                        && key == old
                    {
                        new.clone_into(key);
                    }
                }
            }
        }
    }

    /// Takes a field out.
    pub fn drop_field(&mut self, key: &str) {
        for page in &mut self.pages {
            page.fields.retain(|f| f.key != key);
        }
    }

    /// Moves a field one place up or down; beyond the end of its page onto the next one.
    pub fn move_field(&mut self, key: &str, up: bool) {
        let found = self
            .pages
            .iter()
            .enumerate()
            .find_map(|(p, page)| Some((p, page.fields.iter().position(|f| f.key == key)?)));
        let Some((page, at)) = found else { return };
        let last = self.pages[page].fields.len() - 1;
        match (up, at) {
            (true, 0) if page > 0 => {
                let field = self.pages[page].fields.remove(0);
                self.pages[page - 1].fields.push(field);
            }
            (false, at) if at == last => {
                if page + 1 < self.pages.len() {
                    let field = self.pages[page].fields.remove(at);
                    self.pages[page + 1].fields.insert(0, field);
                }
            }
            (true, 0) => {}
            (true, at) => self.pages[page].fields.swap(at, at - 1),
            (false, at) => self.pages[page].fields.swap(at, at + 1),
        }
    }

    /// Puts a page's heading and hint, or a new page at the end.
    pub fn put_page(&mut self, page: Option<usize>, title: &str, hint: &str) {
        match page.and_then(|at| self.pages.get_mut(at)) {
            Some(page) => (page.title, page.hint) = (title.to_owned(), hint.to_owned()),
            None => self.pages.push(FormPage { title: title.to_owned(), hint: hint.to_owned(), fields: Vec::new() }),
        }
    }

    /// Takes a page out; its fields go to the page before, or after where there is none before.
    pub fn drop_page(&mut self, page: usize) {
        if page >= self.pages.len() {
            return;
        }
        let gone = self.pages.remove(page);
        match (page.checked_sub(1), self.pages.first_mut()) {
            (Some(before), _) => self.pages[before].fields.extend(gone.fields),
            (None, Some(next)) => {
                next.fields.splice(0..0, gone.fields);
            }
            (None, None) => {}
        }
    }

    /// Moves a page one place up or down.
    pub fn move_page(&mut self, page: usize, up: bool) {
        let other = if up { page.checked_sub(1) } else { page.checked_add(1) };
        if let Some(other) = other.filter(|o| *o < self.pages.len() && page < self.pages.len()) {
            self.pages.swap(page, other);
        }
    }
}

impl FormCondition {
    fn rename(&mut self, old: &str, new: &str) {
        match self {
            Self::Equals { key, .. } | Self::In { key, .. } | Self::Filled { key } => {
                if key == old {
                    new.clone_into(key);
                }
            }
            Self::All(parts) | Self::Any(parts) => parts.iter_mut().for_each(|p| p.rename(old, new)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{check_form, tests::shop};
    use super::*;

    fn order(form: &Form) -> Vec<Vec<&str>> {
        form.pages.iter().map(|p| p.fields.iter().map(|f| f.key.as_str()).collect()).collect()
    }

    #[test]
    fn a_new_key_is_followed_by_what_names_it() {
        let mut form = shop();
        for (old, new) in [("way", "channel"), ("founded_on", "set_up_on"), ("sells", "goods")] {
            let field = FormField { key: new.into(), ..form.field(old).unwrap().clone() };
            form.put_field(Some(old), 0, field);
        }
        assert_eq!(check_form(&form), []);
        assert_eq!(form.field("shop_url").unwrap().condition, Some(FormCondition::equals("channel", "网络经营")));
    }

    #[test]
    fn fields_move_over_the_edge_of_a_page_and_stop_at_the_ends() {
        let mut form = shop();
        form.move_field("shop", true);
        form.move_field("note", false);
        assert_eq!(form, shop(), "nothing beyond the ends");
        form.move_field("owner_id", true);
        assert_eq!(order(&form)[0].last(), Some(&"owner_id"));
        form.move_field("owner_id", false);
        form.move_field("site", true);
        assert_eq!(order(&form)[0][..2], ["site", "shop"]);
        form.drop_field("mobile");
        form.move_page(0, false);
        assert_eq!(order(&form)[0][0], "owner_id");
        form.drop_page(0);
        assert_eq!((form.pages.len(), order(&form)[0][0]), (1, "owner_id"), "its fields stay");
        form.put_page(Some(0), "全部", "说明");
        form.put_page(None, "第二页", "");
        assert_eq!((form.pages[0].title.as_str(), form.pages.len()), ("全部", 2));
        form.drop_page(7);
        form.move_page(1, false);
        assert_eq!(form.pages[1].title, "第二页");
    }

    #[test]
    fn the_first_field_brings_its_page() {
        let mut form = Form::default();
        form.put_field(None, 3, FormField { key: "one".into(), label: "一".into(), ..FormField::default() });
        assert_eq!(order(&form), [["one"]]);
        assert_eq!(check_form(&form), []);
    }
}
