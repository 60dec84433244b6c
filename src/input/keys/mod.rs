//! Every key of a plan file, once: path, form, default and meaning. Suggestions, the JSON Schema and the reference
//! are made of this table, and a key that is not in it is unknown.

mod demand;
mod form;
mod outcome;
mod people;
mod registry;
mod schema;

pub use form::Form;
pub use registry::{Key, all, children, find, removable};
pub use schema::schema;
