//! The model: what a plan is. A `Plan` that exists is valid.
