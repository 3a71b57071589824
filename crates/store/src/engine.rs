//! The query engine: SQL in, rows out, within a fixed amount of memory.
//!
//! Every table of the model is there under `raw.<name>`, also the empty ones. Small tables can be added by
//! value, look-ups as functions of text, and views on top. Only questions are answered: no statement that
//! changes or writes anything, and no file but our own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::arrow::array::{Array, ArrayRef, StringArray, StringBuilder};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::datasource::MemTable;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::logical_expr::{ColumnarValue, Expr, LogicalPlan, Volatility, create_udf};
use datafusion::prelude::{SQLOptions, SessionConfig, SessionContext};
use futures::StreamExt;
use model::{Kind, Record, Rows, Table, Timestamp, Value, limits, tables};

use crate::{Folder, StoreError, arrow_rows, schema};

/// Answers of one look-up that are remembered; then it begins anew.
const REMEMBERED_MAX: usize = 1 << 15;

/// Answers questions over one folder, or over records handed to it.
pub struct Engine {
    context: SessionContext,
    runtime: tokio::runtime::Runtime,
}

impl Engine {
    /// Over everything that is kept in a folder.
    pub fn over(folder: &Folder) -> Result<Engine, StoreError> {
        let engine = Engine::empty(Some(folder))?;
        for table in tables::ALL {
            engine.register_parts(table.name, schema::stored(table), folder)?;
            engine.see(table, None)?;
        }
        engine.register_parts(schema::ALSO, schema::also(), folder)?;
        engine.raw_view(schema::ALSO, "true")?;
        Ok(engine)
    }

    /// From here on, records of what happened after `now` are not seen. A plan is not a happening: a
    /// journey or a first day of work may lie ahead.
    pub fn until(&self, now: Timestamp) -> Result<(), StoreError> {
        for table in tables::ALL {
            self.see(table, Some(now))?;
        }
        Ok(())
    }

    fn see(&self, table: &Table, until: Option<Timestamp>) -> Result<(), StoreError> {
        let ahead = ["travel", "workers"].contains(&table.name);
        match until.filter(|_| table.at.is_some() && !ahead) {
            Some(now) => {
                let micros = now.as_microsecond();
                self.raw_view(table.name, &format!("at is null or at <= to_timestamp_micros({micros})"))
            }
            None => self.raw_view(table.name, "true"),
        }
    }

    fn raw_view(&self, name: &str, condition: &str) -> Result<(), StoreError> {
        self.runtime.block_on(async {
            let text = format!(
                "create or replace view raw.\"{name}\" as select * from kept.\"{name}\" where {condition}"
            );
            self.context.sql(&text).await?.collect().await?;
            Ok(())
        })
    }

    /// Over a few records in memory, each with the `ref` that is given: for proofs.
    pub fn of(records: &[(i64, Record)]) -> Result<Engine, StoreError> {
        let engine = Engine::empty(None)?;
        for table in tables::ALL {
            let stored = schema::stored(table);
            let mut rows = Vec::new();
            for (record_ref, record) in records.iter().filter(|(_, it)| it.table.name == table.name) {
                let mut row = record.values.clone();
                row.push(Value::Int(*record_ref));
                row.push(record.at().into());
                row.push(record.known_at().into());
                row.push(Value::Null);
                row.push(Value::Text(record.origin.file.clone()));
                rows.push(row);
            }
            engine.register_batch("raw", table.name, arrow_rows::batch(&stored, &rows)?)?;
        }
        engine.register_batch("raw", schema::ALSO, arrow_rows::batch(&schema::also(), &[])?)?;
        Ok(engine)
    }

    fn empty(folder: Option<&Folder>) -> Result<Engine, StoreError> {
        let mut runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::new(FairSpillPool::new(limits::ENGINE_MEMORY_BYTES)));
        if let Some(folder) = folder {
            let spill = DiskManagerMode::Directories(vec![folder.dir().join("tmp")]);
            runtime = runtime.with_disk_manager_builder(DiskManagerBuilder::default().with_mode(spill));
        }
        let config = SessionConfig::new()
            .with_target_partitions(2)
            .with_information_schema(false)
            .set_bool("datafusion.execution.parquet.schema_force_view_types", false)
            .set_bool("datafusion.execution.parquet.pushdown_filters", true);
        let context = SessionContext::new_with_config_rt(config, Arc::new(runtime.build()?));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_stack_size(8 << 20)
            .build()
            .map_err(StoreError::io("engine threads"))?;
        let engine = Engine { context, runtime };
        engine.runtime.block_on(engine.context.sql("create schema raw"))?;
        engine.runtime.block_on(engine.context.sql("create schema kept"))?;
        Ok(engine)
    }

    fn register_parts(
        &self,
        name: &str,
        stored: datafusion::arrow::datatypes::SchemaRef,
        folder: &Folder,
    ) -> Result<(), StoreError> {
        let mut urls = Vec::new();
        for part in folder.parts(name) {
            let path = part.to_string_lossy().into_owned();
            let absolute = std::path::absolute(&path).map_err(StoreError::io(&path))?;
            urls.push(ListingTableUrl::parse(format!("file://{}", absolute.display()))?);
        }
        if urls.is_empty() {
            return self.register_batch("kept", name, arrow_rows::batch(&stored, &[])?);
        }
        let options = ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension(".parquet");
        let config =
            ListingTableConfig::new_with_multi_paths(urls).with_listing_options(options).with_schema(stored);
        self.context.register_table(format!("kept.\"{name}\""), Arc::new(ListingTable::try_new(config)?))?;
        Ok(())
    }

    fn register_batch(
        &self,
        schema_name: &str,
        name: &str,
        batch: datafusion::arrow::array::RecordBatch,
    ) -> Result<(), StoreError> {
        let table = MemTable::try_new(batch.schema(), vec![vec![batch]])?;
        let name = format!("{schema_name}.\"{name}\"");
        self.context.deregister_table(name.as_str())?;
        self.context.register_table(name.as_str(), Arc::new(table))?;
        Ok(())
    }

    /// Adds a small table by value; one of that name is replaced.
    pub fn table(&self, name: &str, columns: &[(&str, Kind)], rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let fields = columns.iter().map(|(name, kind)| Field::new(*name, schema::data_type(*kind), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        self.register_batch("public", name, arrow_rows::batch(&schema, rows)?)
    }

    /// Adds a view. The text is ours, never a user's.
    pub fn view(&self, name: &str, sql: &str) -> Result<(), StoreError> {
        self.runtime.block_on(async {
            let text = format!("create or replace view \"{name}\" as {sql}");
            self.context.sql(&text).await?.collect().await?;
            Ok::<_, StoreError>(())
        })
    }

    /// Adds the answer of a query as a table: for what many questions ask and what stays small. The text is
    /// ours, never a user's.
    pub fn keep(&self, name: &str, sql: &str) -> Result<(), StoreError> {
        let (schema, batches) = self.runtime.block_on(async {
            let frame = self.context.sql(sql).await?;
            let schema = Arc::new(frame.schema().as_arrow().clone());
            Ok::<_, StoreError>((schema, frame.collect().await?))
        })?;
        let table = MemTable::try_new(schema, vec![batches])?;
        let name = format!("public.\"{name}\"");
        self.context.deregister_table(name.as_str())?;
        self.context.register_table(name.as_str(), Arc::new(table))?;
        Ok(())
    }

    /// Adds a look-up: a function from texts to a text. Logs repeat themselves, so answers are remembered.
    pub fn function<F>(&self, name: &str, arity: usize, look_up: F)
    where
        F: Fn(&[Option<&str>]) -> Option<String> + Send + Sync + 'static,
    {
        let memory = Mutex::new(HashMap::<String, Option<String>>::new());
        let body = move |arguments: &[ColumnarValue]| {
            let arrays = ColumnarValue::values_to_arrays(arguments)?;
            let arrays =
                arrays.iter().map(|it| cast(it, &DataType::Utf8)).collect::<Result<Vec<ArrayRef>, _>>()?;
            let texts: Vec<&StringArray> =
                arrays.iter().filter_map(|it| it.as_any().downcast_ref()).collect();
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            let mut res = StringBuilder::new();
            let mut key = String::new();
            for idx in 0..texts.first().map_or(0, |it| it.len()) {
                let values: Vec<Option<&str>> =
                    texts.iter().map(|it| it.is_valid(idx).then(|| it.value(idx))).collect();
                key.clear();
                for value in &values {
                    // Unknown and empty are different arguments.
                    key.push_str(value.map_or("\u{1}", |it| it));
                    key.push('\u{1f}');
                }
                if let Some(found) = memory.get(&key) {
                    res.append_option(found.as_deref());
                    continue;
                }
                let found = look_up(&values);
                res.append_option(found.as_deref());
                if memory.len() >= REMEMBERED_MAX {
                    memory.clear();
                }
                memory.insert(key.clone(), found);
            }
            Ok(ColumnarValue::Array(Arc::new(res.finish()) as ArrayRef))
        };
        let function = create_udf(
            name,
            vec![DataType::Utf8; arity],
            DataType::Utf8,
            Volatility::Immutable,
            Arc::new(body),
        );
        self.context.register_udf(function);
    }

    /// Answers one question.
    pub fn query(&self, sql: &str) -> Result<Rows, StoreError> {
        self.runtime.block_on(async {
            let options =
                SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
            let plan = self.context.state().create_logical_plan(sql).await?;
            options.verify_plan(&plan).map_err(|it| StoreError::Refused(it.strip_backtrace()))?;
            refuse_hungry_distinct(&plan)?;
            let frame = self.context.execute_logical_plan(plan).await?;
            let schema = Arc::new(frame.schema().as_arrow().clone());
            let mut stream = frame.execute_stream().await?;
            let mut batches = Vec::new();
            let mut len = 0;
            while let Some(batch) = stream.next().await {
                let batch = batch?;
                len += batch.num_rows();
                if len > limits::ROWS_PER_QUERY_MAX {
                    let most = limits::ROWS_PER_QUERY_MAX;
                    return Err(StoreError::Refused(format!(
                        "more than {most} rows; gather less in the query"
                    )));
                }
                batches.push(batch);
            }
            arrow_rows::rows(&schema, &batches)
        })
    }

    /// Whether a table has any record.
    pub fn has_records(&self, table: &str) -> Result<bool, StoreError> {
        Ok(!self.query(&format!("select 1 as one from raw.\"{table}\" limit 1"))?.is_empty())
    }
}

/// `count(distinct text)` beside another aggregate makes this engine take memory without counting it
/// (33 kB for each group): the process dies where a query should spill. Two group-bys say the same.
fn refuse_hungry_distinct(plan: &LogicalPlan) -> Result<(), StoreError> {
    let mut found = false;
    plan.apply(|node| {
        if let LogicalPlan::Aggregate(aggregate) = node {
            let several = aggregate.aggr_expr.len() > 1 && !aggregate.group_expr.is_empty();
            for expr in &aggregate.aggr_expr {
                let Expr::AggregateFunction(function) = expr.clone().unalias() else { continue };
                let text = function.params.args.iter().any(|it| {
                    use datafusion::logical_expr::ExprSchemable;
                    it.get_type(aggregate.input.schema()).is_ok_and(|it| {
                        matches!(it, DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8)
                    })
                });
                found |= several && text && function.params.distinct && function.func.name() == "count";
            }
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    if found {
        let hint = "count(distinct text) beside another aggregate; group twice instead";
        return Err(StoreError::Refused(hint.to_owned()));
    }
    Ok(())
}
