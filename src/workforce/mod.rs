//! Workforce: people over time; hires, training, ramp, turnover, backfill.
