//! Crypto wallet addresses in a text.
//!
//! In: a text. Out: each address with its chain, and whether its checksum holds: Bitcoin (base58check, bech32, bech32m), Tron
//! (base58check), Ethereum (EIP-55, which only an address in mixed case carries) and Monero (the last four bytes of its base58
//! blocks). People mistype addresses and invent them: one with a wrong checksum is told as such where its form is its own (`bc1…`,
//! Monero's 95 letters) or the words before it speak of a wallet; else a base58 word with a wrong checksum is just a word.

mod keccak;

use regex::Regex;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The chain of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    Bitcoin,
    Ethereum,
    Tron,
    Monero,
}

impl Chain {
    /// The word that evidence uses.
    pub fn id(self) -> &'static str {
        match self {
            Chain::Bitcoin => "bitcoin",
            Chain::Ethereum => "ethereum",
            Chain::Tron => "tron",
            Chain::Monero => "monero",
        }
    }
}

/// What the checksum of an address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Checksum {
    Right,
    Wrong,
    /// The form has none that must be there.
    None,
}

/// An address as written. `start` and `end` are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wallet {
    pub chain: Chain,
    pub address: String,
    pub checksum: Checksum,
    pub start: usize,
    pub end: usize,
}

/// The most addresses that are taken from one text.
const MOST: usize = 1_000;

static CANDIDATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:0x[0-9a-fA-F]{40}|(?i:bc1)[0-9a-zA-Z]{8,87}|[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?|[13T][1-9A-HJ-NP-Za-km-z]{24,34})\b").ok()
});

/// All wallet addresses in `text`, in their order.
pub fn wallets(text: &str) -> Vec<Wallet> {
    let mut found = Vec::new();
    let Some(candidates) = CANDIDATE.as_ref() else {
        return found;
    };
    for candidate in candidates.find_iter(text).take(MOST) {
        let address = candidate.as_str();
        let (chain, checksum) = if address.starts_with("0x") {
            (Chain::Ethereum, eip55(address))
        } else if address.to_ascii_lowercase().starts_with("bc1") {
            // A word with a digit or two is needed, so that `bc1something` in prose is not taken for an address.
            let right = bech32_holds(address);
            if !right && address.bytes().filter(u8::is_ascii_digit).count() < 3 {
                continue;
            }
            (Chain::Bitcoin, if right { Checksum::Right } else { Checksum::Wrong })
        } else if address.starts_with(['4', '8']) {
            (Chain::Monero, if monero_holds(address) { Checksum::Right } else { Checksum::Wrong })
        } else {
            match base58_version(address) {
                Some(0 | 5) => (Chain::Bitcoin, Checksum::Right),
                Some(0x41) => (Chain::Tron, Checksum::Right),
                _ if is_called_a_wallet(text, candidate.start(), address) => {
                    let chain = if address.starts_with('T') { Chain::Tron } else { Chain::Bitcoin };
                    (chain, Checksum::Wrong)
                }
                _ => continue,
            }
        };
        found.push(Wallet {
            chain,
            address: address.to_string(),
            checksum,
            start: candidate.start(),
            end: candidate.end(),
        });
    }
    found
}

/// How far before an address the word may stand that says what it is.
const WORD_WITHIN: usize = 80;

static CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:wallet|btc|bitcoins?|usdt|trx|tron|trc-?20|tether|crypto)\b").ok()
});

/// Whether the words right before say that this is an address, and it is as long and as mixed as one.
fn is_called_a_wallet(text: &str, start: usize, address: &str) -> bool {
    let begin = text.floor_char_boundary(start.saturating_sub(WORD_WITHIN));
    let before = text.get(begin..start).unwrap_or("");
    let length = if address.starts_with('T') { 34..=34 } else { 26..=35 };
    let mixed = address.bytes().filter(u8::is_ascii_digit).count() >= 3
        && address.bytes().any(|letter| letter.is_ascii_lowercase())
        && address.bytes().any(|letter| letter.is_ascii_uppercase());
    mixed
        && length.contains(&address.len())
        && !before.contains("://")
        && CALLED.as_ref().is_some_and(|pattern| pattern.is_match(before))
}

/// What the case of an Ethereum address says (EIP-55): each letter is a capital where the digest of the address has a high digit.
fn eip55(address: &str) -> Checksum {
    let digits = address.trim_start_matches("0x");
    let lower = digits.to_ascii_lowercase();
    if digits == lower || digits == digits.to_ascii_uppercase() {
        return Checksum::None;
    }
    let digest = keccak::keccak256(lower.as_bytes());
    for (place, letter) in digits.chars().enumerate() {
        let byte = digest.get(place / 2).copied().unwrap_or(0);
        let high = if place % 2 == 0 { byte >> 4 } else { byte & 15 };
        if letter.is_ascii_alphabetic() && letter.is_ascii_uppercase() != (high >= 8) {
            return Checksum::Wrong;
        }
    }
    Checksum::Right
}

/// Whether the last four bytes of a Monero address are the digest of the others. Blocks of eleven letters are eight bytes each, and
/// the last, shorter one five.
fn monero_holds(address: &str) -> bool {
    let mut bytes: Vec<u8> = Vec::new();
    for block in address.as_bytes().chunks(11) {
        let size = match block.len() {
            11 => 8,
            7 => 5,
            _ => return false,
        };
        let mut value: u128 = 0;
        for letter in block {
            let Some(digit) = BASE58.iter().position(|known| known == letter) else { return false };
            value = value * 58 + digit as u128;
        }
        if value >> (8 * size) != 0 {
            return false;
        }
        let all = value.to_be_bytes();
        bytes.extend(&all[16 - size..]);
    }
    let Some((body, checksum)) = bytes.split_last_chunk::<4>() else { return false };
    keccak::keccak256(body).starts_with(checksum)
}

const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// The version byte of a base58check address of twenty bytes whose checksum holds.
fn base58_version(address: &str) -> Option<u8> {
    // Twenty-five bytes: version, twenty of hash, four of checksum.
    let mut bytes = [0u8; 25];
    for letter in address.bytes() {
        let mut carry = u32::try_from(BASE58.iter().position(|known| *known == letter)?).ok()?;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return None;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let ones = address.bytes().take_while(|letter| *letter == b'1').count();
    if zeros != ones {
        return None;
    }
    let (body, checksum) = bytes.split_at(21);
    let digest = Sha256::digest(Sha256::digest(body));
    (digest.get(..4)? == checksum).then(|| bytes[0])
}

const BECH32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Whether a `bc1` address holds after BIP 173 (version 0) or BIP 350 (later versions).
fn bech32_holds(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    if address != lower && address != address.to_ascii_uppercase() {
        return false;
    }
    let Some(data) = lower.strip_prefix("bc1") else {
        return false;
    };
    let mut values = Vec::new();
    for letter in data.bytes() {
        match BECH32.iter().position(|known| *known == letter) {
            Some(value) => values.push(value as u32),
            None => return false,
        }
    }
    if values.len() < 8 || lower.len() > 90 {
        return false;
    }
    let mut all: Vec<u32> =
        vec![u32::from(b'b') >> 5, u32::from(b'c') >> 5, 0, u32::from(b'b') & 31, u32::from(b'c') & 31];
    all.extend(&values);
    let wanted = if values.first() == Some(&0) { 1 } else { 0x2bc8_30a3 };
    polymod(&all) == wanted
}

fn polymod(values: &[u32]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let mut checksum: u32 = 1;
    for value in values {
        let top = checksum >> 25;
        checksum = ((checksum & 0x01ff_ffff) << 5) ^ value;
        for (place, factor) in GENERATOR.iter().enumerate() {
            if (top >> place) & 1 == 1 {
                checksum ^= factor;
            }
        }
    }
    checksum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(Chain, Checksum)> {
        wallets(text).iter().map(|wallet| (wallet.chain, wallet.checksum)).collect()
    }

    fn base58(version: u8, hash: &[u8; 20]) -> String {
        let mut bytes = vec![version];
        bytes.extend(hash);
        let digest = Sha256::digest(Sha256::digest(&bytes));
        bytes.extend(&digest[..4]);
        let mut digits: Vec<u32> = Vec::new();
        for byte in &bytes {
            let mut carry = u32::from(*byte);
            for digit in &mut digits {
                carry += *digit << 8;
                *digit = carry % 58;
                carry /= 58;
            }
            while carry > 0 {
                digits.push(carry % 58);
                carry /= 58;
            }
        }
        let mut text: String = bytes.iter().take_while(|byte| **byte == 0).map(|_| '1').collect();
        text.extend(digits.iter().rev().map(|digit| char::from(BASE58[*digit as usize])));
        text
    }

    #[test]
    fn published_examples_hold() {
        // The first block's address, and the examples of BIP 173 and BIP 350.
        assert_eq!(read("to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa."), [(Chain::Bitcoin, Checksum::Right)]);
        assert_eq!(read("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"), [(Chain::Bitcoin, Checksum::Right)]);
        assert_eq!(
            read("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
            [(Chain::Bitcoin, Checksum::Right)]
        );
        assert_eq!(read("0x00000000219ab540356cBB839Cbe05303d7705Fa"), [(Chain::Ethereum, Checksum::Right)]);
        // The examples of EIP-55, and the donation address that the Monero project publishes.
        assert_eq!(read("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), [(Chain::Ethereum, Checksum::Right)]);
        assert_eq!(read("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), [(Chain::Ethereum, Checksum::None)]);
        assert_eq!(
            read(
                "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
            ),
            [(Chain::Monero, Checksum::Right)]
        );
    }

    #[test]
    fn wrong_checksums_are_seen() {
        assert_eq!(read("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"), []);
        assert_eq!(read("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"), [(Chain::Bitcoin, Checksum::Wrong)]);
        assert_eq!(read("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), [(Chain::Ethereum, Checksum::Wrong)]);
        assert_eq!(
            read(
                "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3J"
            ),
            [(Chain::Monero, Checksum::Wrong)]
        );
        assert_eq!(
            read("send it to this btc wallet: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"),
            [(Chain::Bitcoin, Checksum::Wrong)]
        );
        assert_eq!(
            read("USDT (TRC20): TJYo6Yb1aBcD2eFgH3jKmN4pQrS5tUvWx7"),
            [(Chain::Tron, Checksum::Wrong)]
        );
        assert_eq!(read("bc1q0invented0address0000000000"), [(Chain::Bitcoin, Checksum::Wrong)]);
    }

    #[test]
    fn hashes_and_words_are_no_wallets() {
        for text in [
            "bc1something",
            "commit 356a192b7913b04c54574d18c28d46e6395428ab",
            "0x1234",
            "0x00000000219ab540356cBB839Cbe05303d7705Fa00",
            "ThisIsJustALongWordWithoutAnyMeaning",
            "https://drive.example.org/d/1SaMpLeFoLdErNoTrEaLxxxxxxxxxxxxx",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn made_addresses_hold_and_changed_ones_do_not(hash in any::<[u8; 20]>(), version in prop::sample::select(vec![0u8, 5, 0x41]), place in 1usize..25) {
            let address = base58(version, &hash);
            let chain = if version == 0x41 { Chain::Tron } else { Chain::Bitcoin };
            prop_assert_eq!(read(&format!("send to {address} today")), [(chain, Checksum::Right)]);
            let mut letters: Vec<char> = address.chars().collect();
            letters[place] = if letters[place] == 'z' { 'y' } else { 'z' };
            let changed: String = letters.into_iter().collect();
            prop_assert!(read(&changed).is_empty());
        }

        #[test]
        fn any_text_may_be_asked(text in "(?s).{0,200}") {
            for wallet in wallets(&text) {
                prop_assert_eq!(text.get(wallet.start..wallet.end), Some(wallet.address.as_str()));
            }
        }
    }
}
