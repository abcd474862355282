//! Use cases against real databases (用例测试).
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod ids;
mod people;
mod sample;
mod sample_twice;
