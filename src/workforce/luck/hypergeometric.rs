//! Hypergeometric numbers by inversion of one uniform.

/// An urn from which some of the balls are drawn without putting any back; whole numbers of at most 2³².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Urn {
    /// Balls in it.
    pub balls: f64,
    /// Of these, marked.
    pub marked: f64,
    /// Balls drawn from it, at most all.
    pub drawn: f64,
}

/// A term this small beside the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-18;

/// The marked among the balls drawn, at the quantile `u`: the least `x` with `P(X ≤ x) ≥ u`.
///
/// `P(X = x) = C(K, x) C(N − K, m − x) / C(N, m)` for `N` balls, `K` of them marked, `m` drawn. It never falls when `u`
/// rises. One pass from lot to lot, each against those still to come, chooses `m` of several lots without putting
/// any back.
///
/// Source: inversion, \[Devroye1986\] §III.2. Accuracy: the cumulative sum is good to about `1e-12` (to `1e-9` for ten
/// thousand balls and more).
///
/// ```
/// use staffplan::workforce::{Urn, hypergeometric};
/// // All are drawn, so all of the marked are.
/// assert_eq!(hypergeometric(Urn { balls: 9.0, marked: 4.0, drawn: 9.0 }, 0.3), 4.0);
/// ```
#[must_use]
pub fn hypergeometric(urn: Urn, u: f64) -> f64 {
    let Urn { balls, marked, drawn } = urn;
    let (least, most) = ((drawn + marked - balls).max(0.0), drawn.min(marked));
    if least >= most {
        return most.max(0.0);
    }
    let mode = ((drawn + 1.0) * (marked + 1.0) / (balls + 2.0)).floor().clamp(least, most);
    let log_term =
        log_choose(marked, mode) + log_choose(balls - marked, drawn - mode) - log_choose(balls, drawn);
    let mut at = Point { urn, x: mode, term: libm::exp(log_term) };
    let mut sum = below(at, least);
    while sum < u && at.x < most {
        at = at.next();
        sum += at.term;
        if at.term < NEGLIGIBLE * sum {
            return at.x;
        }
    }
    while at.x > least && at.x <= mode && sum - at.term >= u {
        sum -= at.term;
        at = at.previous();
    }
    at.x
}

fn log_choose(n: f64, k: f64) -> f64 {
    libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
}

/// A place on the mass function: `term = P(X = x)`.
#[derive(Clone, Copy)]
struct Point {
    urn: Urn,
    x: f64,
    term: f64,
}

impl Point {
    fn next(self) -> Self {
        let Urn { balls, marked, drawn } = self.urn;
        let x = self.x + 1.0;
        let up = (marked - self.x) * (drawn - self.x);
        Self { x, term: self.term * up / (x * (balls - marked - drawn + x)), ..self }
    }

    fn previous(self) -> Self {
        let Urn { balls, marked, drawn } = self.urn;
        let x = self.x - 1.0;
        let down = self.x * (balls - marked - drawn + self.x);
        Self { x, term: self.term * down / ((marked - x) * (drawn - x)), ..self }
    }
}

/// `P(X ≤ x)` at the mode, summed downwards.
fn below(mode: Point, least: f64) -> f64 {
    let (mut at, mut sum) = (mode, mode.term);
    while at.x > least && at.term > NEGLIGIBLE * sum {
        at = at.previous();
        sum += at.term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{Urn, hypergeometric};
    use statrs::distribution::{DiscreteCDF, Hypergeometric};

    #[test]
    fn the_number_is_the_quantile_of_the_law() {
        for (n, k, m) in
            [(10_u32, 4_u32, 3_u32), (60, 50, 20), (60, 1, 59), (2000, 700, 300), (500, 499, 250)]
        {
            let law = Hypergeometric::new(n.into(), k.into(), m.into()).expect("a law");
            let urn = Urn { balls: n.into(), marked: k.into(), drawn: m.into() };
            for i in 1..200_u32 {
                let u = f64::from(i) / 200.0 + 1e-4;
                let x = hypergeometric(urn, u);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "small whole number"
                )]
                let at = x as u64;
                assert!(law.cdf(at) >= u - 1e-9, "{urn:?} u {u}: {x} is too low");
                assert!(at == 0 || law.cdf(at - 1) < u + 1e-9, "{urn:?} u {u}: {x} is too high");
            }
        }
    }

    /// Lots of one person each, in turn: every two of four are chosen as often as another two. Conditional chances are
    /// multiples of a sixth, so six uniforms a lot tell them exactly.
    #[test]
    fn lots_in_turn_are_chosen_as_if_all_at_once() {
        let chosen = |uniforms: [f64; 4]| {
            let (mut among, mut wanted) = (4.0, 2.0);
            uniforms.map(|u| {
                let one = hypergeometric(Urn { balls: among, marked: 1.0, drawn: wanted }, u);
                (among, wanted) = (among - 1.0, wanted - one);
                one > 0.5
            })
        };
        let mut counts = std::collections::BTreeMap::new();
        for at in 0..1296_u32 {
            let uniforms = [at, at / 6, at / 36, at / 216].map(|digit| (f64::from(digit % 6) + 0.5) / 6.0);
            *counts.entry(chosen(uniforms)).or_insert(0) += 1;
        }
        assert!(counts.keys().all(|lots| lots.iter().filter(|one| **one).count() == 2), "{counts:?}");
        assert_eq!(counts.into_values().collect::<Vec<_>>(), [216; 6]);
    }
}
