//! Every bad file is refused with a reason, or has a plan that passes.

use crate::desk::{Desk, Written};
use std::path::Path;

#[test]
fn bad_files_are_refused_or_planned() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput/csv");
    let desk = Desk::new();
    let (mut planned, mut refused) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        std::fs::copy(&path, desk.path(name)).unwrap();
        let plan = format!("{name}.toml");
        let init = desk.plan(&["init", name, "-o", &plan]);
        assert!(!init.err.contains('\u{1b}') && !init.err.contains("panicked"), "{name}: {}", init.err);
        if init.code == 2 {
            assert!(init.err.contains("error[E4"), "{name}: {}", init.err);
            refused += 1;
            continue;
        }
        assert_eq!(init.code, 0, "{name}: {}", init.err);
        let check = desk.plan(&["check", &plan]);
        let text = std::fs::read_to_string(desk.path(&plan)).unwrap();
        assert_eq!(check.code, 0, "{name}: {}\n{text}", check.err);
        assert!(!check.err.contains("E403"), "{name}");
        let borne = Written(text).value("max_rejected").unwrap_or_else(|| "\"0%\"".to_owned());
        let borne: f64 = borne.trim_matches(['"', '%']).parse().unwrap();
        assert!(borne <= 5.0, "{name}: {borne}%");
        planned += 1;
    }
    println!("{planned} planned, {refused} refused");
    // One bad row of four or five, as most of these have, is more than a plan may bear.
    assert!(planned > 60 && refused > 60, "{planned} planned, {refused} refused");
}
