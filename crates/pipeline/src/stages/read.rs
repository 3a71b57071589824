//! Reads files into the store.

use sha2::{Digest, Sha256};

/// Hex SHA-256.
pub fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}
