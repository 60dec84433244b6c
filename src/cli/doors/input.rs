//! Stand-in for `input`.

use crate::input::{Diagnostic, InputFile, Place, Severity};
use crate::model::{Evidence, Scenario};
use chrono::NaiveDate;

#[derive(Default)]
#[expect(dead_code, reason = "a stand-in")]
pub(in crate::cli) struct LoadOptions {
    pub set: Vec<String>,
    pub as_of: Option<NaiveDate>,
    pub seed: Option<u64>,
    pub replications: Option<u32>,
    pub scenarios: Vec<String>,
    pub max_rejected: Option<f64>,
}

pub(in crate::cli) struct SourceText;

pub(in crate::cli) struct Loaded {
    pub scenarios: Vec<Scenario>,
    pub evidence: Evidence,
    pub inputs: Vec<InputFile>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Vec<SourceText>,
    pub plan_sha256: String,
}

pub(in crate::cli) struct Refused {
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Vec<SourceText>,
}

pub(in crate::cli) fn load(path: &str, _text: &[u8], _options: &LoadOptions) -> Result<Loaded, Refused> {
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

pub(in crate::cli) struct RenderStyle {
    pub color: bool,
    pub width: usize,
}

pub(in crate::cli) fn render(
    diagnostics: &[Diagnostic],
    _sources: &[SourceText],
    style: RenderStyle,
) -> String {
    let _ = (style.color, style.width);
    diagnostics.iter().map(|one| format!("error[{}]: {}\n", one.code, one.message)).collect()
}

pub(in crate::cli) fn schema() -> String {
    "{}\n".into()
}

pub(in crate::cli) mod codes {
    pub(in crate::cli) struct Explanation {
        pub code: &'static str,
        pub title: &'static str,
        pub text: &'static str,
        pub fix: &'static str,
    }

    pub(in crate::cli) fn all() -> impl Iterator<Item = &'static Explanation> {
        std::iter::empty()
    }

    pub(in crate::cli) fn explain(code: &str) -> Option<&'static Explanation> {
        all().find(|one| one.code == code)
    }
}
