//! Steps with remote tools: one is put on an issued laptop, and somebody far off works through it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::dialects::{anydesk, rustdesk, splashtop, sysmon, teamviewer, windows};
use crate::dice::Dice;
use crate::firm;
use crate::shelf::RecordId;
use crate::world::World;

/// A remote tool that the published cases name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    AnyDesk,
    TeamViewer,
    Splashtop,
    RustDesk,
    ChromeRemoteDesktop,
}

impl Tool {
    pub(super) fn draw(dice: &mut Dice) -> Tool {
        const ALL: &[Tool] =
            &[Tool::AnyDesk, Tool::AnyDesk, Tool::TeamViewer, Tool::Splashtop, Tool::RustDesk];
        ALL[dice.index(ALL.len())]
    }

    /// Another one than this.
    pub(super) fn second(self) -> Tool {
        match self {
            Tool::AnyDesk => Tool::ChromeRemoteDesktop,
            Tool::TeamViewer => Tool::AnyDesk,
            Tool::Splashtop | Tool::RustDesk => Tool::TeamViewer,
            Tool::ChromeRemoteDesktop => Tool::RustDesk,
        }
    }

    fn signs(self) -> &'static [&'static str] {
        match self {
            Tool::AnyDesk => &["ear-anydesk", "ear-unauthorized-rat"],
            Tool::ChromeRemoteDesktop => &["ear-crd", "ear-unauthorized-rat"],
            _ => &["ear-unauthorized-rat"],
        }
    }

    /// Installer, service and its path.
    fn program(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Tool::AnyDesk => {
                ("AnyDesk.exe", "AnyDesk Service", "C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe")
            }
            Tool::TeamViewer => (
                "TeamViewer_Setup.exe",
                "TeamViewer",
                "C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe",
            ),
            Tool::Splashtop => (
                "Splashtop_Streamer_Windows.exe",
                "SplashtopRemoteService",
                "C:\\Program Files (x86)\\Splashtop\\Splashtop Remote\\Server\\SRService.exe",
            ),
            Tool::RustDesk => ("rustdesk-1.4.6.exe", "RustDesk", "C:\\Program Files\\RustDesk\\RustDesk.exe"),
            Tool::ChromeRemoteDesktop => (
                "chromeremotedesktophost.msi",
                "chromoting",
                "C:\\Program Files (x86)\\Google\\Chrome Remote Desktop\\148.0.0.0\\remoting_host.exe",
            ),
        }
    }

    /// Somebody installs the tool. Returns the records of the installation.
    pub(super) fn install(self, world: &mut World, who: usize, at: Timestamp) -> Vec<RecordId> {
        world.make_windows(who);
        let (installer, service, path) = self.program();
        let user = world.people[who].work_email().split('@').next().unwrap_or("").to_owned();
        let setup = sysmon::process(
            world,
            who,
            at,
            &format!("C:\\Users\\{user}\\Downloads\\{installer}"),
            &format!("{installer} --silent"),
        );
        let after = plus_minutes(at, 1);
        let service = windows::service(world, who, after, service, &format!("\"{path}\" --service"));
        if self == Tool::AnyDesk {
            anydesk::first_start(world, who, after);
        }
        let records = vec![setup, service];
        for record in &records {
            world.plant_all(who, self.signs(), *record);
        }
        records
    }

    /// On a share of the working days somebody comes in by one of the far lines.
    pub(super) fn sessions(
        self,
        world: &mut World,
        who: usize,
        from: Date,
        until: Date,
        share: f64,
        care: i64,
    ) {
        let peer_id = format!("9{}", world.dice.digits(8));
        let peer_name = world.dice.pick(&["workbench", "DESKTOP-9", "home", "JUMPBOX", "mini"]).to_owned();
        let account = format!(
            "{}.fiction{}@gmail.com",
            world.dice.pick(&["desk.nine", "quiet.cable", "second.seat"]),
            world.dice.between(10, 99)
        );
        let own_ip = world.people[who].line.ip.clone();
        let mut day = from;
        while day < until.min(world.today()) {
            if calendar::is_workday(day) && world.dice.chance(share) {
                let minute = clock(world.people[who].habits.from_hour, 0) + world.dice.between(-10, 90);
                let at = world.at(who, day, minute);
                let peer = match care {
                    0 => firm::astrill(&mut world.dice),
                    _ => firm::residential_proxy(&mut world.dice),
                };
                let minutes = world.dice.between(150, 500);
                let mut signs = self.signs().to_vec();
                let record = match self {
                    Tool::AnyDesk => {
                        let session = anydesk::Session {
                            peer_id: &peer_id,
                            peer_name: &peer_name,
                            peer_ip: &peer.ip,
                            accepted: "Passwd",
                            own_ip: &own_ip,
                        };
                        let records = anydesk::session(world, who, at, &session);
                        if care == 0 {
                            world.plant(who, "ear-anydesk-astrill", records.peer);
                        }
                        records.connection
                    }
                    Tool::TeamViewer => teamviewer::session(world, who, at, &peer_id, &peer_name, minutes),
                    Tool::Splashtop => splashtop::session(world, who, at, &peer.ip),
                    Tool::RustDesk => rustdesk::session(world, who, at, &peer.ip, minutes),
                    Tool::ChromeRemoteDesktop => {
                        signs.truncate(1);
                        let client = format!("{account}/chromoting_ftl_{}", world.dice.hex(8));
                        windows::remote_desktop(world, who, plus_minutes(at, minutes), 2, &client);
                        windows::remote_desktop(world, who, at, 1, &client)
                    }
                };
                world.plant_all(who, &signs, record);
            }
            day = plus_days(day, 1);
        }
    }
}

/// Somebody looks at what the machine is and where it seems to stand.
pub(super) fn look_around(world: &mut World, who: usize, at: Timestamp) {
    world.make_windows(who);
    let mut commands = vec![
        ("C:\\Windows\\System32\\dxdiag.exe", "dxdiag"),
        ("C:\\Windows\\System32\\systeminfo.exe", "systeminfo"),
        ("C:\\Windows\\System32\\whoami.exe", "whoami /all"),
        ("C:\\Windows\\System32\\wbem\\WMIC.exe", "wmic csproduct get name,uuid"),
    ];
    let mut moment = at;
    let mut records = Vec::new();
    for _ in 0..world.dice.between(3, 4) {
        let (image, line) = commands.swap_remove(world.dice.index(commands.len()));
        moment = plus_minutes(moment, world.dice.between(1, 6));
        records.push(sysmon::process(world, who, moment, image, line));
    }
    let browser = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
    records.push(sysmon::lookup(world, who, plus_minutes(moment, 2), browser, "whatismyip.example.net"));
    for record in records {
        world.plant(who, "ear-day1-recon", record);
    }
}
