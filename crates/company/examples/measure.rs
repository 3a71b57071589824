//! How fast a company is made and how much memory it takes, without writing it anywhere:
//! `cargo run --release -p company --example measure -- WORKERS MONTHS`.

#![expect(clippy::disallowed_methods, reason = "an example measures time and takes arguments")]
#![expect(clippy::print_stdout, reason = "an example prints what it measured")]

use std::convert::Infallible;
use std::time::Instant;

use company::Recipe;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = |usual: u32| arguments.next().and_then(|it| it.parse().ok()).unwrap_or(usual);
    let (workers, months) = (next(300), next(6));
    let ids: Vec<&str> = company::scenarios().iter().map(|it| it.id).collect();
    let recipe = Recipe::with_scenarios(1, workers as usize, 0, &ids).over_months(months);
    let start = Instant::now();
    let mut pieces = 0_u64;
    let made = company::generate_into(&recipe, 1, &mut |_, _| -> Result<(), Infallible> {
        pieces += 1;
        Ok(())
    });
    let Ok(outline) = made;
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} records and {} MB in {seconds:.1} s: {:.0} records a second, {pieces} pieces, {} planted signs",
        outline.records,
        outline.bytes / 1_000_000,
        outline.records as f64 / seconds,
        outline.truth.planted.len()
    );
}
