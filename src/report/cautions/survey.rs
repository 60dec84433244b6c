//! Cautions about satisfaction and the survey that teaches it, in words.

use crate::engine::Caution;
use crate::report::calibration::unsurveyed;
use crate::report::write::{number, percent, signed};

/// The sentence of such a caution; lower case, no full stop. `None` for any other.
#[must_use]
pub(super) fn text(caution: &Caution, channel: &dyn Fn(&usize) -> String) -> Option<String> {
    use Caution as C;
    let words = match caution {
        C::SatisfactionAssumed { coefficients, surveyed } => {
            let keys = keys(coefficients);
            if *surveyed {
                format!("satisfaction rests on assumed coefficients, which the survey does not tell: {keys}")
            } else {
                format!("satisfaction rests on assumed coefficients; `csat.survey` would fit them: {keys}")
            }
        }
        C::SurveySilent { coefficients, why } => {
            format!("the survey does not tell {}, assumed instead: {}", keys(coefficients), unsurveyed(*why))
        }
        C::SurveySeparates { columns } => format!(
            "{} of the survey {} satisfied from dissatisfied without overlap (separation), so none of its coefficients is used",
            keys(columns),
            if columns.len() == 1 { "tells" } else { "tell" }
        ),
        C::SurveyReversed { coefficients } => format!(
            "{}: as fitted, worse service makes happier, which no cause does; probably something else moves both, so state a \
             coefficient instead",
            named(coefficients)
        ),
        C::SurveyWithoutChannel { channel: at } => {
            format!(
                "the survey has no answers of {}, whose level is taken as the mean of the others",
                channel(at)
            )
        }
        C::SurveyFewAnswers { channel: at, rarer, needed } => format!(
            "the survey has {} answers of {} of the rarer kind (satisfied or not), and a level of its own takes {needed}: it is taken as \
             the mean of the others",
            number(*rarer as f64, 0),
            channel(at)
        ),
        C::SurveyUnnamed { answers, of, leveled } => format!(
            "{} of {} answers of the survey name no channel, {}",
            number(*answers as f64, 0),
            number(*of as f64, 0),
            if *leveled {
                "and are left out beside the levels of channels"
            } else {
                "too many for channels to have levels of their own"
            }
        ),
        C::NotCalibrated { today } => format!(
            "satisfaction is not calibrated to {} today: nobody is answered in the baseline's first month",
            percent(*today)
        ),
        _ => return None,
    };
    Some(words)
}

/// `` `wait`, `repeat` ``.
fn keys(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `` `wait` +0.310, `repeat` +0.120 ``.
fn named(coefficients: &[(&str, f64)]) -> String {
    let each = coefficients.iter().map(|(name, value)| format!("`{name}` {}", signed(*value, 3)));
    each.collect::<Vec<_>>().join(", ")
}
