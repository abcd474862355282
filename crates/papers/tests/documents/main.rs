//! 公文: documents as `.docx` and PDF, read back by other programs.

mod certificate;
mod docx;
mod fonts;
mod forge;
mod office;
mod pdf;
mod sample;
mod tools;
