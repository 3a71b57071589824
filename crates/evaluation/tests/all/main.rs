//! Small invented companies whose figures were worked out by hand.

mod fairness;
mod figures;
mod hostile;
mod renderings;
mod samples;

use evaluation::{Outputs, ScanFiles, Truth};

/// Eight people. Guilty: G1 (urgent, raised on day 10 with a loss on day 20), G2 (verify, raised on day 30 with a loss on
/// day 25), G3 (watch), G4 (stands in no row). Honest: look-alike L1 (verify), look-alike L2 (watch), H1 (none), and W8
/// (verify), of whom the truth says only that everyone else is honest. G1 and G2 are a ring; the scan says G1 and L1.
pub const TRUTH: &str = r#"{
  "company": "Fernhollow Looms", "window": ["2026-01-01T00:00:00Z", "2026-02-05T00:00:00Z"],
  "people": [
    {"key": "G1", "person": "worker:W1", "worker_ids": ["W1"], "applicant_ids": ["A1"], "truth": "guilty",
     "scenario": "C01", "prevent_by": "2026-01-21T00:00:00Z", "expect": "urgent"},
    {"key": "G2", "person": "worker:W2", "worker_ids": ["W2"], "applicant_ids": [], "truth": "guilty",
     "scenario": "C02", "prevent_by": "2026-01-26T00:00:00Z", "expect": "verify"},
    {"key": "G3", "person": "worker:W3", "worker_ids": ["W3"], "applicant_ids": [], "truth": "guilty",
     "scenario": "C02", "prevent_by": "2026-02-01T00:00:00Z", "expect": "verify"},
    {"key": "G4", "person": "applicant:A4", "worker_ids": [], "applicant_ids": ["A4"], "truth": "guilty",
     "scenario": "C02", "expect": "verify"},
    {"key": "L1", "person": "worker:W5", "worker_ids": ["W5"], "applicant_ids": [], "truth": "lookalike",
     "scenario": "B01", "expect": "none or watch"},
    {"key": "L2", "person": "worker:W6", "worker_ids": ["W6"], "applicant_ids": [], "truth": "lookalike",
     "scenario": "B02", "expect": "none or watch"},
    {"key": "H1", "person": "worker:W7", "worker_ids": ["W7"], "applicant_ids": [], "truth": "honest"}
  ],
  "everyone_else": "honest",
  "rings": [{"id": "R1", "members": ["worker:W1", "worker:W2"]}],
  "planted": [
    {"indicator": "pay-x", "person": "worker:W1", "kind": "guilty"},
    {"indicator": "pay-x", "person": "worker:W2", "kind": "guilty"},
    {"indicator": "pay-x", "person": "worker:W3", "kind": "guilty", "debatable": true},
    {"indicator": "pay-x", "person": "worker:W6", "kind": "harmless"},
    {"indicator": "net-y", "person": "worker:W3", "kind": "guilty"},
    {"indicator": "ext-z", "person": "worker:W1", "kind": "guilty"}
  ]
}"#;

/// G1 stands under the applicant's id, L1 under an id more than the truth knows.
pub const PEOPLE: &str = "\
rank,person,tier,bits,categories,worker_ids,applicant_ids,names,emails,ring,first_evidence_at,raised_at,reasons
1,applicant:A1,urgent,16.00,pay;device;graph,,A1,,,ring-1,2026-01-05T00:00:00Z,2026-01-11T00:00:00Z,pay-x;net-y
2,worker:W2,verify,9.00,pay;device,W2,,,,,2026-01-11T00:00:00Z,2026-01-31T00:00:00Z,pay-x
3,worker:W5,verify,8.50,pay;device,W5;W55,,,,ring-1,2026-01-02T00:00:00Z,2026-01-03T00:00:00Z,net-y
4,worker:W8,verify,8.00,pay;device,W8,,,,,2026-01-02T00:00:00Z,2026-01-04T00:00:00Z,net-y
5,worker:W3,watch,5.00,pay,W3,,,,,2026-01-05T00:00:00Z,,pay-x
6,worker:W6,watch,4.00,pay,W6,,,,,2026-01-05T00:00:00Z,,pay-x
7,worker:W7,none,-1.00,,W7,,,,,,,
";

pub const EVIDENCE: &str = r#"
{"indicator":"pay-x","subjects":["applicant:A1"],"bits":4.00,"counted":4.00}
{"indicator":"pay-x","subjects":["worker:W6"],"bits":4.00,"counted":4.00}
{"indicator":"pay-x","subjects":["worker:W2"],"bits":-2.00,"counted":-2.00}
{"indicator":"net-y","subjects":["worker:W55"],"bits":2.00,"counted":2.00}
{"indicator":"net-y","subjects":["worker:W8"],"bits":2.00,"counted":2.00}
{"indicator":"net-y","subjects":["handle:ip:192.0.2.1"],"bits":2.00,"counted":0.00}
"#;

pub const RINGS: &str = r#"[{"id":"ring-1","members":["applicant:A1","worker:W5"]}]"#;

pub const COVERAGE: &str = r#"{"indicators":{
  "pay-x":{"outcome":"found"},"net-y":{"outcome":"found"},"shp-w":{"outcome":"could_not_look"}}}"#;

pub fn truth() -> Truth {
    Truth::parse(TRUTH.as_bytes()).unwrap()
}

pub fn outputs() -> Outputs {
    outputs_of(PEOPLE)
}

pub fn outputs_of(people: &str) -> Outputs {
    Outputs::parse(&ScanFiles {
        people_csv: people.as_bytes(),
        evidence_ndjson: EVIDENCE.as_bytes(),
        rings_json: RINGS.as_bytes(),
        coverage_json: COVERAGE.as_bytes(),
    })
    .unwrap()
}
