//! `imjoy.ndarray.random`, which stands in for `numpy.random`.

use crate::{list, started};
use imjoy_engine::value::Value;

#[test]
fn arrays_have_shape_type_and_seed() {
    let engine = started("random.py");
    let answers = engine.call("random", "kinds", vec![]).unwrap().as_list().unwrap();
    let numbers = |numbers: &[i64]| list(numbers.iter().map(|number| Value::Integer(*number)));
    let expected = [
        true.into(),
        true.into(),
        numbers(&[4, 3]),
        "uint8".into(),
        "int".into(),
        "float".into(),
        true.into(),
        5i64.into(),
        numbers(&[2, 0]),
        list(["int".into(), "float".into(), "int".into()]),
        numbers(&[5_000_000]),
        numbers(&[3]),
        numbers(&[3, 4]),
        numbers(&[2]),
        "float32".into(),
    ];
    assert_eq!(answers.len(), expected.len());
    for (answer, expected) in answers.iter().zip(&expected) {
        assert_eq!(answer.as_list().map(list).as_ref().unwrap_or(answer), expected, "{answers:?}");
    }
}

#[test]
fn numbers_are_distributed_as_asked_for() {
    let engine = started("random.py");
    let answers = engine.call("random", "moments", vec![]).unwrap().as_list().unwrap();
    let die = answers[4].as_list().unwrap();
    assert_eq!(die, (1..=6).map(Value::Integer).collect::<Vec<_>>());
    for place in [0, 1, 2, 3, 5, 6, 7] {
        assert_eq!(answers[place], true.into(), "{place}: {answers:?}");
    }
}

#[test]
fn members_are_chosen_and_shuffled() {
    let engine = started("random.py");
    let answers = engine.call("random", "choices", vec![]).unwrap().as_list().unwrap();
    assert_eq!(answers[..3], [true.into(), 5i64.into(), true.into()], "{answers:?}");
    let rows: Vec<_> = answers[3].as_list().unwrap().iter().map(|row| row.as_list().unwrap()).collect();
    assert_eq!(rows, [[0, 1], [2, 3], [4, 5]].map(|row| row.map(Value::Integer).to_vec()));
    assert_eq!(answers[4..], [7i64.into(), true.into()]);
}

#[test]
fn what_cannot_be_is_an_error_in_numpys_words() {
    let engine = started("random.py");
    let messages = engine.call("random", "wrong", vec![]).unwrap().as_list().unwrap();
    let messages: Vec<&str> = messages.iter().map(|message| message.as_text().unwrap()).collect();
    assert_eq!(
        messages[..8],
        [
            "low >= high",
            "Cannot take a larger sample than population when replace is False",
            "probabilities do not sum to 1",
            "probabilities are not non-negative",
            "probabilities are not non-negative",
            "high is out of bounds for uint8",
            "lam < 0 or lam is NaN",
            messages[7],
        ]
    );
    assert!(messages[8].starts_with("numpy.random.binomial cannot be had"), "{messages:?}");
}
