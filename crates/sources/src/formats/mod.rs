//! Framing only: how records lie in bytes. What they mean is the sources' business.

pub mod times;
