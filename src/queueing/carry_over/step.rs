//! The law moved through time: `m(t + h) = e^{hQ} m(t)` by a rational exponential.
//!
//! `e^z ≈ Σ_k Re a_k/(z − θ_k)`: each pole asks for one tridiagonal solve `(hQ − θ_k) x_k = m`, and the same solves give
//! the mean over the step, for `∫_0^1 e^{zs} ds` has the same poles with residues `a_k/θ_k`. The poles are fitted to
//! `e^z` on the parabola `x = −y²/(2c²)`, `c = 4`, where the spectrum of a drifting queue lies; poles made for the
//! negative axis fail there. Largest error on the parabola: 3.2e-4.

/// Pairs of conjugate poles; the residues are doubled for the conjugates.
const POLES: usize = 4;
const POLE_RE: [f64; POLES] =
    [3.981_569_104_863_085_2, 3.282_946_490_021_749, 1.767_085_755_956_804_5, -0.977_035_841_487_891_7];
const POLE_IM: [f64; POLES] =
    [1.804_408_920_800_623_8, 5.439_754_393_974_407_5, 9.169_383_035_660_168, 13.141_297_441_224_413];
const RESIDUE_RE: [f64; POLES] =
    [19.931_179_855_126_956, -27.499_991_743_677_11, 7.820_525_217_335_355, -0.181_071_797_647_445_46];
const RESIDUE_IM: [f64; POLES] =
    [-58.623_299_926_895_92, 17.186_627_592_988_93, 1.836_948_387_359_787_6, -0.648_781_412_413_616_2];

type Lanes = [f64; POLES];

/// What elimination leaves of one cell's row, pole by pole.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    v_re: Lanes,
    v_im: Lanes,
    u_re: Lanes,
    u_im: Lanes,
}

/// One step: the rates between neighbouring cells, and room to work in.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// Rate from cell `k` to `k + 1`; the last is zero.
    pub up: Vec<f64>,
    /// Rate from cell `k + 1` to `k`; the last is zero.
    pub down: Vec<f64>,
    /// Time spent in each cell during the step, seconds.
    pub time: Vec<f64>,
    rows: Vec<Row>,
}

impl Step {
    /// Moves the law by `h` seconds and leaves the time spent in `time`.
    pub(super) fn advance(&mut self, h: f64, mass: &mut [f64]) {
        self.eliminate(h, mass);
        self.substitute(mass);
        normalise(mass, 1.0);
        normalise(&mut self.time, h);
    }

    fn eliminate(&mut self, h: f64, mass: &[f64]) {
        self.rows.clear();
        let mut before = Row::default();
        let (mut up_before, mut down_before) = (0.0, 0.0);
        for (k, &m) in mass.iter().enumerate() {
            let out = h * (self.up[k] + down_before);
            let back = h * self.down[k];
            let mut row = Row::default();
            for j in 0..POLES {
                let re = -(out + POLE_RE[j]) - up_before * before.v_re[j];
                let im = -POLE_IM[j] - up_before * before.v_im[j];
                let inverse = 1.0 / (re * re + im * im);
                let (re, im) = (re * inverse, -im * inverse);
                row.v_re[j] = back * re;
                row.v_im[j] = back * im;
                let (rhs_re, rhs_im) = (m - up_before * before.u_re[j], -up_before * before.u_im[j]);
                row.u_re[j] = rhs_re * re - rhs_im * im;
                row.u_im[j] = rhs_re * im + rhs_im * re;
            }
            self.rows.push(row);
            (before, up_before, down_before) = (row, h * self.up[k], self.down[k]);
        }
    }

    fn substitute(&mut self, mass: &mut [f64]) {
        let (mean_re, mean_im) = mean_residues();
        self.time.resize(mass.len(), 0.0);
        let (mut x_re, mut x_im) = ([0.0; POLES], [0.0; POLES]);
        for ((row, m), time) in self.rows.iter().zip(mass.iter_mut()).zip(&mut self.time).rev() {
            let (mut moved, mut mean) = ([0.0; POLES], [0.0; POLES]);
            for j in 0..POLES {
                let re = row.u_re[j] - (row.v_re[j] * x_re[j] - row.v_im[j] * x_im[j]);
                let im = row.u_im[j] - (row.v_re[j] * x_im[j] + row.v_im[j] * x_re[j]);
                (x_re[j], x_im[j]) = (re, im);
                moved[j] = RESIDUE_RE[j] * re - RESIDUE_IM[j] * im;
                mean[j] = mean_re[j] * re - mean_im[j] * im;
            }
            *m = moved.iter().sum();
            *time = mean.iter().sum();
        }
    }
}

/// `a_k / θ_k`.
fn mean_residues() -> (Lanes, Lanes) {
    let (mut re, mut im) = ([0.0; POLES], [0.0; POLES]);
    for j in 0..POLES {
        let size = POLE_RE[j] * POLE_RE[j] + POLE_IM[j] * POLE_IM[j];
        re[j] = (RESIDUE_RE[j] * POLE_RE[j] + RESIDUE_IM[j] * POLE_IM[j]) / size;
        im[j] = (RESIDUE_IM[j] * POLE_RE[j] - RESIDUE_RE[j] * POLE_IM[j]) / size;
    }
    (re, im)
}

/// Scales to a sum, for the rational exponential keeps mass only to its own error.
fn normalise(values: &mut [f64], total: f64) {
    let sum: f64 = values.iter().sum();
    let factor = if sum > 0.0 { total / sum } else { 0.0 };
    values.iter_mut().for_each(|value| *value *= factor);
}
