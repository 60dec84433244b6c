//! Cautions about the people of a team over time, in words.

use super::words::counted;
use crate::engine::Caution;
use crate::report::write::number;

/// The sentence of such a caution; lower case, no full stop. `None` for any other.
#[must_use]
pub(super) fn text(caution: &Caution, team: &dyn Fn(&usize) -> String) -> Option<String> {
    use Caution as C;
    Some(match caution {
        C::SpanExceeded { team: at, period, people_per_lead } if people_per_lead.is_infinite() => {
            format!("nobody of {} is there to lead from {period} on", team(at))
        }
        C::SpanExceeded { team: at, period, people_per_lead } => {
            format!(
                "one lead of {} has {} people from {period} on, more than the span",
                team(at),
                number(*people_per_lead, 1)
            )
        }
        C::HiresAreNotGrowth { team: at, opening, hires, moves, end, backfilled } => {
            let moved = match *moves {
                moves if moves >= 0.05 => format!(" + {} who come from other teams", number(moves, 1)),
                moves if moves <= -0.05 => format!(" - {} who go to other teams", number(-moves, 1)),
                _ => String::new(),
            };
            let why = if *backfilled {
                "people leave before they are replaced"
            } else {
                "leavers are not replaced"
            };
            format!(
                "{} does not grow by its hires: {} + {} hires{moved} end at {}, for {why}",
                team(at),
                number(*opening, 0),
                number(*hires, 0),
                number(*end, 1)
            )
        }
        C::OvertimeBeyondLimit { team: at, period, hours } => format!(
            "{} hours of overtime of {} in {period} are more than the people there may work",
            number(*hours, 0),
            team(at)
        ),
        C::TrainersShort { team: at, period, classes, trainers } => format!(
            "people in onboarding in {} fill {} classes in {period}, for {}",
            team(at),
            number(*classes, 0),
            counted(*trainers as usize, "trainer")
        ),
        C::VacanciesOpen { team: at, grade, period, vacancies } => format!(
            "{} more of grade `{grade}` in {} would keep to its span in {period}, and nobody else may rise to it",
            number(*vacancies, 1),
            team(at)
        ),
        C::MovesShort { team: at, period, wanted, short } => format!(
            "{} of the {} people who are to move away from {} in {period} are not there",
            number(*short, 1),
            number(*wanted, 0),
            team(at)
        ),
        _ => return None,
    })
}
