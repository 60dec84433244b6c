//! Experience: how waiting, resolution and newcomers move satisfaction.
