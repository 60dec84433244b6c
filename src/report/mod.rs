//! Report: tables of what the engine found, and their writers.
