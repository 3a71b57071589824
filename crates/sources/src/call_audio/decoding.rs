//! Decodes a recording piece by piece, with a limit on everything.
//!
//! In: its bytes, as they come. Out: the frames of each channel, or a plain reason why it was not looked at.
//! The decoder wants a stream that may cross threads; the bytes at hand may not. So they are handed over, a piece at a
//! time, to a thread of the decoder's own, which ends before this does. What it holds is bounded: a few pieces, one
//! packet, and the frames of the longest recording that is listened to. A decoder that breaks loses its file alone.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use measures::voice_activity::Frame;
use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::default::formats::{FlacReader, MpaReader, OggReader, WavReader};

use super::container::{self, Container};
use super::listening::Channel;
use super::vorbis_setup;

/// Longest sound that is listened to.
const SECONDS_MAX: f64 = 6.0 * 3600.0;
/// Most channels of one recording.
const CHANNELS_MAX: usize = 8;
/// Samples a second that recordings of speech have.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=192_000;
/// Most bytes that are read without any sound coming of them.
const SILENT_BYTES_MAX: u64 = 64 << 20;
/// Longest tag before the sound that is passed over.
const TAG_BYTES_MAX: u64 = 64 << 20;
/// Packets in a row that may be damaged or empty.
const BAD_PACKETS_MAX: usize = 1_000;
/// A header may be this wrong about the length.
const LENGTH_SECONDS_OFF_MAX: f64 = 1.0;
const PIECE_BYTES: usize = 64 << 10;
const PIECES_WAITING: usize = 4;

/// What came of a recording.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) channels: Vec<Vec<Frame>>,
    /// As the file has them; 0 where that is not known.
    pub(super) n_channels: usize,
    pub(super) seconds: f64,
    pub(super) not_looked_at: Option<String>,
    pub(super) problems: Vec<String>,
}

impl Heard {
    fn not_looked_at(reason: impl Into<String>) -> Heard {
        Heard { not_looked_at: Some(reason.into()), ..Heard::default() }
    }

    fn broken(problem: String) -> Heard {
        Heard { problems: vec![problem], ..Heard::not_looked_at("cannot be decoded") }
    }
}

pub(super) fn hear(bytes: &mut dyn Read) -> Heard {
    let (container, start) = match past_tag(bytes) {
        Ok(found) => found,
        Err(heard) => return heard,
    };
    let (give, take) = sync_channel(PIECES_WAITING);
    thread::scope(|scope| {
        let listener = scope.spawn(move || {
            let silent_bytes = Arc::new(AtomicU64::new(0));
            let source =
                Arriving { take: take.into(), piece: start, at: 0, silent_bytes: silent_bytes.clone() };
            decode(container, source, &silent_bytes)
        });
        hand_over(bytes, &give);
        drop(give);
        listener.join().unwrap_or_else(|panic| {
            let message = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            Heard::broken(format!("the decoder broke: {}", model::value::cut(message, 200)))
        })
    })
}

/// Reads the beginning, without a tag: what sort of sound it is, and the first bytes of it.
fn past_tag(bytes: &mut dyn Read) -> Result<(Container, Vec<u8>), Heard> {
    let mut start = Vec::new();
    let tag_bytes = match piece(bytes, &mut start)? {
        Some(Container::Tagged(tag_bytes)) => tag_bytes,
        Some(Container::Foreign(reason)) => return Err(Heard::not_looked_at(reason)),
        Some(found) => return Ok((found, start)),
        None => return Err(Heard::broken("no sound".to_owned())),
    };
    if tag_bytes > TAG_BYTES_MAX {
        return Err(Heard::broken(format!("a tag of {tag_bytes} bytes stands before the sound")));
    }
    let here = usize::try_from(tag_bytes).unwrap_or(usize::MAX).min(start.len());
    start.drain(..here);
    let _ = io::copy(&mut bytes.take(tag_bytes - here as u64), &mut io::sink());
    match piece(bytes, &mut start)? {
        Some(Container::Foreign(reason)) => Err(Heard::not_looked_at(reason)),
        Some(found @ (Container::Wave | Container::Flac | Container::Ogg)) => Ok((found, start)),
        // Padding or another tag may stand before the first frame; the decoder looks for it.
        _ => Ok((Container::Mpeg, start)),
    }
}

/// Fills the first piece up, and says what it begins with.
fn piece(bytes: &mut dyn Read, start: &mut Vec<u8>) -> Result<Option<Container>, Heard> {
    let missing = PIECE_BYTES.saturating_sub(start.len()) as u64;
    match bytes.take(missing).read_to_end(start) {
        Ok(_) => Ok(container::of(start)),
        Err(error) => Err(Heard::broken(format!("cannot be read on: {error}"))),
    }
}

type Piece = io::Result<Vec<u8>>;

/// Hands the bytes over until they end or nobody takes them any more.
fn hand_over(bytes: &mut dyn Read, give: &SyncSender<Piece>) {
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        match bytes.take(PIECE_BYTES as u64).read_to_end(&mut piece) {
            Ok(0) => return,
            Ok(_) => {
                if give.send(Ok(piece)).is_err() {
                    return;
                }
            }
            Err(error) => {
                let _ = give.send(Ok(piece));
                let _ = give.send(Err(error));
                return;
            }
        }
    }
}

/// The bytes on the decoder's side. The decoder asks for a stream that several threads could look at, which a receiver
/// is not; only one ever does.
struct Arriving {
    take: Mutex<Receiver<Piece>>,
    piece: Vec<u8>,
    at: usize,
    /// Bytes taken since the last sound.
    silent_bytes: Arc<AtomicU64>,
}

impl Read for Arriving {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            match self.take.get_mut().map_err(|_| io::Error::other("the stream broke"))?.recv() {
                Ok(piece) => (self.piece, self.at) = (piece?, 0),
                Err(_) => return Ok(0),
            }
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.at += length;
        if self.silent_bytes.fetch_add(length as u64, Ordering::Relaxed) > SILENT_BYTES_MAX {
            return Err(io::Error::other(format!("{} MiB without sound", SILENT_BYTES_MAX >> 20)));
        }
        Ok(length)
    }
}

impl Seek for Arriving {
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl MediaSource for Arriving {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}

fn decode(container: Container, source: Arriving, silent_bytes: &AtomicU64) -> Heard {
    let stream = MediaSourceStream::new(Box::new(source), Default::default());
    let opened = open(container, stream);
    let mut format = match opened {
        Ok(format) => format,
        Err(error) => return Heard::broken(format!("no sound could be found: {error}")),
    };
    let Some(track) = format.default_track(TrackType::Audio) else {
        return Heard::not_looked_at("sound of a sort that is not decoded");
    };
    let (track_id, told_frames) = (track.id, track.num_frames);
    let Some(CodecParameters::Audio(parameters)) = track.codec_params.clone() else {
        return Heard::not_looked_at("sound of a sort that is not decoded");
    };
    if let Some(reason) = parameters
        .channels
        .as_ref()
        .and_then(|it| unusable(parameters.sample_rate.unwrap_or(*RATES.start()), it.count()))
    {
        return Heard::not_looked_at(reason);
    }
    let headers = parameters.extra_data.as_deref().unwrap_or_default();
    if container == Container::Ogg && vorbis_setup::codebook_numbers(headers) > vorbis_setup::NUMBERS_MAX {
        return Heard::broken("its codebooks ask for more memory than any encoder does".to_owned());
    }
    let mut decoder = match symphonia::default::get_codecs()
        .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
    {
        Ok(decoder) => decoder,
        Err(Error::Unsupported(_)) => {
            return Heard::not_looked_at("sound of a sort that is not decoded");
        }
        Err(error) => return Heard::broken(format!("no sound could be found: {error}")),
    };
    let mut listening = Listening::default();
    listening.listen(format.as_mut(), track_id, decoder.as_mut(), silent_bytes);
    listening.heard(told_frames)
}

fn open(container: Container, stream: MediaSourceStream<'static>) -> Result<Box<dyn FormatReader>, Error> {
    let options = FormatOptions::default();
    Ok(match container {
        Container::Wave => Box::new(WavReader::try_new(stream, options)?),
        Container::Flac => Box::new(FlacReader::try_new(stream, options)?),
        Container::Ogg => Box::new(OggReader::try_new(stream, options)?),
        _ => Box::new(MpaReader::try_new(stream, options)?),
    })
}

fn unusable(rate: u32, n_channels: usize) -> Option<String> {
    if !RATES.contains(&rate) {
        Some(format!("{rate} samples a second"))
    } else if !(1..=CHANNELS_MAX).contains(&n_channels) {
        Some(format!("{n_channels} channels"))
    } else {
        None
    }
}

#[derive(Default)]
struct Listening {
    channels: Vec<Channel>,
    rate: u32,
    samples: u64,
    bad_packets: usize,
    planes: Vec<Vec<f32>>,
    not_looked_at: Option<String>,
    problems: Vec<String>,
    ended_early: bool,
}

impl Listening {
    fn listen(
        &mut self,
        format: &mut dyn FormatReader,
        track_id: u32,
        decoder: &mut dyn AudioDecoder,
        silent_bytes: &AtomicU64,
    ) {
        let mut bad_in_a_row = 0;
        loop {
            let packet = match format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return,
                Err(Error::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => return,
                Err(Error::ResetRequired) => {
                    self.ended_early = true;
                    return self
                        .problems
                        .push("another recording follows in the file; it is not heard".to_owned());
                }
                Err(error) => {
                    self.ended_early = true;
                    return self
                        .problems
                        .push(format!("cannot be decoded on after {}: {error}", self.place()));
                }
            };
            let before = self.samples;
            if packet.track_id == track_id {
                match decoder.decode(&packet) {
                    Ok(sound) => {
                        if !self.take(&sound) {
                            self.ended_early = true;
                            return;
                        }
                    }
                    Err(Error::DecodeError(_) | Error::IoError(_)) => self.bad_packets += 1,
                    Err(error) => {
                        self.ended_early = true;
                        let place = self.place();
                        return self.problems.push(format!("cannot be decoded on after {place}: {error}"));
                    }
                }
            }
            if self.samples > before {
                silent_bytes.store(0, Ordering::Relaxed);
                bad_in_a_row = 0;
            } else {
                bad_in_a_row += 1;
                if bad_in_a_row > BAD_PACKETS_MAX {
                    self.ended_early = true;
                    let place = self.place();
                    return self
                        .problems
                        .push(format!("more than {BAD_PACKETS_MAX} packets without sound after {place}"));
                }
            }
        }
    }

    /// Listens to one packet; false where the rest is not to be heard.
    fn take(&mut self, sound: &GenericAudioBufferRef<'_>) -> bool {
        let (rate, n_channels) = (sound.spec().rate(), sound.num_planes());
        if sound.frames() == 0 {
            return true;
        }
        if self.channels.is_empty() {
            if let Some(reason) = unusable(rate, n_channels) {
                self.not_looked_at = Some(reason);
                return false;
            }
            self.rate = rate;
            self.channels = (0..n_channels).map(|_| Channel::new(rate)).collect();
        } else if rate != self.rate || n_channels != self.channels.len() {
            let place = self.place();
            self.problems.push(format!("the sound changes its form after {place}; the rest is not heard"));
            return false;
        }
        sound.copy_to_vecs_planar(&mut self.planes);
        for (channel, plane) in self.channels.iter_mut().zip(&self.planes) {
            channel.hear(plane);
        }
        self.samples += sound.frames() as u64;
        if self.seconds() > SECONDS_MAX {
            self.problems.push(format!("longer than {} hours; the rest is not heard", SECONDS_MAX / 3600.0));
            return false;
        }
        true
    }

    fn seconds(&self) -> f64 {
        self.samples as f64 / f64::from(self.rate.max(1))
    }

    fn place(&self) -> String {
        format!("{:.1} s", self.seconds())
    }

    fn heard(mut self, told_frames: Option<u64>) -> Heard {
        let seconds = self.seconds();
        if self.bad_packets > 0 {
            self.problems.push(format!("{} damaged packets were left out", self.bad_packets));
        }
        if let Some(told) = told_frames.filter(|_| !self.ended_early && self.rate > 0) {
            let told = told as f64 / f64::from(self.rate);
            if (told - seconds).abs() > LENGTH_SECONDS_OFF_MAX {
                self.problems.push(format!("the header speaks of {told:.1} s, there are {seconds:.1} s"));
            }
        }
        let mut not_looked_at = self.not_looked_at;
        if self.channels.is_empty() && not_looked_at.is_none() {
            not_looked_at = Some("no sound".to_owned());
        }
        let n_channels = self.channels.len();
        let channels = self.channels.into_iter().map(Channel::finish).collect();
        Heard { channels, n_channels, seconds, not_looked_at, problems: self.problems }
    }
}
