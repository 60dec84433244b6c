//! Every bad file is refused with a reason, or has a plan that passes.

use crate::desk::Desk;
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
        planned += 1;
    }
    println!("{planned} planned, {refused} refused");
    assert!(planned > 80 && refused > 15, "{planned} planned, {refused} refused");
}
