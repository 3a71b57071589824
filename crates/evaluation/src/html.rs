//! An evaluation as one page that needs nothing else: no script, no font, no address.

use crate::escape::html;
use crate::evaluation::Evaluation;
use crate::{plots, sections};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d2433;--soft:#5b6577;--line:#d8dde6;--good:#1f6f8b;--bad:#b3452c;--paper:#fff}\
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#9aa4b5;--line:#3a4252;--good:#6cc0dd;--bad:#f08a6e;\
--paper:#151922}}\
body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:72rem;margin:2rem auto;\
padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.2rem}p{color:var(--soft);max-width:60rem}\
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.87rem}th,td{text-align:left;padding:.25rem .7rem;\
border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}td:last-child{white-space:normal}\
th{color:var(--soft);font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}\
svg{max-width:100%;height:auto;font:12px system-ui,sans-serif}svg text{fill:var(--soft)}\
line.grid{stroke:var(--line)}line.diagonal{stroke:var(--soft);stroke-dasharray:4 4}\
line.good{stroke:var(--good);stroke-width:2}line.bad{stroke:var(--bad);stroke-width:2}\
circle.good{fill:var(--good)}circle.bad{fill:var(--bad)}";

impl Evaluation {
    pub fn html(&self) -> String {
        let mut body = String::new();
        for it in sections::all(self) {
            let drawing = match it.id {
                "tiers" => plots::tiers(&self.tiers),
                "timing" => plots::days(&self.timing),
                "calibration" => plots::reliability(&self.calibration),
                _ => String::new(),
            };
            body.push_str(&it.html(&drawing));
        }
        page("How often was it right?", &sections::summary(self), &body)
    }
}

/// `body` is markup that is already escaped.
pub(crate) fn page(title: &str, summary: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{summary}.</p>\n{body}\
         </body>\n</html>\n",
        title = html(title),
        summary = html(summary),
    )
}
