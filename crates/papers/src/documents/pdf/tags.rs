//! 结构: which part of the text a mark belongs to, for reading aloud and copying.
//!
//! Deliberately not here: how a reader announces it.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node as Child, TableHeaderScope, Tag, TagGroup, TagTree};

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The title.
    Title,
    /// A heading of level 1 to 4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A caption.
    Caption,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of its head.
    Head,
    /// A cell.
    Cell,
    /// A chart, with its description.
    Figure(String),
}

/// The parts in order of reading.
#[derive(Debug, Default)]
pub(super) struct Outline {
    nodes: Vec<(Role, Option<usize>)>,
}

impl Outline {
    /// Adds a part, below another one or at the top; returns its number.
    pub(super) fn add(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.nodes.push((role, parent));
        self.nodes.len() - 1
    }

    /// The tree a PDF carries, from the pieces of content each part has.
    pub(super) fn tree(&self, mut content: Vec<Vec<Identifier>>) -> TagTree {
        content.resize_with(self.nodes.len(), Vec::new);
        let mut groups: Vec<Option<TagGroup>> = self
            .nodes
            .iter()
            .zip(content)
            .map(|((role, _), identifiers)| Some(group(role, identifiers.into_iter().map(Child::from).collect())))
            .collect();
        let mut below: Vec<Vec<TagGroup>> = vec![Vec::new(); self.nodes.len()];
        let mut top = Vec::new();
        // Children come after their parents, so from the end every group is whole.
        for place in (0..self.nodes.len()).rev() {
            let Some(mut whole) = groups[place].take() else { continue };
            for child in below[place].drain(..).rev() {
                whole.push(child);
            }
            match self.nodes[place].1 {
                Some(parent) => below[parent].push(whole),
                None => top.push(whole),
            }
        }
        let mut tree = TagTree::new().with_lang(Some("zh-CN".to_owned()));
        for whole in top.into_iter().rev() {
            tree.push(whole);
        }
        tree
    }
}

fn group(role: &Role, content: Vec<Child>) -> TagGroup {
    match role {
        Role::Title => TagGroup::with_children(Tag::Title, content),
        Role::Heading(level) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, None), content)
        }
        Role::Paragraph => TagGroup::with_children(Tag::P, content),
        Role::Caption => TagGroup::with_children(Tag::Caption, content),
        Role::Table => TagGroup::with_children(Tag::Table, content),
        Role::Row => TagGroup::with_children(Tag::TR, content),
        Role::Head => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), content),
        Role::Cell => TagGroup::with_children(Tag::TD, content),
        Role::Figure(words) => TagGroup::with_children(Tag::Figure(Some(words.clone())), content),
    }
}
