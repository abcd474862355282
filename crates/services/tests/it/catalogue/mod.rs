//! The catalogue's life: drafts, versions with their days, imports and their undoing.

mod forms;
mod given;
mod guards;
mod imports;
mod life;
mod undo;
