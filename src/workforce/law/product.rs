//! Products of polynomials: the masses of sums of independent numbers.

/// Coefficients of one factor that are gone through together: each sum is then loaded and stored once for all of them.
const ROWS: usize = 4;

/// Adds the product of two polynomials to `sum`, which has room for it: `a.len() + b.len() − 1` coefficients.
pub(super) fn add_product(sum: &mut [f64], a: &[f64], b: &[f64]) {
    let (blocks, rest) = a.as_chunks();
    for (block, rows) in blocks.iter().enumerate() {
        add_rows(&mut sum[block * ROWS..], rows, b);
    }
    for (i, a) in rest.iter().enumerate() {
        add_row(&mut sum[blocks.len() * ROWS + i..], *a, b);
    }
}

/// Adds the square of a polynomial to `sum`, which has room for it: each pair of different coefficients is met once.
pub(super) fn add_square(sum: &mut [f64], a: &[f64]) {
    for (block, rows) in a.chunks(ROWS).enumerate() {
        let from = block * ROWS;
        add_product(&mut sum[2 * from..], rows, rows);
        let later = &a[from + rows.len()..];
        if !later.is_empty() {
            let twice: Vec<f64> = rows.iter().map(|a| 2.0 * a).collect();
            add_product(&mut sum[2 * from + rows.len()..], &twice, later);
        }
    }
}

fn add_row(sum: &mut [f64], a: f64, b: &[f64]) {
    for (sum, b) in sum.iter_mut().zip(b) {
        *sum += a * b;
    }
}

fn add_rows(sum: &mut [f64], rows: &[f64; ROWS], b: &[f64]) {
    let Some(whole) = b.len().checked_sub(ROWS - 1) else {
        return (0..ROWS).for_each(|i| add_row(&mut sum[i..], rows[i], b));
    };
    // Sums to which all rows add, then those at either end.
    let middle = sum[ROWS - 1..].iter_mut().zip(&b[3..]).zip(&b[2..]).zip(&b[1..]).zip(b);
    for ((((sum, b3), b2), b1), b0) in middle {
        *sum += rows[0] * b3 + rows[1] * b2 + rows[2] * b1 + rows[3] * b0;
    }
    for (i, a) in rows.iter().enumerate() {
        add_row(&mut sum[i..], *a, &b[..ROWS - 1 - i]);
        add_row(&mut sum[whole + ROWS - 1..], *a, &b[whole + ROWS - 1 - i..]);
    }
}

#[cfg(test)]
mod tests {
    use super::{add_product, add_square};

    /// Whole numbers, so that sums in any order are exact.
    fn numbers(len: usize, seed: usize) -> Vec<f64> {
        (0..len).map(|i| f64::from(u8::try_from((i * i + 7 * i + seed) % 97).expect("below 97"))).collect()
    }

    #[test]
    fn every_coefficient_is_the_sum_of_the_products_that_make_it() {
        for (n, m) in (1..14).flat_map(|n| (1..14).map(move |m| (n, m))) {
            let (a, b) = (numbers(n, 3), numbers(m, 50));
            let mut wanted = vec![1.0; n + m - 1];
            (0..n).for_each(|i| (0..m).for_each(|j| wanted[i + j] += a[i] * b[j]));
            let mut sum = vec![1.0; n + m - 1];
            add_product(&mut sum, &a, &b);
            assert_eq!(sum, wanted, "{n} by {m}");

            let (mut square, mut product) = (vec![0.0; 2 * n - 1], vec![0.0; 2 * n - 1]);
            add_square(&mut square, &a);
            add_product(&mut product, &a, &a);
            assert_eq!(square, product, "{n} squared");
        }
    }
}
