//! Wrappings, damage and limits of JSON, as the splitter meets them.

use super::*;

fn all(text: &str, wrapping: Wrapping) -> Vec<(u64, String)> {
    let mut stream = text.as_bytes();
    let mut splitter = Splitter::new(&mut stream, wrapping, is_one_line(text));
    let mut res = Vec::new();
    while let Some(piece) = splitter.next_piece() {
        res.push(match piece {
            Piece::Record { line } => (line, String::from_utf8(splitter.bytes().to_vec()).unwrap()),
            Piece::Trouble { line, cause } => (line, format!("! {cause}")),
        });
    }
    res
}

fn lines(found: &[(u64, String)]) -> Vec<u64> {
    found.iter().filter(|it| !it.1.starts_with('!')).map(|it| it.0).collect()
}

fn troubles(found: &[(u64, String)]) -> Vec<u64> {
    found.iter().filter(|it| it.1.starts_with('!')).map(|it| it.0).collect()
}

#[test]
fn all_wrappings_give_the_same_records() {
    for (text, wanted) in [
        ("{\n \"a\": 1\n}\n", vec![1]),
        ("[\n {\"a\":1},\n {\"a\":\n2}\n]\n", vec![2, 3]),
        ("[{\"a\":1},{\"a\":2}]", vec![1, 1]),
        ("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}\n", vec![1, 3, 4]),
        ("{\"a\":1}{\"a\":2}\n{\"a\":3}", vec![1, 1, 2]),
        ("{\n\"a\":1\n}\n{\n\"a\":2\n}", vec![1, 4]),
        ("{\"kind\":\"x\",\"items\":[\n{\"a\":1},\n{\"a\":2}\n],\"next\":{\"a\":[1]}}\n", vec![2, 3]),
    ] {
        let found = all(text, Wrapping::Envelope);
        assert_eq!(lines(&found), wanted, "{text}");
        assert_eq!(troubles(&found), Vec::<u64>::new(), "{text} {found:?}");
    }
}

#[test]
fn an_envelope_may_have_one_more_object_around_its_array() {
    let text = "{\"stat\":\"OK\",\"response\":{\"metadata\":{\"n\":[1]},\"authlogs\":[\n{\"a\":{\"items\":[{}]}},\n{\"a\":2}\n],\"more\":{\"a\":[{}]}},\"after\":[{}]}\n{\"a\":3}\n";
    let found = all(text, Wrapping::Envelope);
    assert_eq!(lines(&found), vec![2, 3, 5], "{found:?}");
    assert_eq!(troubles(&found), Vec::<u64>::new(), "{found:?}");
    let mut stream = text.as_bytes();
    let mut splitter = Splitter::new(&mut stream, Wrapping::Envelope, false);
    splitter.next_piece();
    assert_eq!(splitter.envelope().and_then(|it| it.get("stat")), Some(&Json::from("OK")));
    for text in ["{\"other\":{\"items\":[{\"a\":1}]}}", "{\"response\":{\"other\":[{\"a\":1}]}}"] {
        assert_eq!(all(text, Wrapping::Envelope), vec![(1, text.to_owned())]);
    }
    let cut = "{\"response\":{\"authlogs\":[\n{\"a\":1}\n]}";
    assert_eq!(troubles(&all(cut, Wrapping::Envelope)), vec![3]);
    assert!(all("{\"response\":{\"authlogs\":[],\"metadata\":{}}}", Wrapping::Envelope).is_empty());
}

#[test]
fn plain_values_of_the_envelope_are_kept() {
    let text = "{\"meeting_id\":\"9\",\"page\":{\"a\":1},\"participants\":[{\"a\":1}],\"after\":1}";
    let mut stream = text.as_bytes();
    let mut splitter = Splitter::new(&mut stream, Wrapping::Envelope, true);
    assert_eq!(splitter.next_piece(), Some(Piece::Record { line: 1 }));
    assert_eq!(splitter.envelope().map(|it| it.len()), Some(1));
    assert_eq!(splitter.envelope().unwrap().get("meeting_id"), Some(&Json::from("9")));
    assert_eq!(splitter.next_piece(), None);
}

#[test]
fn a_record_with_such_a_key_is_a_record_when_asked() {
    let text = "{\"id\":{},\"events\":[{\"name\":\"x\"}]}\n";
    assert_eq!(all(text, Wrapping::Record).len(), 1);
    assert_eq!(all(text, Wrapping::Record)[0].1, text.trim());
}

#[test]
fn an_envelope_around_nothing_is_no_record() {
    assert_eq!(
        all("{\"items\":[]}\n{\"items\":[{\"a\":1}]}\n", Wrapping::Envelope),
        [(2, "{\"a\":1}".to_owned())]
    );
}

#[test]
fn a_line_cut_off_costs_only_itself() {
    for cut in ["{\"a\":1,\"b", "{\"a\":", "{\"a\":{\"b\":[1,", "{\"a\":\"x\\"] {
        let text = format!("{{\"a\":1}}\n{cut}\n{{\"a\":3}}\nE1005 thrift\nE1006 thrift\n{{\"a\":6}}\n");
        let found = all(&text, Wrapping::Envelope);
        assert_eq!(lines(&found), [1, 3, 6], "{found:?}");
        assert_eq!(troubles(&found), [2, 4, 5], "{found:?}");
    }
}

#[test]
fn a_cut_off_first_line_does_not_hide_that_records_are_lines() {
    let found = all("{\"a\":1,\"b\n{\"a\":2}\n{\"a\":3}\n", Wrapping::Envelope);
    assert_eq!((lines(&found), troubles(&found)), (vec![2, 3], vec![1]));
}

#[test]
fn a_broken_element_of_a_printed_array_costs_only_itself() {
    let text = "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": \"x\n  },\n  {\n    \"a\": 3\n  }\n]\n";
    let found = all(text, Wrapping::Envelope);
    assert_eq!((lines(&found), troubles(&found)), (vec![2, 8], vec![5]), "{found:?}");
}

#[test]
fn a_printed_object_without_its_end_costs_only_itself() {
    let text = "{\n \"a\": {\n  \"b\": 1\n{\n \"a\": 2\n}\n";
    let found = all(text, Wrapping::Envelope);
    assert_eq!((lines(&found), troubles(&found)), (vec![4], vec![1]), "{found:?}");
}

#[test]
fn an_array_cut_off_is_one_trouble() {
    let found = all("[\n{\"a\":1},\n{\"a\":2},\n", Wrapping::Envelope);
    assert_eq!((lines(&found), troubles(&found).len()), (vec![2, 3], 1));
}

#[test]
fn deep_nesting_is_skipped_without_recursion() {
    let deep = "[".repeat(100_000);
    assert_eq!(all(&deep, Wrapping::Envelope).len(), 2);
    let text = format!("{{\"a\":1}}\n{{\"a\":{deep}{}}}\n{{\"a\":3}}\n", "]".repeat(100_000));
    let found = all(&text, Wrapping::Envelope);
    assert_eq!((lines(&found), troubles(&found)), (vec![1, 3], vec![2]));
}

#[test]
fn a_record_that_is_too_long_costs_only_itself() {
    let text = format!("{{\"a\":1}}\n{{\"a\":\"{}\"}}\n{{\"a\":3}}\n", "x".repeat(300_000));
    for one_line in [true, false] {
        let mut stream = text.as_bytes();
        let mut splitter = Splitter::new(&mut stream, Wrapping::Envelope, one_line).with_bytes_max(1 << 10);
        assert_eq!(splitter.next_piece(), Some(Piece::Record { line: 1 }));
        assert!(matches!(splitter.next_piece(), Some(Piece::Trouble { line: 2, .. })));
        assert_eq!(splitter.next_piece(), Some(Piece::Record { line: 3 }));
        assert_eq!(splitter.next_piece(), None);
    }
}

#[test]
fn elements_that_are_no_objects_are_told() {
    let found = all("[1,\"a,]\",{\"a\":1},[2],null]", Wrapping::Envelope);
    assert_eq!(lines(&found), [1]);
    assert!(!troubles(&found).is_empty());
}
