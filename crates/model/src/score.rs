//! Bits and tiers.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// A weight in log2 units, in whole hundredths, so that sums are exact in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bits(i32);

impl Bits {
    pub const ZERO: Bits = Bits(0);

    pub const fn from_hundredths(hundredths: i32) -> Bits {
        Bits(hundredths)
    }

    /// Rounded to the nearest hundredth.
    pub fn from_f64(bits: f64) -> Bits {
        Bits((bits * 100.0).round() as i32)
    }

    pub const fn hundredths(self) -> i32 {
        self.0
    }

    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// A share of these bits, rounded towards zero.
    pub fn scaled(self, numerator: i32, denominator: i32) -> Bits {
        Bits((i64::from(self.0) * i64::from(numerator) / i64::from(denominator)) as i32)
    }
}

impl fmt::Display for Bits {
    /// Two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", self.0.abs() / 100, self.0.abs() % 100)
    }
}

impl Add for Bits {
    type Output = Bits;
    fn add(self, other: Bits) -> Bits {
        Bits(self.0 + other.0)
    }
}

impl Sub for Bits {
    type Output = Bits;
    fn sub(self, other: Bits) -> Bits {
        Bits(self.0 - other.0)
    }
}

impl Neg for Bits {
    type Output = Bits;
    fn neg(self) -> Bits {
        Bits(-self.0)
    }
}

impl AddAssign for Bits {
    fn add_assign(&mut self, other: Bits) {
        self.0 += other.0;
    }
}

impl Sum for Bits {
    fn sum<I: Iterator<Item = Bits>>(iter: I) -> Bits {
        iter.fold(Bits::ZERO, Add::add)
    }
}

/// How urgently a human should look. `Verify` and `Urgent` are *raised*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    #[default]
    None,
    Watch,
    Verify,
    Urgent,
}

impl Tier {
    pub const ALL: [Tier; 4] = [Tier::None, Tier::Watch, Tier::Verify, Tier::Urgent];

    /// Watch from 4 bits, verify from 8 with two categories, urgent from 14 with three.
    pub fn of(bits: Bits, categories: usize) -> Tier {
        if bits >= Bits(1_400) && categories >= 3 {
            Tier::Urgent
        } else if bits >= Bits(800) && categories >= 2 {
            Tier::Verify
        } else if bits >= Bits(400) {
            Tier::Watch
        } else {
            Tier::None
        }
    }

    pub fn raised(self) -> bool {
        self >= Tier::Verify
    }

    pub fn id(self) -> &'static str {
        match self {
            Tier::None => "none",
            Tier::Watch => "watch",
            Tier::Verify => "verify",
            Tier::Urgent => "urgent",
        }
    }

    pub fn from_id(id: &str) -> Option<Tier> {
        Tier::ALL.into_iter().find(|it| it.id() == id)
    }
}
