//! Reads the plans of `tests/oracle/workforce`.

use serde_json::Value;
use staffplan::units::Fraction;
use staffplan::workforce::{
    AttritionForm, Backfill, Band, Basis, GroupPlan, Hazard, OpeningCohort, Ramp, Step, TenureBands, Training,
};
use std::num::NonZeroU32;

/// A plan of the reference set and what the reference says about it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) plan: GroupPlan,
    pub(crate) reference: Value,
}

pub(crate) fn read(file: &str) -> Value {
    let path = format!("{}/tests/oracle/workforce/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a reference file")).expect("JSON")
}

pub(crate) fn cases(file: &str) -> Vec<Case> {
    let all = read(file);
    let case = |value: &Value| Case {
        name: value["plan"]["name"].as_str().expect("a name").to_owned(),
        plan: group_plan(&value["plan"]),
        reference: value.clone(),
    };
    all["cases"].as_array().expect("a list").iter().map(case).collect()
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

pub(crate) fn whole(value: &Value) -> u32 {
    value.as_u64().and_then(|n| u32::try_from(n).ok()).expect("a whole number")
}

fn share(value: &Value) -> Fraction {
    Fraction::new(number(value)).expect("a share")
}

/// The factor on everybody's hazard by month and effective people, as the reference defines it.
pub(crate) fn occupancy_effect(feedback: &Value) -> impl Fn(usize, f64) -> f64 {
    let hours: Vec<f64> = feedback["workload_hours"].as_array().expect("a list").iter().map(number).collect();
    let [beta, threshold, cap, per_fte] =
        ["beta", "threshold", "cap", "hours_per_fte"].map(|key| number(&feedback[key]));
    move |month, fte| (beta * ((hours[month] / (per_fte * fte)).min(cap) - threshold).max(0.0)).exp()
}

pub(crate) fn group_plan(plan: &Value) -> GroupPlan {
    let steps = whole(&plan["horizon"]) as usize;
    let mut hires = vec![0; steps];
    for hire in plan["hires"].as_array().expect("a list") {
        hires[whole(&hire["month"]) as usize - 1] += whole(&hire["count"]);
    }
    let opening = plan["initial"].as_array().expect("a list").iter();
    let opening: Vec<OpeningCohort> =
        opening.map(|c| OpeningCohort::trained(whole(&c["count"]), whole(&c["tenure"]))).collect();
    let ramp: Vec<f64> = plan["ramp"].as_array().expect("a list").iter().map(number).collect();
    let training = &plan["training"];
    let backfill = Some(&plan["backfill"]).filter(|b| b.is_object()).map(|b| Backfill {
        share: share(&b["fraction"]),
        lead: NonZeroU32::new(whole(&b["lead"])).expect("at least 1"),
        show: share(&b["show"]),
        washouts: b["washouts"].as_bool().expect("yes or no"),
    });
    GroupPlan {
        hazard: Hazard::new(&form(&plan["attrition"]), Step::Month, &opening).expect("a hazard"),
        opening,
        hires,
        training: Training {
            onboarding: whole(&training["months"]),
            pass_rate: share(&training["pass"]),
            seats: plan.get("cap").map(whole),
        },
        ramp: Ramp::new(&ramp, Step::Month).expect("a ramp"),
        backfill,
        grades: None,
        steps,
    }
}

fn form(attrition: &Value) -> AttritionForm {
    match attrition["type"].as_str().expect("a type") {
        "bands" => {
            let mut from = 0.0;
            let mut bands = Vec::new();
            for band in attrition["bands"].as_array().expect("a list") {
                let to = band["to"].as_f64();
                bands.push(Band { from, to, value: number(&band["annual"]) });
                from = to.unwrap_or(from);
            }
            AttritionForm::ByTenure(TenureBands::new(bands).expect("bands"))
        }
        "weibull" => {
            AttritionForm::Weibull { shape: number(&attrition["shape"]), scale: number(&attrition["scale"]) }
        }
        _ => {
            let rate = number(&attrition["annual"]);
            match attrition["basis"].as_str().expect("a basis") {
                "monthly" => AttritionForm::Monthly(rate),
                "probability" => AttritionForm::Annual { rate, basis: Basis::Probability },
                _ => AttritionForm::Annual { rate, basis: Basis::Turnover },
            }
        }
    }
}
