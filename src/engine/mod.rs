//! Engine: the stages of a run, from demand to targets.
