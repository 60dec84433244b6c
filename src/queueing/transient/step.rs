//! The law moved through time: `p(t + h) = e^{hQ} p(t)`, by one tridiagonal solve a pole.
//!
//! Row `n` of `(hQᵀ − θ) x = p` is `hλ x_{n−1} − (h(λ + d_n) + θ) x_n + h d_{n+1} x_{n+1} = p_n`. Elimination runs from the
//! lowest state up and from the highest down, and meets at the number of servers. Without patience the rows above
//! the servers are all alike: elimination has reached its fixed point there, which takes no divisions and leaves the
//! top exactly open. All poles are solved side by side in the lanes of the processor's vectors, the widest that it
//! has; every lane does the same IEEE operations, so that no result depends on the processor.

use super::law::Law;
use super::poles::{Lanes, NODES, POLE_IM, POLE_RE, POLES, RESIDUE_IM, RESIDUE_RE, WEIGHTS};
use crate::queueing::day::Regime;
use pulp::{Arch, Simd, WithSimd};

/// Complex numbers, one a pole.
#[derive(Debug, Clone, Copy, Default)]
struct Complex {
    re: Lanes,
    im: Lanes,
}

/// `x_n = factor · x_neighbour + rest`, the neighbour being the one towards the servers.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    factor: Complex,
    rest: Complex,
}

/// Chance of being answered in time by the number found waiting, at each Gauss place of a step.
pub(super) type AtPlaces = [f64; NODES];

/// Room to work in, used again and again.
#[derive(Debug)]
pub(super) struct Step {
    arch: Arch,
    rows: Vec<Row>,
    /// `h d_n` of the states of the law and one more.
    deaths: Vec<f64>,
    /// Seconds spent in each state during the last step.
    pub time: Vec<f64>,
    /// Share of the law that left the states it was followed on during the last step, up to the exponential's own error.
    pub lost: f64,
}

impl Default for Step {
    fn default() -> Self {
        Self { arch: Arch::new(), rows: Vec::new(), deaths: Vec::new(), time: Vec::new(), lost: 0.0 }
    }
}

impl Step {
    /// Moves the law by `h` seconds and leaves the seconds spent in each state in `time`. With `look`, by the number
    /// waiting, also gives the seconds of waiting states weighted with it.
    pub(super) fn advance(&mut self, regime: &Regime<'_>, h: f64, law: &mut Law, look: &[AtPlaces]) -> f64 {
        let states = law.low..law.low + law.mass.len() + 1;
        self.deaths.clear();
        self.deaths.extend(states.map(|n| h * regime.death(n as f64)));
        self.rows.resize(law.mass.len(), Row::default());
        self.time.resize(law.mass.len(), 0.0);
        let servers = regime.servers - law.low as f64;
        let split = crate::queueing::whole::whole(servers).min(law.mass.len() - 1);
        let alike = regime.theta <= 0.0 && servers <= split as f64;
        let solve = Solve {
            arrivals: h * regime.arrivals,
            deaths: &self.deaths,
            rows: &mut self.rows,
            time: &mut self.time,
            mass: &mut law.mass,
            split,
            alike,
            look,
        };
        let in_time = self.arch.dispatch(solve);
        self.lost = 1.0 - law.mass.iter().sum::<f64>();
        law.normalise();
        self.time.iter_mut().for_each(|seconds| *seconds *= h);
        h * in_time
    }
}

/// One step's equations.
struct Solve<'a> {
    /// `hλ`.
    arrivals: f64,
    deaths: &'a [f64],
    rows: &'a mut [Row],
    time: &'a mut [f64],
    mass: &'a mut [f64],
    /// The row where both eliminations meet.
    split: usize,
    /// Whether all rows above it are alike.
    alike: bool,
    /// By the number waiting beyond the meeting row's.
    look: &'a [AtPlaces],
}

impl WithSimd for Solve<'_> {
    type Output = f64;

    // Inlined into a function made for the processor's vectors; what it calls has to be, too.
    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) -> f64 {
        self.run()
    }
}

impl Complex {
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        let mut product = Self::default();
        for k in 0..POLES {
            product.re[k] = self.re[k] * other.re[k] - self.im[k] * other.im[k];
            product.im[k] = self.re[k] * other.im[k] + self.im[k] * other.re[k];
        }
        product
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        let mut sum = Self::default();
        for k in 0..POLES {
            sum.re[k] = self.re[k] + other.re[k];
            sum.im[k] = self.im[k] + other.im[k];
        }
        sum
    }

    #[inline(always)]
    fn by(self, real: f64) -> Self {
        let mut product = Self::default();
        for k in 0..POLES {
            product.re[k] = self.re[k] * real;
            product.im[k] = self.im[k] * real;
        }
        product
    }

    #[inline(always)]
    fn minus_real(self, real: f64) -> Self {
        let mut difference = self;
        for k in 0..POLES {
            difference.re[k] = self.re[k] - real;
        }
        difference
    }

    #[inline(always)]
    fn inverse(self) -> Self {
        let mut inverse = Self::default();
        for k in 0..POLES {
            let size = 1.0 / (self.re[k] * self.re[k] + self.im[k] * self.im[k]);
            inverse.re[k] = self.re[k] * size;
            inverse.im[k] = -self.im[k] * size;
        }
        inverse
    }

    /// `Σ_k Re(self_k · other_k)`, halves first: the order of the sum is the same whatever the vectors' width.
    #[inline(always)]
    fn real_sum(self, re: &Lanes, im: &Lanes) -> f64 {
        let mut product = [0.0; POLES];
        for k in 0..POLES {
            product[k] = self.re[k] * re[k] - self.im[k] * im[k];
        }
        let mut half = [0.0; POLES / 2];
        for k in 0..POLES / 2 {
            half[k] = product[k] + product[k + POLES / 2];
        }
        (half[0] + half[2]) + (half[1] + half[3])
    }
}

impl Solve<'_> {
    /// `B_n − real·z`: the diagonal after elimination of one neighbour.
    #[inline(always)]
    fn diagonal(&self, n: usize, real: f64, z: Complex) -> Complex {
        let out = self.arrivals + self.deaths[n];
        let mut diagonal = Complex::default();
        for k in 0..POLES {
            diagonal.re[k] = (out + POLE_RE[k]) - real * z.re[k];
            diagonal.im[k] = POLE_IM[k] - real * z.im[k];
        }
        diagonal
    }

    #[inline(always)]
    fn run(&mut self) -> f64 {
        self.eliminate_below();
        if self.alike {
            self.eliminate_alike()
        } else {
            self.eliminate_above()
        }
        let split = self.split;
        let below = if split > 0 { self.rows[split - 1] } else { Row::default() };
        let above = self.rows.get(split + 1).copied().unwrap_or_default();
        let down = self.deaths[split + 1];
        let mut diagonal = self.diagonal(split, self.arrivals, below.factor);
        let back = above.factor.by(-down);
        diagonal = diagonal.plus(back);
        let right = below.rest.by(self.arrivals).plus(above.rest.by(down)).minus_real(self.mass[split]);
        let middle = right.times(diagonal.inverse());
        self.substitute(middle)
    }

    #[inline(always)]
    fn eliminate_below(&mut self) {
        let mut before = Row::default();
        for n in 0..self.split {
            let inverse = self.diagonal(n, self.arrivals, before.factor).inverse();
            let rest = before.rest.by(self.arrivals).minus_real(self.mass[n]).times(inverse);
            before = Row { factor: inverse.by(self.deaths[n + 1]), rest };
            self.rows[n] = before;
        }
    }

    #[inline(always)]
    fn eliminate_above(&mut self) {
        let mut before = Row::default();
        for n in (self.split + 1..self.rows.len()).rev() {
            let down = self.deaths[n + 1];
            let inverse = self.diagonal(n, down, before.factor).inverse();
            let rest = before.rest.by(down).minus_real(self.mass[n]).times(inverse);
            before = Row { factor: inverse.by(self.arrivals), rest };
            self.rows[n] = before;
        }
    }

    /// All rows above alike: the factor solves `D w² − B w + hλ = 0`.
    #[inline(always)]
    fn eliminate_alike(&mut self) {
        let last = self.rows.len();
        if self.split + 1 >= last {
            return;
        }
        let down = self.deaths[last];
        let factor = self.fixed_point(down);
        let inverse = self.diagonal(last - 1, down, factor).inverse();
        let carried = inverse.by(down);
        let mut rest = Complex::default();
        for n in (self.split + 1..last).rev() {
            rest = rest.times(carried).plus(inverse.by(-self.mass[n]));
            self.rows[n] = Row { factor, rest };
        }
    }

    /// The root of `D w² − B w + hλ = 0` inside the unit circle.
    fn fixed_point(&self, down: f64) -> Complex {
        let mut root = Complex::default();
        for k in 0..POLES {
            let (re, im) = (self.arrivals + down + POLE_RE[k], POLE_IM[k]);
            let (square_re, square_im) = (re * re - im * im - 4.0 * down * self.arrivals, 2.0 * re * im);
            let size = square_re.hypot(square_im);
            let root_re = (0.5 * (size + square_re)).max(0.0).sqrt();
            let root_im = (0.5 * (size - square_re)).max(0.0).sqrt().copysign(square_im);
            // The sum of larger modulus makes the smaller root, without cancellation.
            let sign = if re * root_re + im * root_im >= 0.0 { 1.0 } else { -1.0 };
            let (sum_re, sum_im) = (re + sign * root_re, im + sign * root_im);
            let scale = 2.0 * self.arrivals / (sum_re * sum_re + sum_im * sum_im);
            (root.re[k], root.im[k]) = (sum_re * scale, -sum_im * scale);
        }
        root
    }

    /// From the meeting row outwards: the law after the step, the time spent, and what is answered in time.
    #[inline(always)]
    fn substitute(&mut self, middle: Complex) -> f64 {
        let weights = &*WEIGHTS;
        let mut in_time = [0.0; NODES];
        self.give(self.split, middle);
        if let Some(at_places) = self.look.first() {
            gather(middle, at_places, &mut in_time);
        }
        let mut x = middle;
        for n in (0..self.split).rev() {
            let Row { factor, rest } = self.rows[n];
            x = x.times(factor).plus(rest);
            self.mass[n] = x.real_sum(&RESIDUE_RE, &RESIDUE_IM);
            self.time[n] = x.real_sum(&weights.time_re, &weights.time_im);
        }
        x = middle;
        for n in self.split + 1..self.rows.len() {
            let Row { factor, rest } = self.rows[n];
            x = x.times(factor).plus(rest);
            self.mass[n] = x.real_sum(&RESIDUE_RE, &RESIDUE_IM);
            self.time[n] = x.real_sum(&weights.time_re, &weights.time_im);
            if let Some(at_places) = self.look.get(n - self.split) {
                gather(x, at_places, &mut in_time);
            }
        }
        in_time.iter().sum()
    }

    #[inline(always)]
    fn give(&mut self, n: usize, x: Complex) {
        self.mass[n] = x.real_sum(&RESIDUE_RE, &RESIDUE_IM);
        self.time[n] = x.real_sum(&WEIGHTS.time_re, &WEIGHTS.time_im);
    }
}

/// Adds a waiting state's time at the Gauss places, each with its chance of being answered in time.
#[inline(always)]
fn gather(x: Complex, at_places: &AtPlaces, in_time: &mut AtPlaces) {
    let mut time = [0.0; NODES];
    for k in 0..POLES {
        let (re, im) = (&WEIGHTS.places_re[k], &WEIGHTS.places_im[k]);
        for i in 0..NODES {
            time[i] += x.re[k] * re[i] - x.im[k] * im[i];
        }
    }
    for i in 0..NODES {
        in_time[i] += time[i] * at_places[i];
    }
}
