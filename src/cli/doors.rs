//! Stand-ins for the doors of `input` and `engine` until they are there; deleted when they are.

use crate::calendar::By;
use crate::engine::Outcome;
use crate::input::{Diagnostic, InputFile, Place, Severity};
use crate::model::{Evidence, Scenario};
use chrono::NaiveDate;

#[derive(Default)]
#[expect(dead_code, reason = "a stand-in")]
pub(super) struct LoadOptions {
    pub set: Vec<String>,
    pub as_of: Option<NaiveDate>,
    pub seed: Option<u64>,
    pub replications: Option<u32>,
    pub scenarios: Vec<String>,
    pub max_rejected: Option<f64>,
}

pub(super) struct SourceText;

pub(super) struct Loaded {
    pub scenarios: Vec<Scenario>,
    pub evidence: Evidence,
    pub inputs: Vec<InputFile>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Vec<SourceText>,
    pub plan_sha256: String,
}

pub(super) struct Refused {
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Vec<SourceText>,
}

pub(super) fn load(path: &str, _text: &[u8], _options: &LoadOptions) -> Result<Loaded, Refused> {
    let message = "plans cannot be read yet".into();
    let diagnostic = Diagnostic {
        code: "E000",
        severity: Severity::Error,
        message,
        place: Place::File(path.into()),
        label: None,
        help: None,
    };
    Err(Refused { diagnostics: vec![diagnostic], sources: Vec::new() })
}

pub(super) struct RenderStyle {
    pub color: bool,
    pub width: usize,
}

pub(super) fn render(diagnostics: &[Diagnostic], _sources: &[SourceText], style: RenderStyle) -> String {
    let _ = (style.color, style.width);
    diagnostics.iter().map(|one| format!("error[{}]: {}\n", one.code, one.message)).collect()
}

pub(super) struct Explanation {
    pub code: &'static str,
    pub title: &'static str,
    pub text: &'static str,
}

pub(super) const fn codes() -> &'static [Explanation] {
    &[]
}

pub(super) fn explain(code: &str) -> Option<&'static Explanation> {
    codes().iter().find(|one| one.code == code)
}

pub(super) fn schema() -> String {
    "{}\n".into()
}

pub(super) struct RunOptions {
    pub by: By,
    pub threads: Option<usize>,
}

pub(super) fn run(_scenarios: &[Scenario], _evidence: &Evidence, options: &RunOptions) -> Vec<Outcome> {
    let _ = (options.by, options.threads);
    Vec::new()
}
