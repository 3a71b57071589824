use model::*; use sources::*; use std::sync::Arc; use std::collections::BTreeMap;
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
    let mut b = std::fs::read(&f).unwrap();
    if f.extension().is_some_and(|e| e=="gz") { use std::io::Read; let mut o=vec![]; let _ = flate2::read::GzDecoder::new(&b[..]).read_to_end(&mut o); b=o; }
    let j: Option<serde_json::Value> = serde_json::from_slice(&b).ok();
    let mut kinds = vec![];
    for s in SOURCES { let hit = match &s.shape { Shape::Document{sniff,..} => sniff(&b), Shape::Stream{sniff,..} => sniff(&b[..b.len().min(65536)]), Shape::Json{sniff,..} => j.as_ref().is_some_and(|j| sniff(j)), Shape::Lines{..} | Shape::Csv{..} => false };
      if hit { kinds.push(s) } }
    if kinds.len() != 1 { println!("KINDS {} {:?}", f.display(), kinds.iter().map(|k| k.id).collect::<Vec<_>>()); }
    *n.entry(kinds.first().map_or("none", |k| k.id).into()).or_default() += 1;
    let Some(s) = kinds.first() else { continue };
    let mut sink = All::default();
    let name: Arc<str> = f.to_string_lossy().into();
    let mut r = Reading::new(&ctx, name.clone(), "00".into(), &mut sink);
    match &s.shape { Shape::Document{read,..} => read(&b, &mut r), Shape::Stream{read,..} => read(&mut &b[..], &mut r), Shape::Json{read,..} => read(j.as_ref().unwrap(), &mut r), _ => {} }
    let count = |t: &str| sink.records.iter().filter(|r| r.table.name == t).count();
    let short = f.file_name().unwrap().to_string_lossy().into_owned();
    println!("{short} {} passages {} jobs {} mails {} problems {}", s.id, count("resume_passages"), count("resume_jobs"), count("mails"), sink.problems.len());
    for p in &sink.problems { println!("   ! {:?} {:?} {}", p.level, p.place, p.cause) }
    if full { for r in &sink.records { print!("   {}", r.table.name); for (c,v) in r.table.columns.iter().zip(&r.values) { if !v.is_null() && c.name != "document" && c.name != "stem" { match v { Value::Text(t) => print!(" {}={:?}", c.name, t), Value::Time(t) => print!(" {}={t}", c.name), v => print!(" {}={v:?}", c.name) } } } println!(); } }
    for r in &sink.records { if let Some(l) = r.text("layout") { *n.entry(format!("layout {l}")).or_default() += 1; if r.text("name").is_none() || r.text("emails").is_none() { println!("   ? no name or mail") } if !full { println!("   years {:?} name {:?} sections {:?}", r.get("years_stated"), r.text("name"), r.text("sections")) } } if r.table.name=="resume_jobs" && (r.text("employer").is_none() || r.text("title").is_none()) { println!("   ? {:?}", r.values) } }
   } }
  for (k,v) in n { println!("{v} {k}") }
}
