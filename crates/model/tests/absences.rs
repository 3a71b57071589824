//! What is not in the model cannot be scored.

#[test]
fn no_column_speaks_of_what_a_person_is() {
    let refused = [
        "nationality",
        "citizenship",
        "birth",
        "birthplace",
        "birthday",
        "ethnicity",
        "race",
        "religion",
        "gender",
        "sex",
        "age",
        "accent",
        "language",
        "english",
        "fluency",
        "native",
        "photo",
        "face",
    ];
    for table in model::tables::ALL {
        for column in table.columns {
            for word in column.name.split('_') {
                assert!(
                    !refused.contains(&word),
                    "{}.{} would let `{word}` be scored",
                    table.name,
                    column.name
                );
            }
        }
    }
}
