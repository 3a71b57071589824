use model::*; use sources::*; use std::collections::BTreeMap;
#[derive(Default)] struct All { records: Vec<Record>, problems: Vec<Problem> }
impl Sink for All { fn record(&mut self, r: Record){self.records.push(r)} fn problem(&mut self,p:Problem){self.problems.push(p)} fn raw(&mut self,_:&RawEvent<'_>){} fn dataset(&mut self,_:&'static str,_:&str,_:&[u8]){} }
fn files(d: &std::path::Path, out: &mut Vec<std::path::PathBuf>) { if d.is_file() { out.push(d.into()); return } let mut e: Vec<_> = std::fs::read_dir(d).unwrap().map(|e| e.unwrap().path()).collect(); e.sort(); for p in e { files(&p, out) } }
#[test] fn dump() {
  let Ok(dirs) = std::env::var("DUMP") else { return };
  let full = std::env::var("FULL").is_ok();
  let ctx = Context::default();
  let mut n: BTreeMap<String, usize> = BTreeMap::new();
  for d in dirs.split(':') { let mut fs = vec![]; files(d.as_ref(), &mut fs);
   for f in fs {
    let b = std::fs::read(&f).unwrap();
    let name = f.to_string_lossy();
    let c = claimed_by(&name, &b, &ctx); if c.len() > 1 { println!("KINDS {name} {c:?}"); }
    let mut sink = All::default();
    let content = InMemory::new(b);
    let reports = read_file(&name, "00", &content, &content, &ctx, &mut sink);
    for r in &reports { println!("{} {:?} {:?} records {} problems {}", r.file, r.kind, r.reason, r.records, r.problems); *n.entry(format!("{:?}", r.kind)).or_default() += 1; }
    for p in &sink.problems { println!("   ! {:?} {:?} {}", p.level, p.place, p.cause) }
    if full { for r in &sink.records { print!("   {} {:?}", r.table.name, r.origin.place); for (c,v) in r.table.columns.iter().zip(&r.values) { if !v.is_null() && c.name != "document" && c.name != "stem" { match v { Value::Text(t) => print!(" {}={:?}", c.name, t.chars().take(200).collect::<String>()), Value::Time(t) => print!(" {}={t}", c.name), v => print!(" {}={v:?}", c.name) } } } println!(); } }
    for r in &sink.records { *n.entry(format!("table {}", r.table.name)).or_default() += 1; if let Some(l) = r.text("layout") { *n.entry(format!("layout {l}")).or_default() += 1; if r.text("name").is_none() || r.text("emails").is_none() { println!("   ? no name or mail") } } if r.table.name=="resume_jobs" && (r.text("employer").is_none() || r.text("title").is_none()) { println!("   ? {:?}", r.values) } if let (Some(a),Some(b))=(r.text("sharer"),r.text("shared_item")) { println!("   share {a} / {b}") } }
   } }
  for (k,v) in n { println!("{v} {k}") }
}
