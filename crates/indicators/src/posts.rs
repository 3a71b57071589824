//! Which posts are those of IT, by the words of their titles and departments?
//!
//! In: title and department as one text. Out: yes or no. Shared by what only concerns such posts.

/// Words of titles and departments; those of more than five letters are also beginnings of words.
const WORDS_OF_IT: [&str; 31] = [
    "engineer",
    "develop",
    "programm",
    "software",
    "devops",
    "devsecops",
    "sre",
    "fullstack",
    "stack",
    "frontend",
    "front-end",
    "backend",
    "back-end",
    "web",
    "mobile",
    "ios",
    "android",
    "cloud",
    "platform",
    "data",
    "database",
    "machine",
    "security",
    "cyber",
    "sysadmin",
    "administrator",
    "architect",
    "qa",
    "it",
    "technology",
    "blockchain",
];

/// `Senior Developer`, `SRE Operations`; not `Italian Desk Editor`.
pub(crate) fn of_it(post: &str) -> bool {
    let post = post.to_lowercase();
    let mut words = post.split(|it: char| !it.is_alphanumeric() && it != '-');
    words.any(|word| {
        WORDS_OF_IT.iter().any(|it| if it.len() > 5 { word.starts_with(it) } else { word == *it })
    })
}

#[cfg(test)]
mod tests {
    use super::of_it;

    #[test]
    fn posts_of_it_are_told_by_their_words() {
        for post in [
            "Full Stack Engineer (Contract) Web",
            "Senior Developer",
            "IT Support Specialist",
            "SRE Operations",
        ] {
            assert!(of_it(post), "{post}");
        }
        for post in ["Account Executive Sales", "Italian Desk Editor", "Nurse", "Webinar Host Events"] {
            assert!(!of_it(post), "{post}");
        }
    }
}
