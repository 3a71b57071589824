//! The level of English, which the report lists and which is never counted. In: no rows. Out: nothing, whoever asks.
//!
//! It stands in the catalogue so that `bonafide reference` says why it is left out; the tests hold the locks shut.

use model::Finding;

use crate::Gathered;

pub(super) fn judge(_gathered: &Gathered) -> Vec<Finding> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use model::{Bits, Status};

    use crate::Header;

    #[test]
    fn it_reads_no_table_and_no_level_of_it_is_worth_anything() {
        let header = Header::parse(include_str!("english_level.sql")).unwrap();
        assert_eq!(header.status, Status::Retired);
        assert!(header.needs.is_empty() && header.params.is_empty());
        assert!(header.levels.iter().all(|(_, bits)| *bits == Bits::ZERO));
        for query in &header.queries {
            assert!(!query.sql.to_lowercase().contains(" from "), "{}", query.sql);
        }
    }

    #[test]
    fn no_combination_rests_on_it() {
        for indicator in crate::all() {
            let header = indicator.header().unwrap();
            assert!(!header.parts.iter().any(|it| it == "app-english-level"), "{}", header.id);
        }
    }
}
