//! `api::prompt`: a question for a line of text.

use imjoy_sdk::{Error, Message, Prompt, api};

#[derive(Default)]
struct PromptSample;

/// # prompt
///
/// Asks for a number and shows its prime factors. What is no number is asked for again. An
/// empty answer counts as the *placeholder*, 360; **Cancel** is an error that the plugin
/// catches.
///
/// ```rust
/// let question = Prompt::new("Which number?").placeholder("360").default("1001");
/// match api::prompt(question).await {
///     Ok(text) => …,
///     Err(Error::Cancelled(_)) => …,
///     Err(error) => return Err(error),
/// }
/// ```
#[imjoy_sdk::plugin(icon = "✏", labels = ["API example"])]
impl PromptSample {
    pub async fn run(&self) -> Result<(), Error> {
        let mut text = "Which number shall be taken apart?".to_owned();
        loop {
            let question = Message::new(&text).title("Prime factors").confirm_text("Take apart");
            let answer = match api::prompt(Prompt::new(question).placeholder("360").default("1001")).await {
                Ok(answer) => answer,
                Err(Error::Cancelled(_)) => {
                    api::show_status("No number, so no factors");
                    return Ok(());
                }
                Err(error) => return Err(error),
            };
            match answer.trim().parse::<u32>() {
                Ok(number) if number > 1 => {
                    api::show_message(format!("{number} = {}", product(number)), Some(15.0));
                    return Ok(());
                }
                _ => text = format!("\"{answer}\" is no whole number from 2 to {}. Which number, then?", u32::MAX),
            }
        }
    }
}

/// A number above 1 as a product of primes.
fn product(mut number: u32) -> String {
    let mut factors = Vec::new();
    let mut factor = 2;
    while factor <= number / factor {
        while number.is_multiple_of(factor) {
            factors.push(factor.to_string());
            number /= factor;
        }
        factor += 1;
    }
    if number > 1 {
        factors.push(number.to_string());
    }
    factors.join(" × ")
}
