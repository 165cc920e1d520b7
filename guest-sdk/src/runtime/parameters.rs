//! Arguments of an incoming call, one parameter after the other.

use crate::conversion::FromValue;
use crate::{Error, Value};

/// The arguments of a call of an exported function.
pub struct Parameters {
    function: &'static str,
    arguments: std::vec::IntoIter<Value>,
    number: usize,
}

impl Parameters {
    /// `accepted` parameters; surplus arguments are an error unless they are absent, or
    /// `lenient` (for `run`, `update` and `exit`, whom the host calls with a context
    /// whether they want it or not).
    pub fn new(function: &'static str, arguments: Vec<Value>, accepted: usize, lenient: bool) -> Result<Self, Error> {
        let given = arguments.iter().rposition(|argument| *argument != Value::Absent).map_or(0, |last| last + 1);
        if given > accepted && !lenient {
            let parameters = if accepted == 1 { "1 argument" } else { &format!("{accepted} arguments") };
            return Err(Error::invalid(format!("`{function}` takes {parameters}, {given} were given")));
        }
        Ok(Parameters { function, arguments: arguments.into_iter(), number: 0 })
    }

    /// The next argument, for the parameter of that name.
    pub fn next<T: FromValue>(&mut self, name: &str) -> Result<T, Error> {
        self.number += 1;
        let argument = self.arguments.next();
        let missing = argument.is_none();
        T::from_value(argument.unwrap_or(Value::Absent)).map_err(|error| {
            let Parameters { function, number, .. } = self;
            error.map_message(|message| match missing {
                true => format!("`{function}`: argument {number} (`{name}`) is missing: {message}"),
                false => format!("`{function}`: argument {number} (`{name}`): {message}"),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_function_and_parameter() {
        let mut parameters = Parameters::new("blur", vec!["x".into()], 2, false).unwrap();
        assert_eq!(
            parameters.next::<f64>("sigma").unwrap_err(),
            Error::invalid("`blur`: argument 1 (`sigma`): expected f64, found the text \"x\"")
        );
        assert_eq!(
            parameters.next::<f64>("size").unwrap_err(),
            Error::invalid("`blur`: argument 2 (`size`) is missing: expected f64, found nothing")
        );
        assert_eq!(parameters.next::<Option<f64>>("more").unwrap(), None);
        let surplus = |arguments, lenient| Parameters::new("blur", arguments, 1, lenient).map(|_| ());
        assert_eq!(
            surplus(vec![1.into(), 2.into()], false),
            Err(Error::invalid("`blur` takes 1 argument, 2 were given"))
        );
        assert_eq!(surplus(vec![1.into(), Value::Absent], false), Ok(()));
        assert_eq!(surplus(vec![1.into(), 2.into()], true), Ok(()));
    }
}
