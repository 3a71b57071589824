//! What the person at the terminal sees while they wait. The hallway says it; the roof shows it.

/// Takes word of what is going on. Called from the thread that scans.
pub trait Progress {
    /// A stage begins; `total` steps, where that is known.
    fn stage(&mut self, name: &str, total: Option<u64>);
    /// So many steps of it are done.
    fn step(&mut self, done: u64, what: &str);
}

/// Says nothing.
pub struct Quiet;

impl Progress for Quiet {
    fn stage(&mut self, _name: &str, _total: Option<u64>) {}
    fn step(&mut self, _done: u64, _what: &str) {}
}
