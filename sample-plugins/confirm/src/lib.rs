//! `api::confirm`: a question with two answers.

use imjoy_sdk::{Context, Error, Message, api};

#[derive(Default)]
struct Confirm;

/// # confirm
///
/// Think of a number from 1 to 100. Seven questions are enough to find it: each `confirm`
/// gives `true` for the left-hand answer and `false` for the other. Enter is *Yes*, Escape
/// is *No*.
///
/// ```rust
/// let question = Message::new("Is it greater than 50?").confirm_text("Yes").cancel_text("No");
/// if api::confirm(question).await? { … }
/// ```
#[imjoy_sdk::plugin(
    icon = "❓",
    labels = ["API example"],
    ui = "Think of a number from 1 to {id:'highest', type:'number', placeholder:100, min:2, max:1000000}"
)]
impl Confirm {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let (mut lowest, mut highest): (u32, u32) = (1, my.config.get_or("highest", 100)?);
        let mut questions = 0;
        while lowest < highest {
            questions += 1;
            let middle = lowest + (highest - lowest) / 2;
            let question = Message::new(format!("Is your number greater than {middle}?"))
                .title(format!("Question {questions}"))
                .confirm_text("Yes")
                .cancel_text("No");
            if api::confirm(question).await? {
                lowest = middle + 1;
            } else {
                highest = middle;
            }
        }
        api::show_message(format!("You thought of {lowest}, found with {questions} questions"), None);
        Ok(())
    }
}
