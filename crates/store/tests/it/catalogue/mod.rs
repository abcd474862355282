//! Items, versions, lists, staged imports.

mod given;
mod imports;
mod items;
mod lists;
