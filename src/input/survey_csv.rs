//! Survey answers in CSV.
