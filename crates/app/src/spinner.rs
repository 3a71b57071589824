//! Progress on stderr for anything that takes over a second. Nothing where stderr is no terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use pipeline::Progress;

pub struct Spinner {
    bar: ProgressBar,
    began: Instant,
    shown: bool,
}

impl Spinner {
    pub fn new() -> Spinner {
        Spinner {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            began: Instant::now(),
            shown: false,
        }
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Shown only once a second has passed.
    fn show(&mut self) {
        if !self.shown && self.began.elapsed() > Duration::from_secs(1) {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Spinner {
    fn stage(&mut self, name: &str, total: Option<u64>) {
        self.show();
        let style = match total {
            Some(total) => {
                self.bar.set_length(total);
                ProgressStyle::with_template("{prefix} [{bar:30}] {pos}/{len} {wide_msg}")
            }
            None => ProgressStyle::with_template("{prefix} {spinner} {wide_msg}"),
        };
        if let Ok(style) = style {
            self.bar.set_style(style.progress_chars("=> "));
        }
        self.bar.set_position(0);
        self.bar.set_prefix(name.to_owned());
        self.bar.set_message("");
    }

    fn step(&mut self, done: u64, what: &str) {
        self.show();
        self.bar.set_position(done);
        // A file name is hostile: it may hold sequences that a terminal obeys.
        self.bar.set_message(what.chars().filter(|it| !it.is_control()).take(60).collect::<String>());
    }
}
