//! Sheets of workbooks (`.xlsx`): their rows as records, cell by cell as a CSV of the same table would have them.

mod cell;
mod guard;
mod rows;
#[cfg(test)]
mod tests;
mod workbook;

pub(in crate::input) use rows::NextRecord;
pub(in crate::input) use workbook::Workbook;
