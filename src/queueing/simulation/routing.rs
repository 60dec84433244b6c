//! Several teams and channels.
