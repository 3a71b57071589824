//! Rows that may be there already, until it is looked up whether they are.
//!
//! In: batches, most of them a row or two. Out: the same rows in the same order, in few batches: in a batch of one row
//! a cell takes far more room than its value.

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;

use crate::StoreError;

/// So many batches stay apart.
const APART_MAX: usize = 32;

#[derive(Default)]
pub(crate) struct Waiting {
    together: Vec<RecordBatch>,
    apart: Vec<RecordBatch>,
    rows: usize,
}

impl Waiting {
    pub(crate) fn push(&mut self, batch: RecordBatch) -> Result<(), StoreError> {
        self.rows += batch.num_rows();
        let schema = batch.schema();
        self.apart.push(batch);
        if self.apart.len() >= APART_MAX {
            let one = concat_batches(&schema, &self.apart);
            self.together.push(one.map_err(|it| StoreError::Write(it.to_string()))?);
            self.apart.clear();
        }
        Ok(())
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// In the order they came.
    pub(crate) fn batches(&self) -> impl Iterator<Item = &RecordBatch> {
        self.together.iter().chain(&self.apart)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, Int64Array};

    use super::*;

    #[test]
    fn many_small_batches_become_few_and_keep_their_order() {
        let mut waiting = Waiting::default();
        for number in 0..10 * APART_MAX as i64 + 7 {
            let column: ArrayRef = Arc::new(Int64Array::from(vec![number]));
            waiting.push(RecordBatch::try_from_iter([("ref", column)]).unwrap()).unwrap();
        }
        let refs: Vec<i64> = waiting
            .batches()
            .flat_map(|it| crate::gathered::refs_of(it).unwrap().values().to_vec())
            .collect();
        assert!(refs.iter().copied().eq(0..waiting.rows() as i64), "{refs:?}");
        assert_eq!(refs.len(), 10 * APART_MAX + 7);
        assert_eq!(waiting.batches().count(), 10 + 7);
    }
}
