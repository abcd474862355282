//! Items, versions, lists, staged imports.

mod current;
mod drafts;
mod given;
mod imports;
mod items;
mod lists;
mod moves;
mod schedule;
mod undo;
