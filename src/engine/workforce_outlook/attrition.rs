//! What a team's attrition means: its form and basis, and the hazard that it gives at each tenure.

use crate::model::Attrition;
use crate::workforce::{
    DAYS_A_YEAR, GroupPlan, Hazard, HazardChoice, HazardModel, annual_probability, hazard_to_step_probability,
};

/// The attrition of a team.
#[derive(Debug, Clone, PartialEq)]
pub struct AttritionAccount {
    /// As written.
    pub written: Attrition,
    /// The factor by which relative bands were scaled; 1 for every other form.
    pub scale: f64,
    /// The hazard by tenure.
    pub hazards: Vec<TenureHazard>,
}

/// The hazard of leaving over some months of tenure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TenureHazard {
    /// First month of tenure.
    pub from: u32,
    /// Past the last month; `None`: no end.
    pub to: Option<u32>,
    /// Leavers a person-year, on average over these months.
    pub annual: f64,
    /// The probability to leave in a month of it.
    pub in_a_month: f64,
    /// The probability to leave within a year of it.
    pub in_a_year: f64,
    /// What a roster shows of it, where it is learnt from one and has a rate.
    pub evidence: Option<HazardEvidence>,
}

/// What a rate learnt from a roster rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HazardEvidence {
    /// Leavers at these months of tenure.
    pub leavers: u32,
    /// Person-years at risk of it.
    pub person_years: f64,
    /// Standard error of the rate, a year.
    pub error: f64,
}

/// Tenures at which a smooth hazard is shown.
const SMOOTH: [(u32, Option<u32>); 5] =
    [(0, Some(3)), (3, Some(6)), (6, Some(12)), (12, Some(24)), (24, Some(36))];

impl AttritionAccount {
    /// That of a team's attrition and the group it became.
    #[must_use]
    pub(super) fn new(written: &Attrition, group: &GroupPlan) -> Self {
        let tenures = match written {
            Attrition::Annual { bands, .. } if bands.is_empty() => vec![(0, None)],
            Attrition::Annual { bands, .. } | Attrition::ByTenure(bands) => {
                bands.iter().map(|band| (band.from, band.to)).collect()
            }
            Attrition::Monthly(_) => vec![(0, None)],
            Attrition::Weibull { .. } => SMOOTH.to_vec(),
            Attrition::Learnt(roster) => return Self::learnt(written, &roster.learnt.hazard, group),
        };
        let hazards = tenures.into_iter().map(|(from, to)| TenureHazard::new(&group.hazard, (from, to)));
        Self { written: written.clone(), scale: group.hazard.scale(), hazards: hazards.collect() }
    }

    /// That of a hazard from a roster, with what each of its rates rests on.
    fn learnt(written: &Attrition, choice: &HazardChoice, group: &GroupPlan) -> Self {
        let at = |tenure, evidence| TenureHazard { evidence, ..TenureHazard::new(&group.hazard, tenure) };
        let hazards = match choice.chosen() {
            HazardModel::Exponential => vec![at(
                (0, None),
                Some(HazardEvidence {
                    leavers: choice.leavers,
                    person_years: choice.person_days / DAYS_A_YEAR,
                    error: choice.annual_error,
                }),
            )],
            HazardModel::Weibull => SMOOTH.into_iter().map(|tenure| at(tenure, None)).collect(),
            HazardModel::Bands => choice
                .bands
                .iter()
                .map(|band| {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "months of tenure"
                    )]
                    let months = |months: f64| months as u32;
                    at(
                        (months(band.from), band.to.map(months)),
                        Some(HazardEvidence {
                            leavers: band.events,
                            person_years: band.exposure_days / DAYS_A_YEAR,
                            error: band.shrunk_error,
                        }),
                    )
                })
                .collect(),
        };
        Self { written: written.clone(), scale: group.hazard.scale(), hazards }
    }
}

impl TenureHazard {
    fn new(hazard: &Hazard, (from, to): (u32, Option<u32>)) -> Self {
        let step = hazard.step();
        let first = step.closest(from);
        let past = to.map_or(first, |to| step.closest(to)).max(first.saturating_add(1));
        let steps = f64::from(past - first);
        let annual = (first..past).map(|k| hazard.in_step(k)).sum::<f64>() / steps * step.per_year();
        Self {
            from,
            to,
            annual,
            in_a_month: hazard_to_step_probability(annual, 12.0),
            in_a_year: annual_probability(annual),
            evidence: None,
        }
    }
}
