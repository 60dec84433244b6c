//! Experience: how waiting, resolution and newcomers move satisfaction.
//!
//! Satisfied means a rating of 4 or 5 of 5. Its probability is a logit model of what happened to the customer; the
//! coefficients are stated assumptions until a survey replaces them, and one shift makes the model agree with the
//! value measured today, so that a scenario carries the assumptions only in what it changes.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `b₀` | `intercept` | logit of a first contact, unsolved, answered at once by a proficient agent |
//! | `b_w`, `b_r`, `b_rep`, `b_t`, `b_n`, `b_a` | `Effects` | effects on the logit |
//! | `w` | `wait_seconds` | wait before the answer |
//! | `C`, `δ` | `ErlangWait` | probability of a wait, and its rate of decay |
//!
//! Not modelled: who answers the survey and who does not, and the quality of single agents.

mod csat;
mod fit;
mod linear;
mod ordered;
mod rating;
mod scale;
mod wait_law;

pub use csat::{Contact, Drivers, Effects, SatisfactionModel, shift_to, wait_term};
pub use fit::{Answers, LogitError, LogitFit};
pub use ordered::OrderedFit;
pub use rating::{Ratings, Recommendations, net_promoter, wilson};
pub use scale::ScoreScale;
pub use wait_law::ErlangWait;
