//! How many files and how large (附件限额): data with its source, never numbers in the code.

use std::sync::LazyLock;

use domain::cases::FileRoom;

const DATA: &str = include_str!("../../data/file_room.json");

/// The county's numbers.
pub static FILE_ROOM: LazyLock<FileRoom> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_numbers_read_and_name_their_source() {
        assert!(FILE_ROOM.file_megabytes > 0 && FILE_ROOM.files_per_material <= FILE_ROOM.files_per_case);
        assert!(FILE_ROOM.case_megabytes >= FILE_ROOM.file_megabytes && FILE_ROOM.name_characters >= 20);
        assert!(!FILE_ROOM.source.is_empty());
    }
}
