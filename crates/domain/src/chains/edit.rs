//! Changing a chain step by step (编辑): members, their order, the chain's own questions, what is merged and what is
//! kept apart. What follows from a step (a member that goes takes along whatever named it) follows at once. Whether the
//! result holds together is asked afterwards (`check`): between two steps it need not.

use std::collections::BTreeSet;

use super::{
    CHAIN, Chain, ChainRefusal, FieldRef, FromResult, MaterialRef, Member, MemberItem, Office, OnDenial, Overrides,
    ProposedOrder,
};
use crate::{
    cases::ApplicantKind,
    catalogue::{FormCondition, FormField},
};

/// One step of an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainStep {
    /// What stands at its head.
    Head {
        /// Name.
        name: String,
        /// What it is for.
        purpose: String,
        /// 牵头部门.
        lead: Office,
        /// Who may apply.
        applicants: Vec<ApplicantKind>,
    },
    /// One item more, behind the others.
    AddMember(MemberItem),
    /// One item less.
    DropMember(String),
    /// A member one place up or down the list that people read.
    MoveMember {
        /// Which.
        key: String,
        /// Towards the front.
        up: bool,
    },
    /// What a member waits for, what others bring it, when it applies and what its denial changes.
    Member {
        /// Which.
        key: String,
        /// Members it waits for.
        after: Vec<String>,
        /// Materials that other members' results serve as.
        brings: Vec<FromResult>,
        /// When it applies.
        condition: Option<FormCondition>,
        /// What its denial changes.
        denied: OnDenial,
    },
    /// Whatever the guides propose for the order, in place of what was said.
    Order(ProposedOrder),
    /// A question of the chain itself, in the place of the one with this key or behind the others.
    Question {
        /// Key it had.
        former: Option<String>,
        /// The question.
        field: FormField,
    },
    /// A question less.
    DropQuestion(String),
    /// These fields are one and the same.
    MergeFields(Vec<FieldRef>),
    /// This field stands for itself.
    ApartField(FieldRef),
    /// What the program proposes for this field.
    ResetField(FieldRef),
    /// These materials are one and the same.
    MergeMaterials(Vec<MaterialRef>),
    /// This material stands for itself.
    ApartMaterial(MaterialRef),
    /// What the program proposes for this material.
    ResetMaterial(MaterialRef),
}

impl Chain {
    /// The chain after one step.
    ///
    /// # Errors
    /// [`ChainRefusal::Form`] where the step names what is not there; [`ChainRefusal::Twice`].
    pub fn after_step(mut self, step: ChainStep) -> Result<Self, ChainRefusal> {
        match step {
            ChainStep::Head { name, purpose, lead, applicants } => {
                self.name = name.trim().to_owned();
                self.purpose = purpose.trim().to_owned();
                self.lead = lead;
                self.applicants = applicants;
            }
            ChainStep::AddMember(item) => self.add(item)?,
            ChainStep::DropMember(key) => self.drop_member(&key)?,
            ChainStep::MoveMember { key, up } => self.move_member(&key, up)?,
            ChainStep::Member { key, after, brings, condition, denied } => {
                self.known(&key)?;
                for other in after.iter().chain(brings.iter().map(|b| &b.from)) {
                    self.known(other)?;
                    if *other == key {
                        return Err(ChainRefusal::Form("事项不能等自己办完，请改选别的事项".into()));
                    }
                }
                let after = once(after);
                if let Some(member) = self.members.iter_mut().find(|m| m.key == key) {
                    *member = Member { after, brings: once(brings), condition, denied, ..member.clone() };
                }
            }
            ChainStep::Order(mut order) => {
                for member in &mut self.members {
                    member.after = order.after.remove(&member.key).unwrap_or_default();
                    member.brings = order.brings.remove(&member.key).unwrap_or_default();
                }
            }
            ChainStep::Question { former, field } => self.put_question(former.as_deref(), field)?,
            ChainStep::DropQuestion(key) => self.questions.retain(|q| q.key != key),
            ChainStep::MergeFields(group) => self.fields.merged(group),
            ChainStep::ApartField(at) => self.fields.set_apart(at),
            ChainStep::ResetField(at) => self.fields.forget(&|it| *it == at),
            ChainStep::MergeMaterials(group) => self.materials.merged(group),
            ChainStep::ApartMaterial(at) => self.materials.set_apart(at),
            ChainStep::ResetMaterial(at) => self.materials.forget(&|it| *it == at),
        }
        Ok(self)
    }

    fn known(&self, key: &str) -> Result<(), ChainRefusal> {
        match self.member(key) {
            Some(_) => Ok(()),
            None => Err(ChainRefusal::Form("选的事项已经不在这件事里，请刷新后再选".into())),
        }
    }

    fn add(&mut self, item: MemberItem) -> Result<(), ChainRefusal> {
        if self.members.iter().any(|m| m.item.id == item.id) {
            return Err(ChainRefusal::Twice(item.name));
        }
        let key = self.free_key();
        self.members.push(Member {
            key,
            item,
            condition: None,
            after: Vec::new(),
            brings: Vec::new(),
            denied: OnDenial::default(),
        });
        Ok(())
    }

    /// `m1`, `m2` …: the first that no member has, so that a key never stands for two members of one version.
    fn free_key(&self) -> String {
        (1_u32..).map(|n| format!("m{n}")).find(|key| self.member(key).is_none()).unwrap_or_else(|| CHAIN.to_owned())
    }

    /// Takes a member out with everything that named it.
    fn drop_member(&mut self, key: &str) -> Result<(), ChainRefusal> {
        self.known(key)?;
        self.members.retain(|m| m.key != key);
        for member in &mut self.members {
            member.after.retain(|a| a != key);
            member.brings.retain(|b| b.from != key);
        }
        self.fields.forget(&|it| it.member == key);
        self.materials.forget(&|it| it.member == key);
        Ok(())
    }

    fn move_member(&mut self, key: &str, up: bool) -> Result<(), ChainRefusal> {
        self.known(key)?;
        if let Some(at) = self.members.iter().position(|m| m.key == key) {
            let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < self.members.len()) };
            if let Some(to) = to {
                self.members.swap(at, to);
            }
        }
        Ok(())
    }

    fn put_question(&mut self, former: Option<&str>, mut field: FormField) -> Result<(), ChainRefusal> {
        if field.label.trim().is_empty() {
            return Err(ChainRefusal::Form("请写问什么，如“要不要做门头招牌”".into()));
        }
        if field.key.is_empty() {
            field.key = (1_u32..)
                .map(|n| format!("q{n}"))
                .find(|key| !self.questions.iter().any(|q| q.key == *key))
                .unwrap_or_default();
        }
        match self.questions.iter().position(|q| Some(q.key.as_str()) == former || q.key == field.key) {
            Some(place) => self.questions[place] = field,
            None => self.questions.push(field),
        }
        Ok(())
    }
}

impl<T: Ord + Clone> Overrides<T> {
    /// These are one: what was said of any of them before is gone.
    fn merged(&mut self, group: Vec<T>) {
        let group = once(group);
        if group.len() < 2 {
            return;
        }
        self.forget(&|it| group.contains(it));
        self.merge.push(group);
    }

    fn set_apart(&mut self, it: T) {
        self.forget(&|other| *other == it);
        self.apart.push(it);
    }

    /// Nothing is said of these any more; a group of one says nothing.
    fn forget(&mut self, which: &dyn Fn(&T) -> bool) {
        self.apart.retain(|it| !which(it));
        for group in &mut self.merge {
            group.retain(|it| !which(it));
        }
        self.merge.retain(|group| group.len() > 1);
    }
}

/// Each once, in their order.
fn once<T: Ord + Clone>(list: Vec<T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    list.into_iter().filter(|it| seen.insert(it.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::ItemId,
        catalogue::FieldKind,
        chains::tests::{chain, field, member, office},
    };

    fn three() -> Chain {
        let mut it = chain(vec![member("m1", &[]), member("m2", &["m1"]), member("m3", &["m2"])]);
        for (n, m) in (1..).zip(&mut it.members) {
            m.item.id = ItemId::new(n);
        }
        it.members[1].brings = vec![FromResult { material: "营业执照".into(), from: "m1".into() }];
        it
    }

    fn at(member: &str, key: &str) -> FieldRef {
        FieldRef { member: member.into(), key: key.into() }
    }

    #[test]
    fn a_member_that_goes_takes_along_whatever_named_it() {
        let it = three()
            .after_step(ChainStep::MergeFields(vec![at("m1", "a"), at("m2", "a")]))
            .unwrap()
            .after_step(ChainStep::ApartField(at("m1", "b")))
            .unwrap()
            .after_step(ChainStep::DropMember("m1".into()))
            .unwrap();
        assert!(it.member("m1").is_none());
        assert!(it.members.iter().all(|m| !m.after.contains(&"m1".to_owned()) && m.brings.is_empty()));
        assert!(it.fields.is_empty(), "{:?}", it.fields);
        assert!(three().after_step(ChainStep::DropMember("m9".into())).is_err());
    }

    #[test]
    fn a_new_member_gets_a_key_of_its_own_and_stands_last() {
        let it = three().after_step(ChainStep::DropMember("m2".into())).unwrap();
        let item = MemberItem { id: ItemId::new(9), ..it.members[0].item.clone() };
        let it = it.after_step(ChainStep::AddMember(item.clone())).unwrap();
        assert_eq!(it.members.last().unwrap().key, "m2");
        assert_eq!(it.after_step(ChainStep::AddMember(item.clone())), Err(ChainRefusal::Twice(item.name)));
    }

    #[test]
    fn members_move_within_the_list() {
        let keys = |it: &Chain| it.members.iter().map(|m| m.key.clone()).collect::<Vec<_>>().join(" ");
        let step = |key: &str, up| ChainStep::MoveMember { key: key.into(), up };
        let it = three().after_step(step("m3", true)).unwrap();
        assert_eq!(keys(&it), "m1 m3 m2");
        let it = it.after_step(step("m1", true)).unwrap().after_step(step("m2", false)).unwrap();
        assert_eq!(keys(&it), "m1 m3 m2", "beyond the ends nothing moves");
    }

    #[test]
    fn nobody_waits_for_themselves_or_for_somebody_who_is_not_there() {
        let say = |after: &str| ChainStep::Member {
            key: "m1".into(),
            after: vec![after.into(), after.into()],
            brings: Vec::new(),
            condition: None,
            denied: OnDenial::AllStops,
        };
        assert!(three().after_step(say("m1")).is_err());
        assert!(three().after_step(say("gone")).is_err());
        let it = three().after_step(say("m3")).unwrap();
        assert_eq!(
            (it.members[0].after.as_slice(), it.members[0].denied),
            (&["m3".to_owned()][..], OnDenial::AllStops)
        );
    }

    #[test]
    fn what_is_said_last_of_a_field_holds() {
        let it = three().after_step(ChainStep::ApartField(at("m1", "a"))).unwrap();
        let it = it.after_step(ChainStep::MergeFields(vec![at("m1", "a"), at("m2", "b")])).unwrap();
        assert_eq!((it.fields.merge.len(), it.fields.apart.len()), (1, 0));
        let it = it.after_step(ChainStep::ApartField(at("m2", "b"))).unwrap();
        assert_eq!(it.fields.merge, Vec::<Vec<FieldRef>>::new(), "one alone is no group");
        let it = it.after_step(ChainStep::ResetField(at("m2", "b"))).unwrap();
        assert!(it.fields.is_empty());
    }

    #[test]
    fn questions_are_put_in_their_place() {
        let ask = |key: &str, label: &str| field(key, label, FieldKind::YesNo);
        let put = |it: Chain, former: Option<&str>, f: FormField| {
            it.after_step(ChainStep::Question { former: former.map(str::to_owned), field: f })
        };
        let it = put(three(), None, ask("", "要不要做招牌")).unwrap();
        let it = put(it, None, ask("", "卖不卖酒")).unwrap();
        assert_eq!(it.questions.iter().map(|q| q.key.as_str()).collect::<Vec<_>>(), ["q1", "q2"]);
        let it = put(it, Some("q1"), ask("sign", "做不做门头招牌")).unwrap();
        assert_eq!(it.questions[0].key, "sign");
        assert!(put(it.clone(), None, ask("", " ")).is_err());
        assert_eq!(it.after_step(ChainStep::DropQuestion("sign".into())).unwrap().questions.len(), 1);
    }

    #[test]
    fn the_head_and_the_proposed_order_are_taken_over() {
        let head = ChainStep::Head {
            name: " 开饭馆 ".into(),
            purpose: "一次办齐".into(),
            lead: office(9),
            applicants: vec![ApplicantKind::Organisation],
        };
        let it = three().after_step(head).unwrap();
        assert_eq!((it.name.as_str(), it.lead.name.as_str()), ("开饭馆", "第9局"));
        let it = it.after_step(ChainStep::Order(ProposedOrder::default())).unwrap();
        assert!(it.members.iter().all(|m| m.after.is_empty() && m.brings.is_empty()));
    }
}
