//! Where a falling function is zero.

/// Steps of the search; a bisection in every eighth makes them enough.
const STEPS: u32 = 400;

/// Where to look for a root, and how fast the function falls there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) at: f64,
    pub(super) slope: f64,
}

/// Where a falling function is zero within the bracket: steps along the last two points, with a bisection now and then and
/// wherever a step would leave the bracket. The function need not be finite at its ends.
pub(super) fn root(
    falling: impl Fn(f64) -> f64,
    (mut low, mut high): (f64, f64),
    start: Start,
    near: f64,
) -> Start {
    let Start { at: mut next, mut slope } = start;
    let mut last: Option<(f64, f64)> = None;
    for step in 1..=STEPS {
        if step % 8 == 0 || !(next > low && next < high) {
            next = 0.5 * (low + high);
            if next <= low || next >= high {
                break;
            }
        }
        let value = falling(next);
        if let Some((at, before)) = last {
            let along = (value - before) / (next - at);
            slope = if along < 0.0 && along.is_finite() { along } else { slope };
        }
        if value.abs() <= near {
            return Start { at: next, slope };
        }
        last = Some((next, value));
        if value > 0.0 {
            low = next
        } else {
            high = next
        }
        next -= value / slope;
    }
    Start { at: low, slope }
}
