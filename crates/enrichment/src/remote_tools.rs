//! Remote access tools: which one is behind a process, a service, a host name or a command line.
//!
//! In: a dated list (`data/remote_tools/remote_tools.tsv`, or one of the operator's own) and one value from a log.
//! Out: the tool. A hit is a question, not an answer: help desks use most of these.
//!
//! What Windows, macOS and Linux bring along for everyone (`mstsc.exe`, `ssh.exe`, PowerShell, screen sharing) is not in the list.
//! Names that other programs share are listed by their folder only; `too_general.tsv` names those that no list may use.
//! Terminals, agents and the like, which let nobody in, are kept apart: only `bystander_by_*` answers with them.

mod general;
mod index;

use crate::command_line::{plain_path, program_name};
use crate::dated_list::{ListInfo, Table};
use general::General;
use index::Index;

/// What a tool is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToolKind {
    /// Shows and steers a screen from elsewhere.
    RemoteDesktop,
    /// Remote monitoring and management: runs a fleet, mostly with a remote screen as well.
    Rmm,
    /// Opens a way into the machine or its network from outside.
    Tunnel,
    /// Shares the keyboard and mouse of one computer with those beside it.
    Desk,
    /// Works for the company's own IT without a screen: inventory, patches, monitoring, security.
    Agent,
    /// Reaches out from this machine: terminals, file copy and sync, meetings, chat.
    Client,
}

impl ToolKind {
    /// All kinds.
    pub const ALL: [ToolKind; 6] = [
        ToolKind::RemoteDesktop,
        ToolKind::Rmm,
        ToolKind::Tunnel,
        ToolKind::Desk,
        ToolKind::Agent,
        ToolKind::Client,
    ];

    /// Whether such a tool lets somebody work on this machine from elsewhere.
    pub fn lets_someone_in(self) -> bool {
        matches!(self, ToolKind::RemoteDesktop | ToolKind::Rmm | ToolKind::Tunnel)
    }

    /// The word that the list and the evidence use.
    pub fn id(self) -> &'static str {
        match self {
            ToolKind::RemoteDesktop => "remote_desktop",
            ToolKind::Rmm => "rmm",
            ToolKind::Tunnel => "tunnel",
            ToolKind::Desk => "desk",
            ToolKind::Agent => "agent",
            ToolKind::Client => "client",
        }
    }

    fn from_id(id: &str) -> Option<ToolKind> {
        ToolKind::ALL.into_iter().find(|kind| kind.id() == id)
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
    /// Tools that let somebody in.
    doors: Index,
    /// All others.
    bystanders: Index,
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
        let general = General::shipped();
        let mut problems = table.problems.clone();
        let mut list = RemoteTools::default();
        for row in table.rows() {
            let id = row.cell("id").to_lowercase();
            let Some(kind) = ToolKind::from_id(&row.cell("kind").to_lowercase()) else {
                problems.push(format!(
                    "line {}: kind `{}` is none of remote_desktop, rmm, tunnel, desk, agent, client",
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
            let mut tool = Tool {
                name: name.to_string(),
                vendor: row.cell("vendor").to_string(),
                kind,
                processes,
                services: row.values("services"),
                paths,
                domains: row.values("domains"),
                commands: row.values("commands"),
                id,
            };
            for left_out in general.take_from(&mut tool) {
                problems.push(format!("line {}: {left_out}", row.line));
            }
            let place = list.tools.len();
            let index = if kind.lets_someone_in() { &mut list.doors } else { &mut list.bystanders };
            index.add(&tool, place);
            list.tools.push(tool);
        }
        list.doors.settle();
        list.bystanders.settle();
        list.info = table.info("remote_tools", list.tools.len());
        (list, problems)
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
        self.tools.get(self.doors.by_process(image_path_or_name)?)
    }

    /// The tool that installed a service, by its name or else by the command it starts (`"C:\…\AnyDesk.exe" --service`).
    pub fn by_service(&self, name: &str, image_path: &str) -> Option<&Tool> {
        self.tools.get(self.doors.by_service(name, image_path)?)
    }

    /// The tool that a host name belongs to; the name may stand in a URL or have a port.
    pub fn by_domain(&self, host: &str) -> Option<&Tool> {
        self.tools.get(self.doors.by_domain(host)?)
    }

    /// The tool that a command line starts: its program, the program behind a shell, `sudo` or an installer, or a subcommand that
    /// makes an ordinary program a tool (`code tunnel`).
    pub fn by_command_line(&self, command_line: &str) -> Option<&Tool> {
        self.tools.get(self.doors.by_command_line(command_line)?)
    }

    /// The terminal, agent, file copier or desk sharer that a program file belongs to: tools that let nobody in from elsewhere.
    pub fn bystander_by_process(&self, image_path_or_name: &str) -> Option<&Tool> {
        self.tools.get(self.bystanders.by_process(image_path_or_name)?)
    }

    /// The same by the name of a service or the command it starts.
    pub fn bystander_by_service(&self, name: &str, image_path: &str) -> Option<&Tool> {
        self.tools.get(self.bystanders.by_service(name, image_path)?)
    }

    /// The same by host name.
    pub fn bystander_by_domain(&self, host: &str) -> Option<&Tool> {
        self.tools.get(self.bystanders.by_domain(host)?)
    }
}

#[cfg(test)]
mod tests;
