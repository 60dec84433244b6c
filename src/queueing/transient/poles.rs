//! The rational exponential: `e^z ≈ Σ_k Re a_k/(z − θ_k)`, and the same poles for integrals over a step.
//!
//! The poles are fitted to `e^z` on the parabola `x = −y²/(2c²)`, `c = 4`, where the spectrum of a drifting queue lies;
//! largest error there 1.9e-9. Poles made for the negative axis fail: their error at `c = 4` is 1e-4.
//!
//! An integral `∫_0^h ⟨g(u), p(u)⟩ du` with `g` given at Gauss places has the same poles: with `w = (h − u)/h` and
//! `g = Σ_m G_m w^m`, `∫ = h Σ_m Re Σ_k c_{k,m} ⟨G_m, x_k⟩`, `c_{k,m} = m! a_k θ_k^{−(m+1)} / ((m+1) z_m)`, where `z_m` makes
//! the integral of a constant law exact.

use std::sync::LazyLock;

/// Pairs of conjugate poles; the residues are doubled for the conjugates.
pub(super) const POLES: usize = 8;
/// One number a pole.
pub(super) type Lanes = [f64; POLES];
/// Gauss places in a step over which `g` changes.
pub(super) const NODES: usize = 8;

pub(super) const POLE_RE: Lanes = [
    8.485_076_099_288_447,
    8.097_602_022_262_642,
    7.307_274_028_249_935,
    6.079_771_751_405_312,
    4.352_494_847_423_445,
    2.011_993_771_977_022_7,
    -1.169_171_291_735_772_8,
    -5.786_592_670_177_697,
];
pub(super) const POLE_IM: Lanes = [
    1.640_606_757_917_339_8,
    4.928_141_403_271_935,
    8.235_518_250_216_073,
    11.579_267_642_158_596,
    14.982_525_040_349_52,
    18.482_876_260_188_746,
    22.154_565_246_101_57,
    26.203_327_721_131_494,
];
pub(super) const RESIDUE_RE: Lanes = [
    648.847_433_418_970_6,
    -1_335.720_202_754_561_1,
    1_028.237_687_028_917,
    -428.092_225_083_813_56,
    96.653_394_484_231_53,
    -10.239_897_928_674_786,
    0.310_891_207_628_869_35,
    0.002_924_296_669_358_109_6,
];
pub(super) const RESIDUE_IM: Lanes = [
    -5_025.740_310_113_521,
    3_236.177_139_878_991,
    -1_286.585_177_908_384_6,
    278.760_232_075_345_2,
    -19.327_856_827_025_76,
    -2.970_665_603_253_553,
    0.425_904_129_930_098_96,
    -0.006_514_620_886_752_477_5,
];

/// Gauss–Legendre places on `(0, 1)`, as `w = (h − u)/h`.
pub(super) const PLACES: [f64; NODES] = [
    0.019_855_071_751_231_856,
    0.101_666_761_293_186_64,
    0.237_233_795_041_835_5,
    0.408_282_678_752_175_1,
    0.591_717_321_247_824_8,
    0.762_766_204_958_164_5,
    0.898_333_238_706_813_4,
    0.980_144_928_248_768_2,
];

/// Weights that turn the poles' solutions into times.
pub(super) struct Weights {
    /// `c_{k,0}`: time spent in a state, as a share of the step.
    pub time_re: Lanes,
    pub time_im: Lanes,
    /// By pole, the weights of the Gauss places: time counted at each, as a share of the step.
    pub places_re: [[f64; NODES]; POLES],
    pub places_im: [[f64; NODES]; POLES],
}

/// The weights, made once.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(Weights::new);

impl Weights {
    fn new() -> Self {
        let moments: Vec<[(f64, f64); POLES]> = (0..NODES).map(moment).collect();
        let lagrange = lagrange();
        let (mut places_re, mut places_im) = ([[0.0; NODES]; POLES], [[0.0; NODES]; POLES]);
        for k in 0..POLES {
            for (i, powers) in lagrange.iter().enumerate() {
                for (moment, power) in moments.iter().zip(powers) {
                    places_re[k][i] += moment[k].0 * power;
                    places_im[k][i] += moment[k].1 * power;
                }
            }
        }
        let time = &moments[0];
        Self { time_re: time.map(|c| c.0), time_im: time.map(|c| c.1), places_re, places_im }
    }
}

/// `c_{k,m}` of every pole.
fn moment(m: usize) -> [(f64, f64); POLES] {
    let factorial: f64 = (1..=m).map(|i| i as f64).product();
    let mut raw = [(0.0, 0.0); POLES];
    let mut norm = 0.0;
    for k in 0..POLES {
        let size = POLE_RE[k] * POLE_RE[k] + POLE_IM[k] * POLE_IM[k];
        let inverse = (POLE_RE[k] / size, -POLE_IM[k] / size);
        let times = |(a, b): (f64, f64)| (a * inverse.0 - b * inverse.1, a * inverse.1 + b * inverse.0);
        let mut c = (factorial * RESIDUE_RE[k], factorial * RESIDUE_IM[k]);
        for _ in 0..=m {
            c = times(c);
        }
        raw[k] = c;
        norm -= times(c).0;
    }
    let scale = 1.0 / ((m + 1) as f64 * norm);
    raw.map(|(re, im)| (re * scale, im * scale))
}

/// Coefficients, by power, of the polynomials that are one at their own place and zero at the others.
fn lagrange() -> [[f64; NODES]; NODES] {
    std::array::from_fn(|i| {
        let mut powers = [0.0; NODES];
        powers[0] = 1.0;
        for (_, place) in PLACES.iter().enumerate().filter(|(j, _)| *j != i) {
            let scale = 1.0 / (PLACES[i] - place);
            for p in (0..NODES).rev() {
                let lower = if p > 0 { powers[p - 1] } else { 0.0 };
                powers[p] = scale * (lower - place * powers[p]);
            }
        }
        powers
    })
}

#[cfg(test)]
mod tests {
    use super::{NODES, PLACES, POLE_IM, POLE_RE, POLES, RESIDUE_IM, RESIDUE_RE, WEIGHTS, lagrange};

    #[test]
    fn the_exponential_is_met_on_the_negative_axis() {
        for z in [0.0, -0.1, -1.0, -10.0, -100.0, -1e4] {
            let each = |k: usize| {
                let (re, im) = (z - POLE_RE[k], -POLE_IM[k]);
                (RESIDUE_RE[k] * re + RESIDUE_IM[k] * im) / (re * re + im * im)
            };
            let found: f64 = (0..POLES).map(each).sum();
            assert!((found - f64::exp(z)).abs() < 2e-9, "{z}: {found}");
        }
    }

    #[test]
    fn a_constant_law_spends_the_gauss_weights_at_the_places() {
        // With Q = 0 the solutions are −p/θ; ∫ of each Lagrange polynomial is its Gauss weight, and they sum to one.
        let at = |i: usize| -> f64 {
            let each = |k: usize| {
                let size = POLE_RE[k] * POLE_RE[k] + POLE_IM[k] * POLE_IM[k];
                let (re, im) = (-POLE_RE[k] / size, POLE_IM[k] / size);
                WEIGHTS.places_re[k][i] * re - WEIGHTS.places_im[k][i] * im
            };
            (0..POLES).map(each).sum()
        };
        let first = 0.050_614_268_145_188_13;
        assert!((at(0) - first).abs() < 1e-9, "{}", at(0));
        assert!(((0..NODES).map(at).sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn each_polynomial_is_one_at_its_own_place_alone() {
        for (i, powers) in lagrange().iter().enumerate() {
            for (j, place) in PLACES.iter().enumerate() {
                let value = powers.iter().rev().fold(0.0, |sum, c| sum * place + c);
                let right = if i == j { 1.0 } else { 0.0 };
                assert!((value - right).abs() < 1e-10, "{i} {j} {value}");
            }
        }
    }
}
