//! Who did something (经办), as pages say it.

/// The name in a stamp's actor, which is the id and the name for staff and a word alone for the system.
pub(crate) fn actor_name(actor: &str) -> &str {
    match actor.split_once(' ') {
        Some((id, name)) if id.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) | None => actor,
    }
}
