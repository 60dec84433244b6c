//! One situation that lasts: what it gives, the least staff for it, and what a few agents more or less would change.
//!
//! | part | noun |
//! |---|---|
//! | `service` | what so many agents give |
//! | `special` | the same with lines, redials, work that can wait, uncertain rates |
//! | `least` | the least agents for all goals, and which goal decided |
//! | `outlook` | one situation with its neighbourhood |
//! | `answer` | the rows of a table of cases |
//! | `rostered` | people to roster for people on seat |
//! | `models` | cases that state all parameters of their model |
//! | `turn` | the wait of a customer who never gives up |

mod answer;
mod least;
mod models;
mod outlook;
mod rostered;
mod service;
mod special;
mod turn;

pub use answer::{BatchAnswers, Entry, State, answers};
pub use least::{Bound, Least, OutOfReach, least, missed};
pub use outlook::{Neighbour, Outlook, outlook};
pub use rostered::{rostered_people, rostered_share};
pub use service::{Asked, More, Service, service};
