//! Recruiting: whom to find so that so many people start, and when to begin.

use crate::units::Fraction;

/// The funnel from an application to a first day: applicants → offers → acceptances → starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recruiting {
    /// Offers ÷ applicants.
    pub offer: Fraction,
    /// Acceptances ÷ offers.
    pub accept: Fraction,
    /// Starts ÷ acceptances, of planned hires; replacements have a share of their own, and come as acceptances.
    pub show: Fraction,
    /// Steps from an application to the first day.
    pub lead: u32,
}

/// People at each stage of the funnel, expected.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Candidates {
    /// Who apply.
    pub applicants: f64,
    /// Who are made an offer.
    pub offers: f64,
    /// Who accept it.
    pub acceptances: f64,
}

impl std::ops::Add for Candidates {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            applicants: self.applicants + other.applicants,
            offers: self.offers + other.offers,
            acceptances: self.acceptances + other.acceptances,
        }
    }
}

impl Recruiting {
    /// Whom so many acceptances take: `offers = acceptances ÷ accept`, `applicants = offers ÷ offer`.
    ///
    /// `None` where nobody is ever made an offer or accepts one.
    ///
    /// ```
    /// use staffplan::{units::Fraction, workforce::Recruiting};
    /// let share = |value| Fraction::new(value).unwrap();
    /// let funnel = Recruiting { offer: share(0.25), accept: share(0.8), show: share(0.9), lead: 1 };
    /// let found = funnel.for_acceptances(10.0).unwrap();
    /// // What the funnel lets through is what was asked for.
    /// assert!((found.applicants * 0.25 * 0.8 - 10.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn for_acceptances(&self, acceptances: f64) -> Option<Candidates> {
        let (offer, accept) = (self.offer.get(), self.accept.get());
        (offer > 0.0 && accept > 0.0).then(|| {
            let offers = acceptances / accept;
            Candidates { applicants: offers / offer, offers, acceptances }
        })
    }

    /// Whom the starts of a horizon take, by the step in which they apply, and those who must apply before its first step.
    ///
    /// `hires` are planned starts by step, `due` the replacements that are expected to accept for that step. Starts after
    /// the horizon ask for nobody, so the last `lead` steps are empty. `None` as for [`Self::for_acceptances`], or where nobody
    /// shows up.
    #[must_use]
    pub fn by_step(&self, hires: &[u32], due: &[f64]) -> Option<(Candidates, Vec<Candidates>)> {
        let show = Some(self.show.get()).filter(|show| *show > 0.0)?;
        let (mut before, mut steps) = (Candidates::default(), vec![Candidates::default(); due.len()]);
        for (start, replacements) in due.iter().enumerate() {
            let hired = f64::from(hires.get(start).copied().unwrap_or(0));
            let found = self.for_acceptances(hired / show + replacements)?;
            let lead = usize::try_from(self.lead).unwrap_or(usize::MAX);
            let place = start.checked_sub(lead).map_or(&mut before, |step| &mut steps[step]);
            *place = *place + found;
        }
        Some((before, steps))
    }
}
