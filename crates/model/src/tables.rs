//! The tables that records stand in: their names, columns, units and which of their times is which.
//!
//! `neutral` tables are those of the input contract (a company's own export); their columns are the
//! contract's, and a `*` there is `[must]` here. The others are what product logs are read into:
//! one table per kind of happening, whatever product saw it.
//!
//! Each stored record carries, besides its columns: `ref` (its identity), `at` (when it happened),
//! `known_at` (when it was known, else `at`), `file_kind` (the kind of its file), `file`, `sha256`,
//! `line`, `record`, `message_id`.

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Several texts in one cell, joined by `;`.
    List,
    Int,
    Number,
    /// yes or no.
    Flag,
    Time,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    /// A table of the contract is recognised when all its required columns are in the header.
    pub required: bool,
}

#[derive(Debug, PartialEq)]
pub struct Table {
    pub name: &'static str,
    pub about: &'static str,
    /// The column that says when it happened.
    pub at: Option<&'static str>,
    /// The column that says when it was known, where that is another.
    pub known_at: Option<&'static str>,
    /// The column whose value is the record's identity, where the contract or the vendor promises one.
    pub neutral: bool,
    pub columns: &'static [Column],
    places: Places,
}

impl Table {
    /// The place of the column of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        let mut slot = first_slot(name.as_bytes());
        loop {
            let idx = usize::from(self.places[slot]);
            let column = self.columns.get(idx)?;
            if column.name == name {
                return Some(idx);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// Where columns are found by name: each stands in the first free slot from the one its name leads to. Cells are
/// set by name, some thirty a record, so looking through all the names would be felt.
type Places = [u8; SLOTS];

const SLOTS: usize = 128;
const FREE: u8 = u8::MAX;

const fn first_slot(name: &[u8]) -> usize {
    let len = name.len();
    if len == 0 {
        return 0;
    }
    (len * 3 + name[0] as usize * 5 + name[len / 2] as usize * 11 + name[len - 1] as usize * 17) % SLOTS
}

const fn places(columns: &[Column]) -> Places {
    assert!(columns.len() < SLOTS, "a table has fewer columns than there are slots");
    let mut res = [FREE; SLOTS];
    let mut idx = 0;
    while idx < columns.len() {
        let mut slot = first_slot(columns[idx].name.as_bytes());
        while res[slot] != FREE {
            slot = (slot + 1) % SLOTS;
        }
        res[slot] = idx as u8;
        idx += 1;
    }
    res
}

/// The table of that name.
pub fn table(name: &str) -> Option<&'static Table> {
    ALL.iter().copied().find(|it| it.name == name)
}

const fn column(name: &'static str, kind: Kind, required: bool) -> Column {
    Column { name, kind, required }
}

/// `id: Text[must]` is a column that the contract requires, `note: Text` one that may be missing.
macro_rules! columns {
    (@required must) => { true };
    (@required) => { false };
    ($($name:ident : $kind:ident $([$must:ident])?),* $(,)?) => {
        &[$(column(stringify!($name), Kind::$kind, columns!(@required $($must)?))),*]
    };
}

macro_rules! tables {
    ($($(#[doc = $about:literal])+ $constant:ident = $name:literal, $neutral:literal, at $at:expr, known $known:expr, { $($columns:tt)* })*) => {
        $(
            $(#[doc = $about])+
            pub static $constant: Table = Table {
                name: $name,
                about: concat!($($about),+),
                at: $at,
                known_at: $known,
                neutral: $neutral,
                columns: columns!($($columns)*),
                places: places(columns!($($columns)*)),
            };
        )*
        /// Every table, those of the contract first.
        pub static ALL: &[&Table] = &[$(&$constant),*];
    };
}

tables! {
    // --- what a company states about its people: the neutral tables of the contract ---------------
    /// Posts that were opened.
    REQUISITIONS = "requisitions", true, at Some("opened_at"), known None, {
        req_id: Text[must], title: Text[must], department: Text, remote: Flag[must], opened_at: Time,
    }
    /// One application of one applicant. `application_id` is the application's own id, where the product has one.
    APPLICANTS = "applicants", true, at Some("applied_at"), known None, {
        applicant_id: Text[must], req_id: Text, applied_at: Time[must], source: Text, agency: Text, full_name: Text[must],
        emails: List[must], phones: List, address_line: Text, city: Text, region: Text, postcode: Text, country: Text,
        time_zone: Text, links: List, years_experience: Number, resume_file: Text, ip: Text, user_agent: Text, application_id: Text,
    }
    /// A reference that an applicant named, and the call that checked it.
    REFERENCES = "references", true, at None, known Some("called_at"), {
        reference_id: Text[must], applicant_id: Text[must], referee_name: Text[must], referee_email: Text, referee_phone: Text,
        referee_company: Text, referee_title: Text, relation: Text, referee_worker_id: Text, called_at: Time,
        called_via: Text, outcome: Text,
    }
    /// A former employer's answer about a claimed job.
    EMPLOYMENT_CHECKS = "employment_checks", true, at None, known Some("checked_at"), {
        check_id: Text[must], applicant_id: Text[must], employer: Text[must], title: Text, claimed_from: Time, claimed_to: Time,
        verified_from: Time, verified_to: Time, checked_at: Time, result: Text[must],
    }
    /// An identity check of an applicant or a worker.
    IDENTITY_CHECKS = "identity_checks", true, at Some("checked_at"), known None, {
        check_id: Text[must], subject_id: Text[must], vendor: Text, kind: Text, checked_at: Time[must], result: Text[must],
        name_on_document: Text, reason: Text,
    }
    /// One interview round, as the interviewer noted it.
    INTERVIEWS = "interviews", true, at Some("started_at"), known None, {
        interview_id: Text[must], applicant_id: Text[must], round: Text, platform: Text, meeting_id: Text, started_at: Time[must],
        ended_at: Time, interviewer: Text, camera: Text, camera_reason: Text, background: Text,
        background_refused: Flag, liveness_asked: Flag, liveness_done: Flag, other_voices: Flag, in_person: Flag,
        notes: Text,
    }
    /// Everyone who works or worked here, as of the day of export.
    WORKERS = "workers", true, at Some("start_date"), known None, {
        worker_id: Text[must], applicant_id: Text, legal_name: Text[must], preferred_name: Text, work_email: Text[must],
        personal_email: Text, phone: Text, github_login: Text, address_line: Text, city: Text, region: Text,
        postcode: Text, country: Text, time_zone: Text, job_title: Text[must], department: Text, manager_id: Text,
        worker_type: Text, agency: Text, remote: Flag, start_date: Time[must], end_date: Time, end_reason: Text,
        req_id: Text, replaces_worker_id: Text,
    }
    /// A change of a worker's record.
    CHANGES = "changes", true, at Some("changed_at"), known None, {
        change_id: Text[must], worker_id: Text[must], field: Text[must], changed_at: Time[must], effective_date: Time, old_value: Text,
        new_value: Text, institution: Text, routing_number: Text, account_holder: Text, changed_by: Text, ip: Text,
        channel: Text,
    }
    /// Where a worker's pay goes, and since when. Accounts are digests.
    PAY_ACCOUNTS = "pay_accounts", true, at Some("since"), known None, {
        worker_id: Text[must], account_digest: Text[must], institution: Text, routing_number: Text, account_holder: Text,
        since: Time[must],
    }
    /// One event on the way of a parcel with a device.
    SHIPMENTS = "shipments", true, at Some("event_time"), known None, {
        shipment_id: Text[must], worker_id: Text[must], asset_serial: Text, carrier: Text, tracking_no: Text, event: Text[must],
        event_time: Time[must], requested_by: Text, channel: Text, address_line: Text, city: Text, region: Text,
        postcode: Text, country: Text, address_type: Text, signed_by: Text,
    }
    /// Devices the company owns or manages. `account` is the sign-in name of who has it, where an inventory
    /// knows no worker.
    DEVICES = "devices", true, at Some("enrolled_at"), known None, {
        asset_serial: Text[must], hostname: Text[must], worker_id: Text, model: Text, platform: Text, managed: Flag,
        enrolled_at: Time, last_check_in: Time, last_ip: Text, gateway_mac: Text, account: Text,
    }
    /// A request to the help desk.
    TICKETS = "tickets", true, at Some("opened_at"), known None, {
        ticket_id: Text[must], opened_at: Time[must], requester: Text[must], category: Text, subject: Text[must], body: Text,
        closed_at: Time, resolution: Text,
    }
    /// A review of a worker's performance.
    PERFORMANCE = "performance", true, at Some("reviewed_at"), known None, {
        worker_id: Text[must], reviewed_at: Time[must], rating: Text, note: Text,
    }
    /// A repeat identity check that was asked for.
    REVERIFICATIONS = "reverifications", true, at Some("requested_at"), known None, {
        worker_id: Text[must], requested_at: Time[must], kind: Text, outcome: Text[must], accepted_reason: Text,
    }
    /// Access that was given.
    ACCESS_GRANTS = "access_grants", true, at Some("granted_at"), known None, {
        worker_id: Text[must], system: Text[must], granted_at: Time, role_needs_it: Flag,
    }
    /// Travel that was told to the company.
    TRAVEL = "travel", true, at Some("from"), known None, {
        worker_id: Text[must], from: Time[must], to: Time[must], country: Text[must], approved: Flag,
    }
    /// Workers who declared that they share a home.
    HOUSEHOLDS = "households", true, at None, known None, {
        worker_id: Text[must], household_id: Text[must],
    }
    /// Indicators that are not to be counted for a person; never the reason.
    EXEMPTIONS = "exemptions", true, at None, known None, {
        subject_id: Text[must], indicator: Text[must], until: Time, granted_by: Text,
    }
    /// Artefacts of closed, confirmed incidents.
    CONFIRMED_ARTEFACTS = "confirmed_artefacts", true, at Some("closed_at"), known None, {
        incident_id: Text[must], closed_at: Time[must], kind: Text[must], value: Text[must], expires_at: Time,
    }
    /// Company data seen in public.
    LEAK_ALERTS = "leak_alerts", true, at Some("seen_at"), known None, {
        alert_id: Text[must], seen_at: Time[must], place: Text[must], url: Text, matched: Text[must], repo: Text,
        first_commit_author: Text,
    }
    /// Network ranges and what is said of them. Plain CIDR lists are read into this table too.
    IP_RANGES = "ip_ranges", true, at None, known None, {
        cidr: Text[must], label: Text[must], provider: Text, source: Text, as_of: Text,
    }

    // --- documents -----------------------------------------------------------------------------
    /// One resume. `document` is the digest of its bytes; `stem` the file name without its ending.
    RESUMES = "resumes", false, at None, known None, {
        document: Text, stem: Text, format: Text, name: Text, emails: List, phones: List, links: List,
        employers: List, first_job_from: Time, years_stated: Number, n_words: Int, layout: Text, sections: List,
        fonts: List, producer: Text, creator: Text, author: Text, document_id: Text, created_at: Time, page_box: Text,
    }
    /// One passage (a bullet, a sentence, a line) of a resume. `section`: experience, summary, skills,
    /// education, references, contact, other. `seq` counts from 1.
    RESUME_PASSAGES = "resume_passages", false, at None, known None, {
        document: Text, stem: Text, seq: Int, section: Text, text: Text, n_words: Int,
    }
    /// One job in a resume; dates are the first day of the stated month or year.
    RESUME_JOBS = "resume_jobs", false, at None, known None, {
        document: Text, stem: Text, seq: Int, employer: Text, title: Text, from: Time, to: Time, current: Flag,
    }
    /// One mail. Bodies are read for features and not kept: `body` is emptied before a record is stored.
    /// `mailbox` is the owner the path names, else empty. `direction`: in, out, internal or empty.
    /// `archive_members` are the names inside attached archives, never their contents.
    /// `sharer` and `shared_item`: who a cloud drive's notice says has shared what.
    MAILS = "mails", false, at Some("sent_at"), known None, {
        mail_id: Text, sent_at: Time, utc_offset_minutes: Int, mailbox: Text, from_address: Text, from_name: Text,
        reply_to: Text, to: List, cc: List, subject: Text, body: Text, n_words: Int, body_digest: Text,
        attachments: List, archive_members: List, links: List, origin_ip: Text, received_ips: List,
        auth_results: Text, user_agent: Text, sharer: Text, shared_item: Text, delivery: Text, product: Text,
    }
    /// One stretch of speech in a meeting's transcript, in seconds from its start.
    SPEECH = "speech", false, at Some("meeting_at"), known None, {
        meeting_id: Text, meeting_at: Time, seq: Int, speaker: Text, start_seconds: Number, end_seconds: Number,
        n_words: Int, is_question: Flag,
    }

    // --- what happened: product logs -----------------------------------------------------------
    /// A sign-in or a step of one. `result`: success, failure, challenge, other. `account` is the
    /// sign-in name as the product writes it; `event` is the product's own word.
    SIGNINS = "signins", false, at Some("happened_at"), known None, {
        happened_at: Time, account: Text, account_id: Text, result: Text, reason: Text, event: Text, app: Text,
        ip: Text, ip_chain: List, city: Text, region: Text, country: Text, latitude: Number, longitude: Number,
        as_number: Int, as_org: Text, is_proxy: Flag, vpn_operator: Text, device_id: Text, device_name: Text,
        managed: Flag, os: Text, browser: Text, user_agent: Text, session_id: Text, client_hash: Text,
        interactive: Flag, risk: Text, behaviors: List, product: Text,
    }
    /// A change to an account: factors, rules, forwarding, roles, devices. `action` is the product's own word.
    ACCOUNT_EVENTS = "account_events", false, at Some("happened_at"), known None, {
        happened_at: Time, account: Text, action: Text, target: Text, target_kind: Text, detail: Text, result: Text,
        ip: Text, device_id: Text, session_id: Text, user_agent: Text, product: Text,
    }
    /// Something done to a file in a company store. `action`: view, download, upload, copy, share, sync,
    /// create, edit, delete, search, other. `external`: it crossed the company's border, as the product says.
    FILE_EVENTS = "file_events", false, at Some("happened_at"), known None, {
        happened_at: Time, account: Text, action: Text, event: Text, item: Text, item_id: Text, item_kind: Text,
        location: Text, size_bytes: Int, owner: Text, target: Text, visibility: Text, external: Flag, primary: Flag,
        ip: Text, managed: Flag, session_id: Text, user_agent: Text, product: Text,
    }
    /// Something done on a code host. `action`: clone, fetch, push, download, create, fork, transfer,
    /// visibility, key, member, delete, other. `owner` is the part of `repository` before the slash.
    CODE_EVENTS = "code_events", false, at Some("happened_at"), known None, {
        happened_at: Time, account: Text, action: Text, event: Text, repository: Text, owner: Text, organisation: Text,
        public: Flag, is_bot: Flag, ip: Text, country: Text, user_agent: Text, transport: Text, access_kind: Text,
        token: Text, target: Text, product: Text,
    }
    /// A request through the web proxy or CASB. `cloud_account` is the account inside the cloud service.
    WEB_EVENTS = "web_events", false, at Some("happened_at"), known None, {
        happened_at: Time, account: Text, device_name: Text, device_owner: Text, url: Text, host: Text, method: Text,
        app: Text, activity: Text, object: Text, cloud_account: Text, instance: Text, category: Text, bytes_out: Int,
        bytes_in: Int, file_size: Int, ip: Text, public_ip: Text, allowed: Flag, user_agent: Text, product: Text,
    }
    /// A step of a virtual-desktop session. `state`: started, connected, completed.
    VDI_SESSIONS = "vdi_sessions", false, at Some("happened_at"), known None, {
        happened_at: Time, account: Text, client_ip: Text, client_os: Text, client_type: Text, client_name: Text,
        session_host: Text, state: Text, session_id: Text, product: Text,
    }
    /// One person's presence in one meeting. `video_seconds` 0 is camera off; empty is not said.
    MEETINGS = "meetings", false, at Some("joined_at"), known None, {
        joined_at: Time, left_at: Time, meeting_id: Text, account: Text, display_name: Text, external: Flag, ip: Text,
        internal_ips: List, location: Text, country: Text, device: Text, os: Text, network: Text, camera: Text,
        microphone: Text, speaker: Text, pc_name: Text, mac_addr: Text, harddisk_id: Text, video_on: Flag,
        video_seconds: Number, audio_seconds: Number, duration_seconds: Number, video_latency_ms: Number,
        product: Text,
    }
    /// What the sound of one side of a call is like: never whose voice it is, and no voice can be made out from it.
    /// Seconds are of the recording; loudness is in dBFS. `seq` is the channel, from 1; channels that hold the same
    /// talk are one side. Pauses are silences within a side's own talk, answers the silences before it answers the
    /// other side (empty where the sides are not on channels of their own); long ones last 5 s or more.
    /// `second_voice_seconds` is speech far quieter than the main speaker's; `babble_share` of the time without the
    /// main speaker sounds like people talking; `dropouts` are cuts of digital silence within speech.
    CALL_AUDIO = "call_audio", false, at Some("meeting_at"), known None, {
        meeting_id: Text, meeting_at: Time, stem: Text, seq: Int, channels: Int, duration_seconds: Number,
        silent_seconds: Number, noise_dbfs: Number, speech_dbfs: Number, speech_seconds: Number, n_turns: Int,
        n_pauses: Int, median_pause_seconds: Number, longest_pause_seconds: Number, long_pauses: Int, n_answers: Int,
        median_answer_seconds: Number, longest_answer_seconds: Number, long_answers: Int,
        second_voice_seconds: Number, second_voice_stretches: Int, babble_share: Number, dropouts: Int,
        not_looked_at: Text,
    }
    /// A step of a document that is signed electronically. `action`: sent, delivered, viewed, signed, declined, voided, other.
    SIGNINGS = "signings", false, at Some("happened_at"), known None, {
        happened_at: Time, envelope_id: Text, subject: Text, action: Text, event: Text, account: Text, signer_name: Text,
        signer_email: Text, sender: Text, ip: Text, location: Text, product: Text,
    }
    /// One connection, name look-up, TLS handshake or web request as a network sensor saw it. `kind`: connection,
    /// dns, tls, http. `local_ip` opened it. `host` is the name that was asked for.
    NETWORK_EVENTS = "network_events", false, at Some("happened_at"), known None, {
        happened_at: Time, kind: Text, connection_id: Text, local_ip: Text, local_mac: Text, remote_ip: Text, remote_port: Int,
        protocol: Text, service: Text, host: Text, url: Text, method: Text, user_agent: Text, bytes_out: Int,
        bytes_in: Int, duration_seconds: Number, detail: Text, product: Text,
    }
    /// A program or a browser extension that an inventory found on a computer. `kind`: program, extension, app.
    INSTALLED = "installed", false, at Some("seen_at"), known None, {
        seen_at: Time, device_name: Text, asset_serial: Text, account: Text, kind: Text, name: Text, identifier: Text,
        version: Text, vendor: Text, path: Text, permissions: List, product: Text,
    }
    /// Something a computer logged about itself. `kind`: process, service, connection, dns, file, registry,
    /// logon, device, remote_desktop, powershell, script, other. `target`: the service, host, file, key or hardware id.
    /// Of a device that is plugged in by USB, `target` is `USB\VID_1D6B&PID_0104` whoever logged it (four hexadecimal
    /// digits each, in capitals, no serial, no function), of a drive `USBSTOR\DISK&VEN_…&PROD_…&REV_…`, of a monitor
    /// `DISPLAY\LNX7773`; `detail` is its name, then `manufacturer …`, `class …`, `serial …`, `status …`, `event …`, each after `; `.
    ENDPOINT_EVENTS = "endpoint_events", false, at Some("happened_at"), known None, {
        happened_at: Time, device_name: Text, account: Text, kind: Text, image: Text, command_line: Text,
        parent_image: Text, original_name: Text, company: Text, hashes: Text, target: Text, detail: Text, ip: Text,
        port: Int, initiated: Flag, logon_type: Int, event_id: Int, channel: Text, provider: Text, product: Text,
    }
    /// A remote-access tool's own log. `kind`: session, login, request, own_address, own_id, file_transfer,
    /// proxy, start. `how`: user, password, token, rejected. `hints` are the names on the file's path, from
    /// the nearest outwards: one of them may be the device, since the log names none.
    REMOTE_SESSIONS = "remote_sessions", false, at Some("happened_at"), known None, {
        happened_at: Time, ended_at: Time, tool: Text, kind: Text, direction: Text, how: Text, device_name: Text,
        hints: List, local_user: Text, own_id: Text, own_ip: Text, peer_id: Text, peer_name: Text, peer_ip: Text,
        peer_os: Text, item: Text, size_bytes: Int,
    }
    /// A Sigma rule that matched an event; `of` is the event's record, where one was kept.
    SIGMA_HITS = "sigma_hits", false, at Some("happened_at"), known None, {
        happened_at: Time, rule_id: Text, title: Text, author: Text, level: Text, tags: List, false_positives: List,
        origin_of_rule: Text, device_name: Text, account: Text, of: Int, product: Text,
    }
    /// What a free text speaks of: made from a ticket, a mail, a note while it is read, by the topics of
    /// `enrichment`. `of` is the record the text stood in. A text that is not English was not looked at.
    /// `amounts` are `250000 USD`; `wallets_wrong` are those of `wallets` whose checksum is wrong; `file_names` are names of files the text mentions.
    TEXT_FACTS = "text_facts", false, at None, known None, {
        of: Int, topics: List, not_looked_at: Flag, amounts: List, wallets: List, wallets_wrong: List, file_names: List,
    }
    /// How a mail uses small words: made while it is read, since its body is not kept. `of` is the mail, `kind` what
    /// kind of text it is (`mail`), `n_words` its sender's own words. `sketch` counts some two hundred small words and
    /// signs, all other words as one, as `measures::style` writes it in `version`: less than 1 kB, without the order
    /// of words, and the text cannot be made again from it. It is only held against the same account's other texts;
    /// none is made of a text that is too short, or that is in another tongue than the list is made for.
    TEXT_STYLES = "text_styles", false, at None, known None, {
        of: Int, kind: Text, version: Int, n_words: Int, sketch: Text,
    }
    /// Address ranges and the network operator that announces them.
    ASN_RANGES = "asn_ranges", false, at None, known None, {
        start: Text, end: Text, asn: Int, org: Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_is_named_like_what_every_record_carries() {
        let common = ["ref", "at", "known_at", "file_kind", "file", "sha256", "line", "record", "person"];
        for table in ALL {
            for column in table.columns {
                assert!(!common.contains(&column.name), "{}.{}", table.name, column.name);
            }
        }
    }

    #[test]
    fn every_column_is_found_by_its_name_and_no_other() {
        for table in ALL {
            for (idx, column) in table.columns.iter().enumerate() {
                assert_eq!(table.column(column.name), Some(idx), "{}.{}", table.name, column.name);
            }
            for name in ["", "no_such_column", "Account", "ip "] {
                assert_eq!(table.column(name), None, "{}.{name}", table.name);
            }
        }
    }

    #[test]
    fn names_are_unique_and_times_exist() {
        let mut names: Vec<&str> = ALL.iter().map(|it| it.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        for table in ALL {
            for name in [table.at, table.known_at].into_iter().flatten() {
                let column = table.column(name).unwrap_or_else(|| panic!("{}.{name}", table.name));
                assert_eq!(table.columns[column].kind, Kind::Time, "{}.{name}", table.name);
            }
        }
    }
}
