//! Processor time that augurs' MSTL with a non-seasonal AutoETS takes: `staffplan-peers FILE PERIOD PERIOD HORIZON`, one count a line.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use augurs::ets::AutoETS;
use augurs::mstl::MSTLModel;
use augurs::prelude::*;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 3;

/// Seconds of processor time of this thread so far where the system tells them, else of the clock.
fn processor(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn main() {
    let since = Instant::now();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, day, week, horizon] = &arguments[..] else {
        panic!("usage: staffplan-peers FILE PERIOD PERIOD HORIZON")
    };
    let text = std::fs::read_to_string(file).expect("a series");
    let series: Vec<f64> = text.lines().map(|line| line.parse().expect("a count")).collect();
    let [day, week, horizon] = [day, week, horizon].map(|number| number.parse::<usize>().expect("a number"));
    let mut least = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = processor(since);
        let model = MSTLModel::new(vec![day, week], AutoETS::non_seasonal().into_trend_model());
        let fitted = model.fit(black_box(&series)).expect("a fit");
        black_box(fitted.predict(horizon, 0.8).expect("a forecast"));
        least = least.min(processor(since) - start);
    }
    println!("augurs 0.10.3, MSTL [{day}, {week}] + AutoETS, {} counts: {:.1} ms", series.len(), 1e3 * least);
}
