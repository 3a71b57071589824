//! What the list of remote access tools must answer, and what it must not.

use super::*;

fn id(tool: Option<&Tool>) -> Option<&str> {
    tool.map(|tool| tool.id.as_str())
}

#[test]
fn the_shipped_list_is_sound_and_dated() {
    let (list, problems) = RemoteTools::parse(include_str!("../../data/remote_tools/remote_tools.tsv"));
    assert!(problems.is_empty(), "{problems:?}");
    assert!(list.tools().len() >= 260, "{}", list.tools().len());
    assert_eq!(list.info().as_of.len(), 10);
    assert!(!list.info().source.is_empty());
    for tool in list.tools() {
        let seen = tool.processes.len() + tool.domains.len() + tool.paths.len();
        assert!(seen > 0, "{} cannot be seen", tool.id);
        assert!(!tool.vendor.is_empty(), "{} has no vendor", tool.id);
    }
}

#[test]
fn each_name_belongs_to_one_tool() {
    let list = RemoteTools::shipped();
    for tool in list.tools() {
        for process in &tool.processes {
            let example = process.replace('*', "x1");
            let found = if tool.kind.lets_someone_in() {
                list.by_process(&example)
            } else {
                list.bystander_by_process(&example)
            };
            assert_eq!(id(found), Some(tool.id.as_str()), "{process}");
        }
        for domain in &tool.domains {
            let example = format!("a.{domain}");
            let found = if tool.kind.lets_someone_in() {
                list.by_domain(&example)
            } else {
                list.bystander_by_domain(&example)
            };
            assert_eq!(id(found), Some(tool.id.as_str()), "{domain}");
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
    assert_eq!(id(list.by_domain("https://remotedesktop.google.com/access")), Some("chrome_remote_desktop"));
    assert_eq!(id(list.by_domain("X.TryCloudflare.COM.")), Some("cloudflared"));
    assert_eq!(id(list.by_domain("usw2-data.rel.tunnels.api.visualstudio.com:443")), Some("vscode_tunnel"));
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

#[test]
fn terminals_agents_and_file_copiers_let_nobody_in() {
    let list = RemoteTools::shipped();
    for (path, wanted, kind) in [
        (r"C:\Program Files\PuTTY\putty.exe", "putty", ToolKind::Client),
        ("WinSCP.exe", "winscp", ToolKind::Client),
        (r"C:\Program Files\Tanium\Tanium Client\TaniumClient.exe", "tanium", ToolKind::Agent),
        ("zabbix_agentd", "zabbix_agent", ToolKind::Agent),
        ("PowerToys.MouseWithoutBorders.exe", "mouse_without_borders", ToolKind::Desk),
        ("barrierc", "barrier", ToolKind::Desk),
    ] {
        assert_eq!(id(list.by_process(path)), None, "{path}");
        let found = list.bystander_by_process(path);
        assert_eq!(found.map(|tool| (tool.id.as_str(), tool.kind)), Some((wanted, kind)), "{path}");
    }
}

#[test]
fn a_screen_reader_is_no_tool_of_any_kind() {
    let list = RemoteTools::shipped();
    for path in [r"C:\Program Files (x86)\NVDA\nvda.exe", "nvda_service.exe", "NVDA"] {
        assert_eq!(id(list.by_process(path).or_else(|| list.bystander_by_process(path))), None, "{path}");
    }
    assert_eq!(id(list.by_domain("www.nvaccess.org")), None);
}

#[test]
fn the_catalogue_of_reference_leads_to_tools_of_the_list() {
    let list = RemoteTools::shipped();
    let text = include_str!("../../data/remote_tools/catalogue.tsv");
    let table = Table::read(text, &["catalogue_name", "tool", "left_out_because"]);
    assert!(table.problems.is_empty());
    let mut names = 0;
    for row in table.rows() {
        names += 1;
        let tool = row.cell("tool");
        if tool == "-" {
            assert!(!row.cell("left_out_because").is_empty(), "line {}", row.line);
        } else {
            assert!(list.by_id(tool).is_some(), "line {}: {tool}", row.line);
        }
    }
    assert!(names >= 300, "{names}");
}

#[test]
fn the_shipped_list_is_in_order_and_says_nothing_twice() {
    let list = RemoteTools::shipped();
    let ids: Vec<&str> = list.tools().iter().map(|tool| tool.id.as_str()).collect();
    assert!(ids.is_sorted());
    let mut owners = std::collections::HashMap::new();
    for tool in list.tools() {
        let facts = [("p", &tool.processes), ("s", &tool.services), ("h", &tool.paths), ("d", &tool.domains)];
        for (of, values) in facts {
            for value in values {
                let other = owners.insert((of, value.clone()), tool.id.clone());
                assert_eq!(other, None, "{value} of {}", tool.id);
            }
        }
    }
}
