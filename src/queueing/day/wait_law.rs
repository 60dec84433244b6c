//! Answered contacts by how long they waited.

/// Answered contacts by their wait, on the fixed waits [`WaitLaw::NODES`].
///
/// A wait between two nodes is shared between them so that the number of contacts and the sum of waits are kept; waits
/// beyond the last node count as the last.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WaitLaw {
    /// Contacts at each node.
    pub contacts: [f64; 12],
}

/// `1 / (next node − node)`.
const SHARE_A_SECOND: [f64; 11] = {
    let mut shares = [0.0; 11];
    let mut i = 0;
    while i < shares.len() {
        shares[i] = 1.0 / (WaitLaw::NODES[i + 1] - WaitLaw::NODES[i]);
        i += 1;
    }
    shares
};

impl WaitLaw {
    /// The waits, seconds.
    pub const NODES: [f64; 12] =
        [0.0, 10.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3840.0, 7680.0, 15360.0];

    /// Contacts answered.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.contacts.iter().sum()
    }

    /// Mean wait of the answered contacts, seconds; zero when there are none.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.expectation(&Self::NODES)
    }

    /// Mean of any quantity that is given at the nodes, over the answered contacts; zero when there are none.
    #[must_use]
    pub fn expectation(&self, at_nodes: &[f64; 12]) -> f64 {
        let total = self.total();
        let sum: f64 = self.contacts.iter().zip(at_nodes).map(|(mass, value)| mass * value).sum();
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// Adds contacts that wait `seconds`, between the node `below` and the next.
    pub(in crate::queueing) fn add(&mut self, contacts: f64, below: usize, seconds: f64) {
        let part = contacts * (seconds - Self::NODES[below]) * SHARE_A_SECOND[below];
        self.contacts[below] += contacts - part;
        self.contacts[below + 1] += part;
    }

    /// Makes every wait longer or shorter in one proportion, so that they sum to so many seconds.
    pub(in crate::queueing) fn stretch_to(&mut self, seconds: f64) {
        let factor = seconds / (self.mean() * self.total());
        if !(0.0..f64::INFINITY).contains(&factor) {
            return;
        }
        let contacts = std::mem::take(&mut self.contacts);
        let last = Self::NODES.len() - 1;
        for (contacts, node) in contacts.into_iter().zip(Self::NODES) {
            let wait = (node * factor).min(Self::NODES[last]);
            let below = Self::NODES.iter().take(last).rposition(|&node| node <= wait).unwrap_or(0);
            self.add(contacts, below, wait);
        }
    }

    /// Multiplies all by a factor.
    pub(in crate::queueing) fn scale(&mut self, factor: f64) {
        self.contacts.iter_mut().for_each(|mass| *mass *= factor);
    }
}
