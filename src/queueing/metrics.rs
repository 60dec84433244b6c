//! Which contacts a service level counts.

/// The four service levels in use; they differ by how contacts that gave up count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ServiceLevelDefinition {
    /// Answered within the time, of all offered.
    #[default]
    Offered,
    /// Answered within the time, of those answered.
    Answered,
    /// Answered within the time, of offered without those that gave up within the time.
    ExcludingShortAbandons,
    /// Wait of a test customer who never gives up.
    Virtual,
}
