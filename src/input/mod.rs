//! Input: plan files and histories, read strictly, with every fault said.
