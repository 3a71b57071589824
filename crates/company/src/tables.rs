//! The neutral tables: their columns, the file each is exported to, and how a row becomes a CSV line.

use crate::shelf::Framing;

/// One neutral table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) columns: &'static str,
}

pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "requisitions",
        file: "hiring/requisitions.csv",
        columns: "req_id,title,department,remote,opened_at",
    },
    Table {
        name: "applicants",
        file: "hiring/applicants.csv",
        columns: "applicant_id,req_id,applied_at,source,agency,full_name,emails,phones,address_line,city,region,postcode,country,time_zone,links,years_experience,resume_file,ip,user_agent",
    },
    Table {
        name: "references",
        file: "hiring/references.csv",
        columns: "reference_id,applicant_id,referee_name,referee_email,referee_phone,referee_company,referee_title,relation,referee_worker_id,called_at,called_via,outcome",
    },
    Table {
        name: "employment_checks",
        file: "hiring/employment_checks.csv",
        columns: "check_id,applicant_id,employer,title,claimed_from,claimed_to,verified_from,verified_to,checked_at,result",
    },
    Table {
        name: "identity_checks",
        file: "hiring/identity_checks.csv",
        columns: "check_id,subject_id,vendor,kind,checked_at,result,name_on_document,reason",
    },
    Table {
        name: "interviews",
        file: "hiring/interviews.csv",
        columns: "interview_id,applicant_id,round,platform,meeting_id,started_at,ended_at,interviewer,camera,camera_reason,background,background_refused,liveness_asked,liveness_done,other_voices,in_person,notes",
    },
    Table {
        name: "workers",
        file: "people/workers.csv",
        columns: "worker_id,applicant_id,legal_name,preferred_name,work_email,personal_email,phone,github_login,address_line,city,region,postcode,country,time_zone,job_title,department,manager_id,worker_type,agency,remote,start_date,end_date,end_reason,req_id,replaces_worker_id",
    },
    Table {
        name: "changes",
        file: "people/changes.csv",
        columns: "change_id,worker_id,field,changed_at,effective_date,old_value,new_value,institution,routing_number,account_holder,changed_by,ip,channel",
    },
    Table {
        name: "pay_accounts",
        file: "people/pay_accounts.csv",
        columns: "worker_id,account_digest,institution,routing_number,account_holder,since",
    },
    Table {
        name: "performance",
        file: "people/performance.csv",
        columns: "worker_id,reviewed_at,rating,note",
    },
    Table {
        name: "reverifications",
        file: "people/reverifications.csv",
        columns: "worker_id,requested_at,kind,outcome,accepted_reason",
    },
    Table { name: "travel", file: "people/travel.csv", columns: "worker_id,from,to,country,approved" },
    Table { name: "households", file: "people/households.csv", columns: "worker_id,household_id" },
    Table {
        name: "exemptions",
        file: "people/exemptions.csv",
        columns: "subject_id,indicator,until,granted_by",
    },
    Table {
        name: "shipments",
        file: "equipment/shipments.csv",
        columns: "shipment_id,worker_id,asset_serial,carrier,tracking_no,event,event_time,requested_by,channel,address_line,city,region,postcode,country,address_type,signed_by",
    },
    Table {
        name: "devices",
        file: "equipment/devices.csv",
        columns: "asset_serial,hostname,worker_id,model,platform,managed,enrolled_at,last_check_in,last_ip,gateway_mac",
    },
    Table {
        name: "tickets",
        file: "equipment/tickets.csv",
        columns: "ticket_id,opened_at,requester,category,subject,body,closed_at,resolution",
    },
    Table {
        name: "access_grants",
        file: "equipment/access_grants.csv",
        columns: "worker_id,system,granted_at,role_needs_it",
    },
    Table {
        name: "confirmed_artefacts",
        file: "security/confirmed_artefacts.csv",
        columns: "incident_id,closed_at,kind,value,expires_at",
    },
    Table {
        name: "leak_alerts",
        file: "security/leak_alerts.csv",
        columns: "alert_id,seen_at,place,url,matched,repo,first_commit_author",
    },
    Table { name: "ip_ranges", file: "security/ip_ranges.csv", columns: "cidr,label,provider,source,as_of" },
];

/// The table of that name. Names are constants of this crate, so a wrong one is a mistake of ours.
pub(crate) fn table(name: &str) -> &'static Table {
    let found = TABLES.iter().find(|table| table.name == name);
    assert!(found.is_some(), "no neutral table is called `{name}`");
    found.unwrap_or(&TABLES[0])
}

impl Table {
    pub(crate) fn framing(&self) -> Framing {
        Framing::Headed(self.columns)
    }

    /// A CSV line with the given cells, in the order of the columns. A cell without a column is a mistake of ours.
    pub(crate) fn line(&self, cells: &[(&str, &str)]) -> String {
        for (column, _) in cells {
            assert!(
                self.columns.split(',').any(|known| known == *column),
                "`{}` has no column `{column}`",
                self.name
            );
        }
        let mut line = String::new();
        for (position, column) in self.columns.split(',').enumerate() {
            if position > 0 {
                line.push(',');
            }
            if let Some((_, value)) = cells.iter().find(|(name, _)| *name == column) {
                line.push_str(&cell(value));
            }
        }
        line
    }
}

/// A cell as RFC 4180 wants it.
pub(crate) fn cell(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}
