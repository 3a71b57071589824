//! Remote access tools: which one is behind a process, a service, a host name or a command line.
//!
//! In: a dated list (`data/remote_tools/remote_tools.tsv`, or one of the operator's own) and one value from a log.
//! Out: the tool. A hit is a question, not an answer: help desks use most of these.
//!
//! What Windows, macOS and Linux bring along for everyone (`mstsc.exe`, `ssh.exe`, PowerShell, screen sharing) is not in the list,
//! and neither are meeting programs. Names that other programs share are listed by their folder only.

use crate::command_line::{command_words, follows, plain_path, program_name, programs_of};
use crate::dated_list::{ListInfo, Suffixes, Table, fits};
use std::collections::HashMap;

/// What a tool is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToolKind {
    /// Shows and steers a screen from elsewhere.
    RemoteDesktop,
    /// Remote monitoring and management: runs a fleet, mostly with a remote screen as well.
    Rmm,
    /// Opens a way into the machine or its network from outside.
    Tunnel,
}

impl ToolKind {
    /// The word that the list and the evidence use.
    pub fn id(self) -> &'static str {
        match self {
            ToolKind::RemoteDesktop => "remote_desktop",
            ToolKind::Rmm => "rmm",
            ToolKind::Tunnel => "tunnel",
        }
    }

    fn from_id(id: &str) -> Option<ToolKind> {
        match id {
            "remote_desktop" => Some(ToolKind::RemoteDesktop),
            "rmm" => Some(ToolKind::Rmm),
            "tunnel" => Some(ToolKind::Tunnel),
            _ => None,
        }
    }
}

/// One tool. All patterns are in lower case; `*` stands for any run of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// A short word for the tool, such as `anydesk`.
    pub id: String,
    /// The name people know.
    pub name: String,
    /// Who makes it. Two tools of one vendor count as one in "tools of different makers".
    pub vendor: String,
    pub kind: ToolKind,
    /// Names of program files without folder and without `.exe`, `.app` or `.msi`.
    pub processes: Vec<String>,
    pub services: Vec<String>,
    /// Pieces of a path that belong to this tool alone, with `/` between folders.
    pub paths: Vec<String>,
    /// Host names; each also stands for all names below it.
    pub domains: Vec<String>,
    /// Programs with a subcommand, such as `code tunnel`.
    pub commands: Vec<String>,
}

/// The list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct RemoteTools {
    info: ListInfo,
    tools: Vec<Tool>,
    process_names: HashMap<String, usize>,
    service_names: HashMap<String, usize>,
    process_patterns: Vec<(String, usize)>,
    service_patterns: Vec<(String, usize)>,
    paths: Vec<(String, usize)>,
    domains: Suffixes,
    commands: Vec<(Vec<String>, usize)>,
}

impl RemoteTools {
    /// The list that comes with the product.
    pub fn shipped() -> RemoteTools {
        RemoteTools::parse(include_str!("../data/remote_tools/remote_tools.tsv")).0
    }

    /// Reads a list with the columns `id name vendor kind processes services paths domains commands`; of these `id` and `kind` must
    /// be there. Returns what could be used and a sentence for each line that could not.
    pub fn parse(text: &str) -> (RemoteTools, Vec<String>) {
        let table = Table::read(text, &["id", "kind"]);
        let mut problems = table.problems.clone();
        let mut list = RemoteTools::default();
        for row in table.rows() {
            let id = row.cell("id").to_lowercase();
            let Some(kind) = ToolKind::from_id(&row.cell("kind").to_lowercase()) else {
                problems.push(format!(
                    "line {}: kind `{}` is none of remote_desktop, rmm, tunnel",
                    row.line,
                    row.cell("kind")
                ));
                continue;
            };
            if id.is_empty() || list.tools.iter().any(|tool| tool.id == id) {
                problems.push(format!("line {}: the id is empty or stands twice", row.line));
                continue;
            }
            let name = match row.cell("name") {
                "" => row.cell("id"),
                name => name,
            };
            let mut processes = Vec::new();
            for process in row.values("processes") {
                processes.push(program_name(&plain_path(&process)).to_string());
            }
            let mut paths = Vec::new();
            for path in row.values("paths") {
                paths.push(path.replace('\\', "/"));
            }
            list.add(Tool {
                name: name.to_string(),
                vendor: row.cell("vendor").to_string(),
                kind,
                processes,
                services: row.values("services"),
                paths,
                domains: row.values("domains"),
                commands: row.values("commands"),
                id,
            });
        }
        list.info = table.info("remote_tools", list.tools.len());
        (list, problems)
    }

    fn add(&mut self, tool: Tool) {
        let place = self.tools.len();
        for process in &tool.processes {
            if process.contains('*') {
                self.process_patterns.push((process.clone(), place));
            } else {
                self.process_names.entry(process.clone()).or_insert(place);
            }
        }
        for service in &tool.services {
            if service.contains('*') {
                self.service_patterns.push((service.clone(), place));
            } else {
                self.service_names.entry(service.clone()).or_insert(place);
            }
        }
        for path in &tool.paths {
            self.paths.push((path.clone(), place));
        }
        for domain in &tool.domains {
            self.domains.add(domain, place);
        }
        for command in &tool.commands {
            let words: Vec<String> = command.split_whitespace().map(str::to_string).collect();
            if !words.is_empty() {
                self.commands.push((words, place));
            }
        }
        self.tools.push(tool);
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// All tools, in the order of the list.
    pub fn tools(&self) -> &[Tool] {
        &self.tools
    }

    /// The tool with this id.
    pub fn by_id(&self, id: &str) -> Option<&Tool> {
        self.tools.iter().find(|tool| tool.id == id)
    }

    /// The tool that a program file belongs to: a full path of Windows, macOS or Linux, or a bare name.
    pub fn by_process(&self, image_path_or_name: &str) -> Option<&Tool> {
        let path = plain_path(image_path_or_name);
        let name = program_name(&path);
        if name.is_empty() {
            return None;
        }
        if let Some(place) = self.process_names.get(name) {
            return self.tools.get(*place);
        }
        for (pattern, place) in &self.process_patterns {
            if fits(pattern, name) {
                return self.tools.get(*place);
            }
        }
        for (piece, place) in &self.paths {
            if path.contains(piece.as_str()) {
                return self.tools.get(*place);
            }
        }
        None
    }

    /// The tool that installed a service, by its name or else by the command it starts (`"C:\…\AnyDesk.exe" --service`).
    pub fn by_service(&self, name: &str, image_path: &str) -> Option<&Tool> {
        let name = name.trim().to_lowercase();
        let name = name.strip_suffix(".service").unwrap_or(&name);
        if let Some(place) = self.service_names.get(name) {
            return self.tools.get(*place);
        }
        for (pattern, place) in &self.service_patterns {
            if fits(pattern, name) {
                return self.tools.get(*place);
            }
        }
        self.by_command_line(image_path)
    }

    /// The tool that a host name belongs to; the name may stand in a URL or have a port.
    pub fn by_domain(&self, host: &str) -> Option<&Tool> {
        self.domains.find(host).and_then(|place| self.tools.get(place))
    }

    /// The tool that a command line starts: its program, the program behind a shell, `sudo` or an installer, or a subcommand that
    /// makes an ordinary program a tool (`code tunnel`).
    pub fn by_command_line(&self, command_line: &str) -> Option<&Tool> {
        let words = command_words(command_line);
        let programs = programs_of(&words);
        for place in &programs {
            let Some(word) = words.get(*place) else {
                continue;
            };
            if let Some(tool) = self.by_process(word) {
                return Some(tool);
            }
            let path = plain_path(word);
            let name = program_name(&path);
            for (command, owner) in &self.commands {
                let Some((program, arguments)) = command.split_first() else {
                    continue;
                };
                if name == program && follows(&words, *place, arguments) {
                    return self.tools.get(*owner);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(tool: Option<&Tool>) -> Option<&str> {
        tool.map(|tool| tool.id.as_str())
    }

    #[test]
    fn the_shipped_list_is_sound_and_dated() {
        let (list, problems) = RemoteTools::parse(include_str!("../data/remote_tools/remote_tools.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.tools().len() >= 80, "{}", list.tools().len());
        assert_eq!(list.info().as_of.len(), 10);
        assert!(!list.info().source.is_empty());
        for tool in list.tools() {
            assert!(!tool.processes.is_empty() || !tool.domains.is_empty(), "{} cannot be seen", tool.id);
            assert!(!tool.vendor.is_empty(), "{} has no vendor", tool.id);
        }
    }

    #[test]
    fn each_name_belongs_to_one_tool() {
        let list = RemoteTools::shipped();
        for tool in list.tools() {
            for process in &tool.processes {
                let example = process.replace('*', "x1");
                assert_eq!(id(list.by_process(&example)), Some(tool.id.as_str()), "{process}");
            }
            for domain in &tool.domains {
                let example = format!("a.{domain}");
                assert_eq!(id(list.by_domain(&example)), Some(tool.id.as_str()), "{domain}");
            }
        }
    }

    #[test]
    fn processes_are_known_on_three_systems() {
        let list = RemoteTools::shipped();
        for (path, wanted) in [
            (r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe", "anydesk"),
            (r"C:\Users\sam\Downloads\AnyDesk (2).exe", "anydesk"),
            ("/Applications/AnyDesk.app/Contents/MacOS/AnyDesk", "anydesk"),
            ("/opt/google/chrome-remote-desktop/chrome-remote-desktop-host", "chrome_remote_desktop"),
            (
                r"C:\Program Files (x86)\Google\Chrome Remote Desktop\132.0\remoting_host.exe",
                "chrome_remote_desktop",
            ),
            (r"C:\PROGRAM FILES\TEAMVIEWER\TEAMVIEWER_SERVICE.EXE", "teamviewer"),
            ("SRService.exe", "splashtop"),
            (r"C:\Users\sam\Downloads\rustdesk-1.3.2-x86_64.exe", "rustdesk"),
            (
                r"C:\Program Files (x86)\ScreenConnect Client (0123456789abcdef)\ScreenConnect.ClientService.exe",
                "screenconnect",
            ),
            ("/usr/sbin/tailscaled", "tailscale"),
            ("/usr/local/bin/cloudflared", "cloudflared"),
            (r"C:\Windows\System32\QuickAssist.exe", "quick_assist"),
        ] {
            assert_eq!(id(list.by_process(path)), Some(wanted), "{path}");
        }
    }

    #[test]
    fn ordinary_programs_are_no_tools() {
        let list = RemoteTools::shipped();
        for path in [
            r"C:\Windows\System32\mstsc.exe",
            r"C:\Windows\System32\OpenSSH\ssh.exe",
            r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
            r"C:\Users\sam\AppData\Roaming\Zoom\bin\Zoom.exe",
            r"C:\Users\sam\AppData\Local\Microsoft\Teams\current\Teams.exe",
            r"C:\Users\sam\AppData\Local\slack\slack.exe",
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
            r"C:\Users\sam\AppData\Local\Programs\Microsoft VS Code\Code.exe",
            r"C:\Windows\System32\svchost.exe",
            r"C:\Windows\System32\msra.exe",
            "/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder",
            "/usr/bin/python3",
            "client32.exe",
            "",
            "/",
        ] {
            assert_eq!(id(list.by_process(path)), None, "{path}");
        }
    }

    #[test]
    fn services_are_known_by_name_or_by_what_they_start() {
        let list = RemoteTools::shipped();
        assert_eq!(id(list.by_service("AnyDesk Service", "")), Some("anydesk"));
        assert_eq!(id(list.by_service("ScreenConnect Client (0a1b2c3d4e5f6071)", "")), Some("screenconnect"));
        assert_eq!(
            id(list.by_service("Updater", r#""C:\Program Files (x86)\AnyDesk\AnyDesk.exe" --service"#)),
            Some("anydesk")
        );
        assert_eq!(
            id(list.by_service("Updater", r"C:\Program Files\RustDesk\RustDesk.exe --service")),
            Some("rustdesk")
        );
        assert_eq!(id(list.by_service("chromoting", "")), Some("chrome_remote_desktop"));
        assert_eq!(id(list.by_service("tailscaled.service", "")), Some("tailscale"));
        assert_eq!(id(list.by_service("Spooler", r"C:\Windows\System32\spoolsv.exe")), None);
    }

    #[test]
    fn domains_count_with_all_that_is_below_and_nothing_beside() {
        let list = RemoteTools::shipped();
        assert_eq!(id(list.by_domain("relay-0a1b2c3d.net.anydesk.com")), Some("anydesk"));
        assert_eq!(
            id(list.by_domain("https://remotedesktop.google.com/access")),
            Some("chrome_remote_desktop")
        );
        assert_eq!(id(list.by_domain("X.TryCloudflare.COM.")), Some("cloudflared"));
        assert_eq!(
            id(list.by_domain("usw2-data.rel.tunnels.api.visualstudio.com:443")),
            Some("vscode_tunnel")
        );
        for host in [
            "google.com",
            "www.google.com",
            "notanydesk.com",
            "anydesk.com.example.org",
            "microsoft.com",
            "zoom.us",
            "visualstudio.com",
        ] {
            assert_eq!(id(list.by_domain(host)), None, "{host}");
        }
    }

    #[test]
    fn command_lines_show_tunnels_and_hidden_programs() {
        let list = RemoteTools::shipped();
        for (line, wanted) in [
            ("code tunnel --accept-server-license-terms", "vscode_tunnel"),
            (
                r#""C:\Users\s\AppData\Local\Programs\Microsoft VS Code\bin\code.cmd" --verbose tunnel"#,
                "vscode_tunnel",
            ),
            ("cmd.exe /c code tunnel", "vscode_tunnel"),
            ("nohup ./ngrok http 3000 &", "ngrok"),
            ("sudo -E cloudflared tunnel run", "cloudflared"),
            (r"msiexec /i C:\Temp\TeamViewer_Host.msi /qn", "teamviewer"),
            (r"C:\Program Files\AnyDesk\AnyDesk.exe --control", "anydesk"),
            ("devtunnel host -p 22", "vscode_tunnel"),
        ] {
            assert_eq!(id(list.by_command_line(line)), Some(wanted), "{line}");
        }
        for line in [
            "code tunnel.md",
            "code .",
            "git commit -m 'code tunnel'",
            "taskkill /im anydesk.exe /f",
            "notepad.exe ngrok.txt",
            "ssh host.example.org",
            "",
            "\"",
        ] {
            assert_eq!(id(list.by_command_line(line)), None, "{line}");
        }
    }

    #[test]
    fn a_list_of_ones_own_replaces_the_shipped_one() {
        let (list, problems) =
            RemoteTools::parse("id,kind,processes\nmine,tunnel,Gate.exe\nbad,toy,x\nmine,rmm,y\n");
        assert_eq!(list.tools().len(), 1);
        assert_eq!(problems.len(), 2);
        assert_eq!(id(list.by_process("/opt/gate")), Some("mine"));
        assert_eq!(list.info().as_of, "");
    }
}
