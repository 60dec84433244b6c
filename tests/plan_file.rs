//! The example plan loads into its scenarios, and layers are laid as the key reference says.

use staffplan::input::{LoadOptions, Loaded, Refused, load};
use std::path::PathBuf;

const EXAMPLE: &str = include_str!("support/example-plan.toml");

/// A folder with a plan's data files, and the path of the plan in it.
fn desk() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let histories = folder.path().join("examples/histories");
    std::fs::create_dir_all(&histories).unwrap();
    std::fs::create_dir_all(folder.path().join("plans")).unwrap();
    std::fs::create_dir_all(folder.path().join(".git")).unwrap();
    for name in ["chat.csv.gz", "phone.csv.gz", "tickets.csv.gz", "survey.csv"] {
        std::fs::write(histories.join(name), "").unwrap();
    }
    let plan: PathBuf = folder.path().join("plans/ecommerce.toml");
    (folder, plan.to_string_lossy().into_owned())
}

fn example(options: &LoadOptions) -> Result<Loaded, Refused> {
    let (_folder, path) = desk();
    load(&path, EXAMPLE.as_bytes(), options)
}

#[test]
fn the_example_plan_becomes_its_baseline_scenarios_and_sweep_points() {
    let loaded =
        example(&LoadOptions::default()).unwrap_or_else(|refused| panic!("{:#?}", refused.diagnostics));
    for d in &loaded.diagnostics {
        println!("{d:?}");
    }
    let names: Vec<&str> = loaded.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    assert_eq!(names.len(), 22);
    assert_eq!(
        names[..8],
        [
            "baseline",
            "hire-20",
            "attrition-10",
            "knowledge-base",
            "both",
            "outage",
            "hires-by-attrition[0, 10%]",
            "hires-by-attrition[0, 20%]"
        ]
    );
}
