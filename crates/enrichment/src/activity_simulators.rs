//! Programs and devices that make a computer look attended, and those that only keep it awake.
//!
//! In: a dated list and a program file, a device or a browser extension. Out: the product, whether it fakes input, and what for.
//! Many people use such things against a lock screen: a hit is a matter of policy and never proof. What only asks the system not to
//! sleep is marked `honest`, and so are tools of automation that have a purpose of their own.

use crate::command_line::{plain_path, program_name};
use crate::dated_list::{ListInfo, Table, fits};
use crate::hardware::{Named, usb_of};
use crate::words::{has_words, plain_words};

/// What a product does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SimulatorKind {
    /// Moves the pointer.
    MouseMover,
    /// Presses a key again and again.
    KeyPresser,
    /// Plays a whole day's work.
    ActivitySimulator,
    /// Tells web pages that somebody looks.
    Browser,
    /// A thing that is plugged in and moves the pointer.
    Device,
    /// Asks the system not to sleep.
    KeepAwake,
    /// A language or player of recorded input, with many uses.
    Macro,
}

impl SimulatorKind {
    /// All kinds.
    pub const ALL: [SimulatorKind; 7] = [
        SimulatorKind::MouseMover,
        SimulatorKind::KeyPresser,
        SimulatorKind::ActivitySimulator,
        SimulatorKind::Browser,
        SimulatorKind::Device,
        SimulatorKind::KeepAwake,
        SimulatorKind::Macro,
    ];

    /// The word that the list and evidence use.
    pub fn id(self) -> &'static str {
        match self {
            SimulatorKind::MouseMover => "mouse_mover",
            SimulatorKind::KeyPresser => "key_presser",
            SimulatorKind::ActivitySimulator => "activity_simulator",
            SimulatorKind::Browser => "browser",
            SimulatorKind::Device => "device",
            SimulatorKind::KeepAwake => "keep_awake",
            SimulatorKind::Macro => "macro",
        }
    }
}

/// One product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivitySimulator {
    pub id: String,
    pub name: String,
    pub kind: SimulatorKind,
    /// It fakes no input of its own accord.
    pub honest: bool,
    /// What it does, in words for a reader.
    pub note: String,
    processes: Vec<String>,
    paths: Vec<String>,
    usb: Vec<String>,
    texts: Vec<String>,
    extensions: Vec<String>,
}

/// The list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct ActivitySimulators {
    info: ListInfo,
    simulators: Vec<ActivitySimulator>,
}

impl ActivitySimulators {
    /// The list that comes with the product.
    pub fn shipped() -> ActivitySimulators {
        ActivitySimulators::parse(include_str!("../data/activity_simulators/activity_simulators.tsv")).0
    }

    /// Reads a list with the columns `id name kind honest processes paths usb texts extensions note`; `id` and `kind` must be there.
    /// A process with its ending (`caffeine.exe`) means that file only, one without means any ending.
    pub fn parse(text: &str) -> (ActivitySimulators, Vec<String>) {
        let table = Table::read(text, &["id", "kind"]);
        let mut problems = table.problems.clone();
        let mut list = ActivitySimulators::default();
        for row in table.rows() {
            let id = row.cell("id");
            let known = SimulatorKind::ALL.into_iter().find(|kind| kind.id() == row.cell("kind"));
            let Some(kind) = known else {
                problems.push(format!("line {}: kind `{}` is unknown", row.line, row.cell("kind")));
                continue;
            };
            if id.is_empty() || list.simulators.iter().any(|known| known.id == id) {
                problems.push(format!("line {}: the id is empty or stands twice", row.line));
                continue;
            }
            let mut usb = Vec::new();
            for pair in row.values("usb") {
                match usb_of(&pair) {
                    Some(plain) => usb.push(plain),
                    None => {
                        problems.push(format!("line {}: `{pair}` is no USB id such as 1209:f480", row.line));
                    }
                }
            }
            let texts = row.values("texts").iter().map(|text| plain_words(text)).collect();
            let paths = row.values("paths").iter().map(|path| path.replace('\\', "/")).collect();
            list.simulators.push(ActivitySimulator {
                id: id.to_string(),
                name: row.cell("name").to_string(),
                kind,
                honest: row.cell("honest").eq_ignore_ascii_case("yes"),
                note: row.cell("note").to_string(),
                processes: row.values("processes"),
                paths,
                usb,
                texts,
                extensions: row.values("extensions"),
            });
        }
        list.info = table.info("activity_simulators", list.simulators.len());
        (list, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// All products, in the order of the list.
    pub fn simulators(&self) -> &[ActivitySimulator] {
        &self.simulators
    }

    /// The product that a program file belongs to: a full path or a bare name. Folders win over names with an ending, these over
    /// names without.
    pub fn by_process(&self, image_path_or_name: &str) -> Option<&ActivitySimulator> {
        let path = plain_path(image_path_or_name);
        let stem = program_name(&path);
        if stem.is_empty() {
            return None;
        }
        let file = path.rsplit('/').next().unwrap_or("");
        self.simulators
            .iter()
            .find(|it| it.paths.iter().any(|piece| path.contains(piece.as_str())))
            .or_else(|| {
                self.simulators
                    .iter()
                    .find(|it| it.processes.iter().any(|process| process.contains('.') && process == file))
            })
            .or_else(|| {
                self.simulators.iter().find(|it| it.processes.iter().any(|process| fits(process, stem)))
            })
    }

    /// The product that a device is: by instance id or `vid:pid`, and the texts beside it.
    pub fn by_device(&self, id: &str, description: &str) -> Option<&ActivitySimulator> {
        let named = Named::read(id, description);
        self.simulators.iter().find(|it| it.usb.iter().any(|usb| Some(usb) == named.usb.as_ref())).or_else(
            || {
                self.simulators.iter().find(|it| {
                    it.kind == SimulatorKind::Device
                        && it.texts.iter().any(|text| has_words(&named.words, text))
                })
            },
        )
    }

    /// The product that a browser extension is, by the 32 letters of its id.
    pub fn by_extension(&self, id: &str) -> Option<&ActivitySimulator> {
        let id = id.trim().to_lowercase();
        self.simulators.iter().find(|it| !id.is_empty() && it.extensions.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(found: Option<&ActivitySimulator>) -> Option<(&str, bool)> {
        found.map(|it| (it.id.as_str(), it.honest))
    }

    #[test]
    fn the_shipped_list_is_sound_in_order_and_says_nothing_twice() {
        let text = include_str!("../data/activity_simulators/activity_simulators.tsv");
        let (list, problems) = ActivitySimulators::parse(text);
        assert!(problems.is_empty(), "{problems:?}");
        let ids: Vec<&str> = list.simulators().iter().map(|it| it.id.as_str()).collect();
        assert!(ids.is_sorted() && ids.len() >= 20);
        let mut seen = std::collections::HashSet::new();
        for it in list.simulators() {
            assert!(!it.note.is_empty(), "{}", it.id);
            for value in it.processes.iter().chain(&it.usb).chain(&it.extensions).chain(&it.paths) {
                assert!(seen.insert(value.clone()), "{value}");
            }
            for extension in &it.extensions {
                assert!(extension.len() == 32 && extension.bytes().all(|byte| (b'a'..=b'p').contains(&byte)));
            }
        }
    }

    #[test]
    fn programs_are_known_and_honest_ones_are_marked() {
        let list = ActivitySimulators::shipped();
        for (path, wanted) in [
            (r"C:\Users\sam\Downloads\MouseJiggler.exe", ("mouse_jiggler", false)),
            (r"C:\Program Files\Move Mouse\Move Mouse.exe", ("move_mouse", false)),
            (r"C:\Tools\caffeine64.exe", ("caffeine_zhorn", false)),
            (r"C:\Tools\Caffeine.exe", ("caffeine_zhorn", false)),
            ("/Applications/Caffeine.app/Contents/MacOS/Caffeine", ("caffeine", true)),
            ("/usr/bin/caffeine", ("caffeine", true)),
            ("/usr/bin/caffeinate", ("caffeinate", true)),
            (r"C:\Program Files\PowerToys\PowerToys.Awake.exe", ("powertoys_awake", true)),
            (r"C:\Program Files\AutoHotkey\v2\AutoHotkey64.exe", ("autohotkey", true)),
            ("/Applications/Jiggler.app/Contents/MacOS/Jiggler", ("jiggler_mac", false)),
        ] {
            assert_eq!(told(list.by_process(path)), Some(wanted), "{path}");
        }
        for path in [r"C:\Windows\System32\mousocoreworker.exe", "zoom.exe", "insomnia.exe", "", "coffee"] {
            assert_eq!(told(list.by_process(path)), None, "{path}");
        }
    }

    #[test]
    fn devices_and_extensions_are_known_and_ordinary_mice_are_not() {
        let list = ActivitySimulators::shipped();
        let found = list.by_device(r"USB\VID_1209&PID_F480\1", "HID-compliant mouse");
        assert_eq!(told(found), Some(("worker_mouse", false)));
        let found = list.by_device(r"USB\VID_0E90&PID_0001\1", "Mouse: CRU Mouse-Jiggler MJ-3");
        assert_eq!(told(found), Some(("named_jiggler", false)));
        for (id, text) in [
            (r"USB\VID_1EA7&PID_0064\1", "2.4G Mouse"),
            (r"USB\VID_046D&PID_C534\1", "USB Receiver"),
            ("", "keep awake"),
        ] {
            assert_eq!(told(list.by_device(id, text)), None, "{id}");
        }
        let keep = list.by_extension("BIJIHLABCFDNABACFFOFOJGMEHJDIELB");
        assert_eq!(told(keep), Some(("keep_awake_google", true)));
        assert_eq!(told(list.by_extension("")), None);
    }

    #[test]
    fn a_broken_line_is_told_and_the_rest_is_read() {
        let (list, problems) = ActivitySimulators::parse(
            "id,kind,processes,usb\na,dance,a,\nb,device,,12\nb,device,,\nc,mouse_mover,mine,\n",
        );
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert_eq!(told(list.by_process("Mine.exe")), Some(("c", false)));
    }
}
