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

#[test]
#[ignore]
fn timing() {
    let axis: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
    let text = EXAMPLE
        .replace("[0, 10, 20, 30]", &format!("[{}]", axis.join(",")))
        .replace("[\"10%\", \"20%\", \"28%\", \"40%\"]", "[\"10%\"]");
    let (_folder, path) = desk();
    let begun = std::time::Instant::now();
    let loaded = load(&path, text.as_bytes(), &LoadOptions::default())
        .unwrap_or_else(|refused| panic!("{:#?}", refused.diagnostics));
    println!("{} {:?}", loaded.scenarios.len(), begun.elapsed());
    println!(
        "{}",
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .filter(|l| l.starts_with("VmHWM"))
            .collect::<String>()
    );
}
