//! `[cost]`.

use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::input::plan::Value;
use crate::input::resolve::scope::{Scope, key_of};
use crate::model::{CostRates, Salary, Team};
use crate::units::{Fraction, Money};
use std::collections::BTreeMap;

/// Prices of the plan; all zero where it says none.
pub(in crate::input::resolve) fn cost(root: &View<'_>, scope: &Scope<'_>, teams: &[Team]) -> CostRates {
    let zero = nothing();
    let mut cost = CostRates::free();
    let Some(table) = root.view("cost") else { return cost };
    let money = |key: &str| table.get(key).and_then(|field| field.money()).unwrap_or(zero);
    if let Some(field) = table.get("salary") {
        cost.salary = salary(&field, teams);
    }
    cost.on_costs = table.get("on_costs").and_then(|field| field.share()).unwrap_or(Fraction::ZERO);
    cost.hire = money("hire");
    cost.training = money("training");
    cost.separation = money("separation");
    cost.moving = money("move");
    cost.retention_bonus = money("retention_bonus");
    cost.temporary_hour = money("temporary");
    cost.seat = money("seat");
    cost.platform = money("platform");
    if let Some(overtime) = table.view("overtime") {
        cost.overtime_rate = overtime.get("rate").and_then(|field| multiple(&field)).unwrap_or(1.0);
        cost.overtime_hours_per_head = overtime.get("max").and_then(|field| monthly_hours(&field));
    }
    for entry in table.view("outsourcing").iter().flat_map(View::each) {
        if let (Some(channel), Some(price)) = (scope.channel_key(&entry), entry.money()) {
            cost.outsourcing.insert(channel, price);
        }
    }
    cost
}

fn nothing() -> Money {
    Money::new(0.0).unwrap_or_else(|_| unreachable!("zero is an amount"))
}

/// One pay for all, or by the names of grades and teams.
fn salary(field: &Field<'_>, teams: &[Team]) -> Salary {
    let mut salary = Salary { default: nothing(), by_name: BTreeMap::new() };
    let Value::Table(_) = field.node.value else {
        salary.default = field.money().unwrap_or(salary.default);
        return salary;
    };
    let Some(table) = field.view() else { return salary };
    let mut names: Vec<String> = vec!["default".into()];
    for team in teams {
        names.push(team.name.clone());
        names.extend(team.grades.iter().map(|grade| grade.name.clone()));
    }
    for entry in table.each() {
        if let (Some(_), Some(pay)) = (key_of(&entry, "grade or team", &names), entry.money()) {
            match entry.key {
                "default" => salary.default = pay,
                name => drop(salary.by_name.insert(name.to_owned(), pay)),
            }
        }
    }
    if table.get("default").is_none() {
        unpaid(&table, teams, &salary);
    }
    salary
}

fn unpaid(table: &View<'_>, teams: &[Team], salary: &Salary) {
    let named = |name: &str| salary.by_name.contains_key(name);
    for team in teams.iter().filter(|team| !named(&team.name)) {
        let grades: Vec<&str> = team.grades.iter().map(|grade| grade.name.as_str()).collect();
        if grades.is_empty() || grades.iter().any(|grade| !named(grade)) {
            let message = format!("`{}` says no pay for team `{}`", table.path, team.name);
            let help = "name the team or all its grades, or add `default`";
            table.out.add(Diagnostic::warning("W516", table.at, message).help(help));
        }
    }
}

fn multiple(field: &Field<'_>) -> Option<f64> {
    let rate = field.percentage()?;
    if !(0.0..=10.0).contains(&rate) {
        let message = format!("`{}` is {}, it must be from 0 to 1000 %", field.path, field.shown());
        field.refuse("E201", message, "\"150%\" is one and a half times the ordinary hour");
        return None;
    }
    Some(rate)
}

fn monthly_hours(field: &Field<'_>) -> Option<f64> {
    let (seconds, weeks) = field.hours_per()?;
    Some(seconds / 3600.0 / weeks * 52.0 / 12.0)
}
