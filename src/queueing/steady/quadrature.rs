//! Integrals of several functions at once over panels that are halved where they are rough.

/// A panel is accepted when the 7-point rule differs by no more; the 15-point rule's error is then far smaller.
const ROUGH: f64 = 1e-9;
/// Panels that are looked at before the rest are taken as they are.
const MOST_PANELS: usize = 600;

/// Positive nodes of the 15-point Kronrod rule on `[−1, 1]`; those at odd places and zero are the 7-point Gauss rule's.
///
/// Source: \[Piessens1983\], routine QK15.
const NODES: [f64; 7] = [
    0.991_455_371_120_812_6,
    0.949_107_912_342_758_5,
    0.864_864_423_359_769_1,
    0.741_531_185_599_394_4,
    0.586_087_235_467_691_1,
    0.405_845_151_377_397_2,
    0.207_784_955_007_898_47,
];
/// Kronrod weights of [`NODES`].
const KRONROD: [f64; 7] = [
    0.022_935_322_010_529_225,
    0.063_092_092_629_978_56,
    0.104_790_010_322_250_18,
    0.140_653_259_715_525_92,
    0.169_004_726_639_267_9,
    0.190_350_578_064_785_4,
    0.204_432_940_075_298_89,
];
/// Kronrod weight of zero.
const KRONROD_ZERO: f64 = 0.209_482_141_084_727_82;
/// Gauss weights of the nodes at places 1, 3 and 5.
const GAUSS: [f64; 3] = [0.129_484_966_168_869_7, 0.279_705_391_489_276_64, 0.381_830_050_505_118_9];
/// Gauss weight of zero.
const GAUSS_ZERO: f64 = 0.417_959_183_673_469_4;

/// `∫ f` over the panels between neighbouring `edges`, which rise.
pub(super) fn integrate<const M: usize>(edges: &[f64], f: impl Fn(f64) -> [f64; M]) -> [f64; M] {
    let mut total = [0.0; M];
    let mut panels: Vec<(f64, f64)> = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let mut looked = 0;
    while let Some((low, high)) = panels.pop() {
        looked += 1;
        let (sum, rough) = panel(low, high, &f);
        let middle = 0.5 * (low + high);
        if rough && looked + panels.len() < MOST_PANELS && low < middle && middle < high {
            panels.extend([(low, middle), (middle, high)]);
        } else {
            total.iter_mut().zip(sum).for_each(|(total, part)| *total += part);
        }
    }
    total
}

/// One panel's integral, and whether the lower rule disagrees.
fn panel<const M: usize>(low: f64, high: f64, f: &impl Fn(f64) -> [f64; M]) -> ([f64; M], bool) {
    let (centre, half) = (0.5 * (low + high), 0.5 * (high - low));
    let at_centre = f(centre);
    let mut fine = at_centre.map(|y| y * KRONROD_ZERO);
    let mut coarse = at_centre.map(|y| y * GAUSS_ZERO);
    for (i, (&node, &weight)) in NODES.iter().zip(&KRONROD).enumerate() {
        let (left, right) = (f(centre - half * node), f(centre + half * node));
        for m in 0..M {
            let both = left[m] + right[m];
            fine[m] += weight * both;
            if i % 2 == 1 {
                coarse[m] += GAUSS[i / 2] * both;
            }
        }
    }
    let rough = fine.iter().zip(coarse).any(|(fine, coarse)| half * (fine - coarse).abs() > ROUGH);
    (fine.map(|y| half * y), rough)
}
