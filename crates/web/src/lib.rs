//! Pages, server-rendered, and the addresses they answer to (网页). A page shows what it is given: rules, queries and
//! rights are in the layers below, and this crate cannot reach the database.

pub mod base;
pub mod cases;
pub mod catalogue;
pub mod indicators;
pub mod people;
pub mod samples;
