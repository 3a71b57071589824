//! Lists the invented people and firms are made from. Guilty and honest people draw from the same lists.

pub(crate) const GIVEN: &[&str] = &[
    "Abigail", "Adaeze", "Akira", "Alvaro", "Amit", "Anika", "Annette", "Arturo", "Asha", "Astrid", "Beatriz", "Benedikt", "Bilal", "Bogdan", "Brian", "Calvin",
    "Carmen", "Cecily", "Chantal", "Clive", "Daichi", "Dariusz", "Deepa", "Desmond", "Dolores", "Edgar", "Ekaterina", "Emeka", "Emre", "Esther", "Fabio", "Farah",
    "Felicity", "Fernando", "Gareth", "Geeta", "Glenn", "Grace", "Gustav", "Hamid", "Harriet", "Haruka", "Henrik", "Hugo", "Ibrahim", "Ines", "Irene", "Jaroslav",
    "Jeanette", "Joaquin", "Joyce", "Kamala", "Katarina", "Keiko", "Kenneth", "Kwame", "Laila", "Leandro", "Lorna", "Lucian", "Malik", "Manuela", "Mariko", "Martin",
    "Meera", "Miguel", "Mireille", "Nadine", "Naveen", "Neil", "Nkechi", "Noor", "Olga", "Omar", "Paloma", "Patrick", "Petra", "Quentin", "Rajesh", "Renata",
    "Rosalind", "Sabine", "Samuel", "Sanna", "Sergio", "Shirin", "Simone", "Sota", "Stefan", "Sunita", "Tamsin", "Tariq", "Theodore", "Ulrike", "Viktor", "Wendy",
    "Yasmin", "Yusuf", "Zeynep", "Zoltan",
];

pub(crate) const FAMILY: &[&str] = &[
    "Abara", "Ainsworth", "Albescu", "Almeida", "Amundsen", "Arslan", "Ashdown", "Babic", "Balogun", "Banerjee", "Barrowman", "Bassey", "Becker", "Belmonte", "Bhandari",
    "Birkett", "Bjornstad", "Bouchard", "Bracken", "Cabrera", "Calloway", "Cardoso", "Castellano", "Chandra", "Chaudhry", "Cisneros", "Clemens", "Colquhoun", "Cordero", "Dahlberg",
    "Danso", "Delacroix", "Demir", "Dobson", "Drummond", "Eastwood", "Egan", "Ekstrom", "Elmasry", "Esposito", "Falkner", "Ferreira", "Figueroa", "Fontaine", "Forsythe",
    "Fukuda", "Galloway", "Ganguly", "Garrick", "Georgiou", "Gorski", "Greenhalgh", "Gupta", "Halvorsen", "Hamada", "Hartigan", "Hashimoto", "Hidalgo", "Hoang", "Hollis",
    "Ibekwe", "Ishikawa", "Ivanov", "Jankovic", "Jansen", "Kaczmarek", "Kapoor", "Karlsen", "Kavanagh", "Kimathi", "Kirkland", "Kovacs", "Kulkarni", "Lachance", "Lindgren",
    "Lombardi", "Lowell", "Macharia", "Malhotra", "Marchetti", "Matsuda", "McAllister", "Medina", "Menon", "Mikkelsen", "Moreau", "Morita", "Mulligan", "Nakamura", "Navarro",
    "Nguyen", "Nilsson", "Nordin", "Obi", "Okafor", "Olivares", "Orlova", "Ozturk", "Pacheco", "Palmgren", "Papadakis", "Pemberton", "Penrose", "Petrovic", "Popescu",
    "Prescott", "Quarshie", "Raghavan", "Ramsay", "Reyes", "Rinaldi", "Sandoval", "Schaefer", "Sharma", "Sorensen", "Soto", "Stanhope", "Suzuki", "Tanaka", "Teixeira",
    "Thorne", "Uzun", "Vance", "Varga", "Venter", "Villanueva", "Wakefield", "Whitcombe", "Yamada", "Yildiz", "Zapata", "Zielinski",
];

/// First parts and second parts of invented firms.
pub(crate) const FIRM_FIRST: &[&str] = &[
    "Alder", "Amberley", "Basalt", "Birchwick", "Bluff", "Briar", "Calder", "Cedarfall", "Cobble", "Corbel", "Dapple", "Dovecote", "Eddystone", "Elmgate", "Fallow", "Fernhollow",
    "Flint", "Gablestone", "Garnet", "Glasswater", "Graymoor", "Hawthorn", "Hearth", "Ironbark", "Jasper", "Kelpwood", "Lanternhill", "Linden", "Marlstone", "Mistral", "Northgate",
    "Oakum", "Orchard", "Osier", "Palisade", "Pumice", "Redstart", "Rookery", "Saltmarsh", "Sandpiper", "Slate", "Sorrel", "Tallow", "Tern", "Thornbury", "Umber", "Vesper", "Wherry", "Yarrow", "Zephyr",
];
pub(crate) const FIRM_SECOND: &[&str] = &[
    "Analytics", "Billing", "Commerce", "Dynamics", "Energy Software", "Freight", "Games", "Health Systems", "Home Loans", "Insurance", "Labs", "Learning", "Logistics", "Maps",
    "Media", "Metering", "Mobility", "Payments", "Robotics", "Security", "Software", "Telecom", "Ticketing", "Travel", "Ventures", "Weather",
];

pub(crate) const BANKS: &[(&str, &str)] = &[
    ("Granite Ledge Bank", "990000117"), ("First Harbor Savings", "990000125"), ("Wheatland Credit Union", "990000133"), ("Bayberry National", "990000141"),
    ("Cottonwood Federal Credit Union", "990000158"), ("Old Mill Bank", "990000166"), ("Summit Valley Trust", "990000174"), ("Pinecrest Community Bank", "990000182"),
];

pub(crate) const COLLEGES: &[&str] = &[
    "Wexbridge State University", "Tamarind Institute of Technology", "Lakefield Polytechnic", "University of Eastmere", "Harcourt Valley College", "Stonehaven University",
    "Rivermouth Technical University", "Ashby Metropolitan University", "Kingsford College of Engineering", "Northmere University",
];

pub(crate) const AGENTS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0",
];
