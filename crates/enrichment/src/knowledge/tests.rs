//! Every list is whole, dated and replaceable, one way for all.

use super::*;
use crate::network::NetworkLabel;
use crate::places::Place;

/// A sound list of one entry for each id, and a broken line behind it.
fn own(list: ListId) -> &'static str {
    match list {
        ListId::RemoteTools => "id,kind,processes\nmine,rmm,mineagent\nbad,smell,x\n",
        ListId::KvmDevices => {
            "device,channel,strength,texts\nmine,usb,decisive,mine box\nbad,smell,strong,x\n"
        }
        ListId::ActivitySimulators => "id,kind,processes\nmine,mouse_mover,minemover\nbad,smell,x\n",
        ListId::VirtualCameras => "id,kind,cameras\nmine,mixer,mine cam\nbad,smell,x\n",
        ListId::VpnClients => "id,names\nmine,mine vpn\n,x\n",
        ListId::ConsumerMail | ListId::DisposableMail | ListId::AliasMail => "domain\nmine.example\nbad\n",
        ListId::CloudStorage => "id,kind,hosts\nmine,drive,mine.example\nbad,smell,x\n",
        ListId::PaymentServices => "id,kind,names\nmine,crypto,minepay\nbad,smell,x\n",
        ListId::SponsorBanks => "bank,used_by\nMine Bank,x\n,y\n",
        ListId::NetworkOrganisations => "label,names,asns\nvpn,mine net,64500\nsmell,x,1\n",
        ListId::NetworkRanges => "label,range\nvpn,203.0.113.0/24\nsmell,192.0.2.0/24\n",
        ListId::UsPostcodes => {
            "zip,lat,lon,city,state,time_zone\n99998,1,2,Mine,ND,America/Chicago\nx,y,z,,,\n"
        }
        ListId::Cities => "country,city,lat,lon,time_zone\nDE,Minestadt,50,10,Europe/Berlin\nDE,x,y,z,\n",
        ListId::Countries => "iso2,name,time_zones\nQQ,Mineland,Etc/UTC\n,,\n",
    }
}

#[test]
fn every_list_says_what_it_is() {
    let knowledge = Knowledge::shipped();
    let lists = knowledge.lists();
    assert_eq!(lists.len(), ListId::ALL.len());
    for list in &lists {
        assert!(list.entries > 0 && !list.title.is_empty() && !list.replaced, "{list:?}");
        assert!(list.origin.len() > 10 && !list.licence.is_empty(), "{list:?}");
        assert!(list.as_of.len() == 10 && list.age_days("2030-01-01").is_some_and(|days| days > 1_000));
    }
    let mut ids: Vec<&str> = lists.iter().map(|list| list.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ListId::ALL.len());
}

#[test]
fn every_shipped_text_can_be_handed_back_whole_and_without_a_problem() {
    let mut knowledge = Knowledge::shipped();
    let before = knowledge.lists();
    for list in ListId::ALL {
        let text = knowledge.text(list.id()).expect("a known list");
        let replaced = knowledge.replace(list.id(), &text).expect("a known list");
        assert!(replaced.taken && replaced.problems.is_empty(), "{}: {:?}", list.id(), replaced.problems);
        let entry = before.iter().find(|entry| entry.id == list.id()).expect("an entry");
        assert_eq!(replaced.entries, entry.entries, "{}", list.id());
    }
}

#[test]
fn the_columns_told_are_those_of_the_shipped_lists() {
    for list in ListId::ALL {
        let text = list.shipped_text();
        let heading = text.lines().find(|line| !line.starts_with('#')).unwrap_or("");
        let mut shipped: Vec<&str> = heading.split('\t').collect();
        let (must, may) = list.columns();
        let mut told: Vec<&str> = must.iter().chain(may).copied().collect();
        shipped.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, shipped, "{}", list.id());
    }
}

#[test]
fn no_shipped_list_says_a_line_twice() {
    for list in ListId::ALL {
        let text = list.shipped_text();
        let mut seen = std::collections::HashSet::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            assert!(seen.insert(line), "{}: {line}", list.id());
        }
    }
}

#[test]
fn any_list_can_be_replaced_and_tells_its_broken_lines() {
    for list in ListId::ALL {
        let mut knowledge = Knowledge::shipped();
        let text = format!("# as_of: 2026-10-05\n# source: our own\n# licence: internal\n{}", own(list));
        let replaced = knowledge.replace(list.id(), &text).expect("a known list");
        assert!(replaced.taken, "{}: {:?}", list.id(), replaced.problems);
        assert_eq!(replaced.entries, 1, "{}: {:?}", list.id(), replaced.problems);
        assert!(
            replaced.problems.iter().any(|problem| problem.contains("line 6")),
            "{}: {:?}",
            list.id(),
            replaced.problems
        );
        let lists = knowledge.lists();
        let entry = lists.iter().find(|entry| entry.id == list.id()).expect("an entry");
        assert_eq!((entry.entries, entry.replaced), (1, true), "{}", list.id());
        assert_eq!((entry.as_of.as_str(), entry.origin.as_str()), ("2026-10-05", "our own"));
        assert_eq!(entry.licence, "internal");
        assert_eq!(lists.iter().filter(|entry| entry.replaced).count(), 1, "{}", list.id());
        assert_eq!(knowledge.text(list.id()).expect("a known list"), text);
    }
}

#[test]
fn a_text_without_a_usable_entry_changes_nothing() {
    for list in ListId::ALL {
        let mut knowledge = Knowledge::shipped();
        let before = knowledge.lists();
        for text in ["", "what,ever\n1,2\n", "\u{0}\u{1}"] {
            let replaced = knowledge.replace(list.id(), text).expect("a known list");
            assert!(!replaced.taken && !replaced.problems.is_empty(), "{}: {text:?}", list.id());
        }
        assert_eq!(knowledge.lists(), before, "{}", list.id());
    }
    assert!(Knowledge::shipped().replace("wishes", "id\n1\n").is_err());
}

#[test]
fn replaced_lists_answer_and_the_others_stay() {
    let mut knowledge = Knowledge::shipped();
    for list in ListId::ALL {
        let taken = knowledge.replace(list.id(), own(list)).is_ok_and(|replaced| replaced.taken);
        assert!(taken, "{}", list.id());
    }
    assert!(knowledge.remote_tools.by_process("mineagent.exe").is_some());
    assert!(knowledge.remote_tools.by_process("anydesk.exe").is_none());
    assert!(knowledge.kvm_devices.by_device("", "Mine Box").is_some());
    assert!(knowledge.activity_simulators.by_process("minemover").is_some());
    assert!(knowledge.virtual_cameras.by_camera("Mine Cam").is_some());
    assert!(knowledge.vpn_clients.by_operator("Mine VPN").is_some());
    assert_eq!(knowledge.mail_domains.kind("gmail.com"), None);
    assert_eq!(knowledge.mail_domains.kind("mine.example"), Some(MailKind::Alias));
    assert!(knowledge.cloud_storage.by_host("mine.example").is_some());
    let facts = knowledge.payment_services.facts("Mine Bank");
    assert!(facts.sponsor_hint.is_some() && facts.service.is_none());
    assert!(knowledge.payment_services.by_institution("minepay").is_some());
    let (networks, problems) = knowledge.networks(Vec::new(), Vec::new());
    assert!(problems.is_empty());
    let facts = networks.facts("203.0.113.9".parse().expect("an address"));
    assert!(facts.has(NetworkLabel::Vpn));
    assert_eq!(knowledge.organisations.labels(Some(64500), None).len(), 1);
    let places = knowledge.places();
    let mine = places.locate(Place { city: "Mine", region: "ND", ..Place::default() });
    assert_eq!(mine, None, "the United States are in no country list any more");
    assert_eq!(places.country_code("Mineland"), Some("QQ"));
}

#[test]
fn each_folder_of_data_has_its_origin_beside_it() {
    for origin in [
        include_str!("../../data/remote_tools/ORIGIN.md"),
        include_str!("../../data/kvm_devices/ORIGIN.md"),
        include_str!("../../data/activity_simulators/ORIGIN.md"),
        include_str!("../../data/virtual_cameras/ORIGIN.md"),
        include_str!("../../data/vpn_clients/ORIGIN.md"),
        include_str!("../../data/mail_domains/ORIGIN.md"),
        include_str!("../../data/cloud_storage/ORIGIN.md"),
        include_str!("../../data/payment_services/ORIGIN.md"),
        include_str!("../../data/network/ORIGIN.md"),
        include_str!("../../data/places/ORIGIN.md"),
    ] {
        let lower = origin.to_lowercase();
        assert!(lower.contains("licence") && lower.contains("20"), "{origin}");
    }
}
