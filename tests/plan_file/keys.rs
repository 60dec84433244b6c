//! The table of keys is whole: the example plan and the schema speak of nothing else.

use staffplan::input::keys;
use std::collections::BTreeSet;

#[test]
fn every_key_is_listed_once_under_a_listed_table() {
    let paths: Vec<&str> = keys::all().map(|key| key.path).collect();
    let known: BTreeSet<&str> = paths.iter().copied().collect();
    assert_eq!(paths.len(), known.len());
    for path in &paths {
        let above = path.rsplit_once('.').map_or(*path, |(above, _)| above);
        assert!(
            known.contains(above) && keys::find(&path.split('.').collect::<Vec<_>>()).is_some(),
            "{path}"
        );
    }
    assert!(keys::all().all(|key| !key.meaning.is_empty()));
}

#[test]
fn the_schema_is_json_and_knows_every_key() {
    let schema: serde_json::Value = serde_json::from_str(&keys::schema()).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    let text = keys::schema();
    for key in keys::all() {
        let last = key.path.rsplit('.').next().unwrap();
        assert!(last == "*" || text.contains(&format!("\"{last}\":")), "{}", key.path);
    }
    assert_eq!(schema["properties"]["plan"]["properties"]["months"]["maximum"], 60);
    assert_eq!(schema["properties"]["plan"]["additionalProperties"], false);
}
