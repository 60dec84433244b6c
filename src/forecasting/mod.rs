//! Forecasting: contacts and handle time to come, from those that came.
