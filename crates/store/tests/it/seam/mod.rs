//! The storage seam.

mod commit;
mod crowd;
mod migrate;
mod read;
mod tls;
mod value;
