//! Reads a file in stretches, several at a time.
//!
//! In: stretches of one file in its order, and how to read one. Out: all that is found, in the order of the
//! file: whatever the number of threads, the same comes out. Memory is bounded: a thread that is ahead waits.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::reading::{Found, Part};
use crate::{Reading, Stretch};

/// About so many bytes of a file are one stretch.
pub const STRETCH_BYTES: usize = 1 << 21;
/// Stretches that wait for one thread: enough to be at work while what was found before is written.
const AHEAD: usize = 4;

/// Reads stretch after stretch. A sink that takes no stretches is told of everything here and now.
pub fn read_stretches<S: Send>(
    reading: &mut Reading<'_>,
    mut next: impl FnMut() -> Option<S>,
    read: impl Fn(S, &mut Reading<'_>) + Sync,
) {
    let Some(first) = next() else { return };
    if !reading.takes_stretches() {
        read(first, reading);
        while let Some(stretch) = next() {
            read(stretch, reading);
        }
        return;
    }
    let second = next();
    let n_threads = if second.is_some() { reading.context.threads } else { 1 };
    let mut all = [Some(first), second].into_iter().flatten().chain(std::iter::from_fn(next));
    if n_threads <= 1 {
        for stretch in all {
            let Some(taker) = reading.stretch() else { return };
            let found = read_one(stretch, taker, &reading.part(), &read);
            reading.join(found);
        }
        return;
    }
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for _ in 0..n_threads {
            let (to_thread, work) = sync_channel::<(S, Box<dyn Stretch>)>(AHEAD);
            let (done, from_thread) = sync_channel::<Found>(AHEAD);
            let (part, read) = (reading.part(), &read);
            scope.spawn(move || work_through(&work, &done, &part, read));
            threads.push((to_thread, from_thread));
        }
        hand_out(reading, &mut all, &threads);
    });
}

type Thread<S> = (SyncSender<(S, Box<dyn Stretch>)>, Receiver<Found>);

/// Gives stretches to the threads in turn, and takes in the same turn what they found.
fn hand_out<S>(reading: &mut Reading<'_>, all: &mut dyn Iterator<Item = S>, threads: &[Thread<S>]) {
    let mut given = 0;
    let mut taken = 0;
    loop {
        let more = all.next();
        let at_work = given - taken;
        if at_work == threads.len() * AHEAD || more.is_none() && at_work > 0 {
            let oldest = if more.is_none() { at_work } else { 1 };
            for _ in 0..oldest {
                let Some((_, from_thread)) = threads.get(taken % threads.len()) else { return };
                let Ok(found) = from_thread.recv() else { return };
                reading.join(found);
                taken += 1;
            }
        }
        let Some(stretch) = more else { return };
        let Some((to_thread, _)) = threads.get(given % threads.len()) else { return };
        let Some(taker) = reading.stretch() else { return };
        if to_thread.send((stretch, taker)).is_err() {
            return;
        }
        given += 1;
    }
}

fn work_through<S>(
    work: &Receiver<(S, Box<dyn Stretch>)>,
    done: &SyncSender<Found>,
    part: &Part<'_>,
    read: &impl Fn(S, &mut Reading<'_>),
) {
    for (stretch, taker) in work {
        if done.send(read_one(stretch, taker, part, read)).is_err() {
            return;
        }
    }
}

fn read_one<S>(
    stretch: S,
    mut taker: Box<dyn Stretch>,
    part: &Part<'_>,
    read: &impl Fn(S, &mut Reading<'_>),
) -> Found {
    let mut reading = part.reading(taker.as_mut());
    read(stretch, &mut reading);
    let (records, said) = reading.end_of_part();
    Found { taker, records, said }
}
