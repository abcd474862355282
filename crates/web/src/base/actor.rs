//! Who did something (经办), as pages say it.

/// The name in a stamp's actor, which is the id and the name for staff, `key:` and a name for a program, and a word alone
/// for the system.
pub(crate) fn actor_name(actor: &str) -> &str {
    if let Some(program) = actor.strip_prefix("key:") {
        return program;
    }
    match actor.split_once(' ') {
        Some((id, name)) if id.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) | None => actor,
    }
}
