//! What libFuzzer makes up, guided by the code that it reaches.
#![no_main]

mod check;

libfuzzer_sys::fuzz_target!(|data: &[u8]| check::check(data));
