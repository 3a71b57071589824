//! Finds a tool by what a log says of it.
//!
//! In: the patterns of many tools, each with its place in the list. Out: the place of the tool that a process, a service, a host or a
//! command line belongs to. Whole names win over patterns, patterns over folders; of two equals the first added wins.

use super::Tool;
use crate::command_line::{command_words, follows, plain_path, program_name, programs_of};
use crate::dated_list::{Suffixes, fits};
use regex::Regex;
use std::collections::HashMap;

#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    process_names: HashMap<String, usize>,
    service_names: HashMap<String, usize>,
    process_patterns: Patterns,
    service_patterns: Patterns,
    paths: Vec<(String, usize)>,
    /// Fits whatever holds any of the paths; looked at first, since hardly any program does.
    any_path: Option<Regex>,
    domains: Suffixes,
    commands: Vec<(Vec<String>, usize)>,
}

/// Patterns with stars, by their first letter, so that few are looked at. Of several that fit the first added wins.
#[derive(Debug, Clone, Default)]
struct Patterns {
    by_first: HashMap<char, Vec<(String, usize)>>,
    /// Those that begin with a star.
    open: Vec<(String, usize)>,
}

impl Patterns {
    fn add(&mut self, pattern: &str, place: usize) {
        match pattern.chars().next() {
            Some(first) if first != '*' => {
                self.by_first.entry(first).or_default().push((pattern.to_string(), place));
            }
            _ => self.open.push((pattern.to_string(), place)),
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        let first = name.chars().next()?;
        let mut best: Option<usize> = None;
        for (pattern, place) in self.by_first.get(&first).into_iter().flatten().chain(&self.open) {
            if best.is_none_or(|known| *place < known) && fits(pattern, name) {
                best = Some(*place);
            }
        }
        best
    }
}

impl Index {
    pub(super) fn add(&mut self, tool: &Tool, place: usize) {
        for process in &tool.processes {
            if process.contains('*') {
                self.process_patterns.add(process, place);
            } else {
                self.process_names.entry(process.clone()).or_insert(place);
            }
        }
        for service in &tool.services {
            if service.contains('*') {
                self.service_patterns.add(service, place);
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
    }

    /// Makes the look-up quick once all tools are added. Without it the answers are the same.
    pub(super) fn settle(&mut self) {
        let pieces: Vec<String> = self.paths.iter().map(|(piece, _)| regex::escape(piece)).collect();
        if !pieces.is_empty() {
            self.any_path = Regex::new(&pieces.join("|")).ok();
        }
    }

    pub(super) fn by_process(&self, image_path_or_name: &str) -> Option<usize> {
        let path = plain_path(image_path_or_name);
        let name = program_name(&path);
        if name.is_empty() {
            return None;
        }
        if let Some(place) = self.process_names.get(name) {
            return Some(*place);
        }
        if let Some(place) = self.process_patterns.find(name) {
            return Some(place);
        }
        if self.any_path.as_ref().is_some_and(|any| !any.is_match(&path)) {
            return None;
        }
        for (piece, place) in &self.paths {
            if path.contains(piece.as_str()) {
                return Some(*place);
            }
        }
        None
    }

    pub(super) fn by_service(&self, name: &str, image_path: &str) -> Option<usize> {
        let name = name.trim().to_lowercase();
        let name = name.strip_suffix(".service").unwrap_or(&name);
        if let Some(place) = self.service_names.get(name) {
            return Some(*place);
        }
        if let Some(place) = self.service_patterns.find(name) {
            return Some(place);
        }
        self.by_command_line(image_path)
    }

    pub(super) fn by_domain(&self, host: &str) -> Option<usize> {
        self.domains.find(host)
    }

    pub(super) fn by_command_line(&self, command_line: &str) -> Option<usize> {
        let words = command_words(command_line);
        for place in programs_of(&words) {
            let Some(word) = words.get(place) else {
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
                if name == program && follows(&words, place, arguments) {
                    return Some(*owner);
                }
            }
        }
        None
    }
}
