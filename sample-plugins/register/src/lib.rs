//! `api::register`: ops of the plugin, each with a form of its own.

use imjoy_sdk::{Context, Error, Function, NdArray, Op, Record, api, record};

/// Width of a picture of colours; its height is a quarter.
const WIDTH: usize = 256;

#[derive(Default)]
struct Register;

/// # register
///
/// An op is an entry under the plugin's name with a form and a function of its own. This
/// plugin registers three:
///
/// * **Colour table**: shows a table of colours. Its function is an exported method.
/// * **Favourite number**: is changed by its own `update` each time you change the form, after
///   300 ms: the form then says something about your number.
/// * **Greeting**: its function is a closure, and `my.config.type` says which op was run.
///
/// Registering a name again replaces that op; without a name it is the plugin's own.
///
/// ```rust
/// let form = "Table {id:'table', type:'choose', options:['hot', 'rainbow'], placeholder:'hot'}";
/// api::register(Op::new("Colour table").ui(form).run_name("colour_table")).await?;
/// ```
#[imjoy_sdk::plugin(icon = "📋", labels = ["API example"], ui = "Tells what was filled in {id:'text', type:'string', placeholder:'anything'}")]
impl Register {
    async fn setup(&mut self) -> Result<(), Error> {
        let form = "Table {id:'table', type:'choose', options:['hot', 'rainbow'], placeholder:'hot'}";
        api::register(Op::new("Colour table").ui(form).run_name("colour_table")).await?;
        register_favourite_number(7, "a number of luck").await?;
        let greet = Function::new(|arguments| async move {
            let (my,): (Record,) = imjoy_sdk::parse_arguments(arguments)?;
            let config: Record = my.get_as("config")?;
            let (op, name): (String, String) = (config.get_as("type")?, config.get_as("name")?);
            api::show_message(format!("{op}: good morning, {name}"), None);
            Ok(())
        });
        let form = "Name {id:'name', type:'string', placeholder:'Ada'}";
        api::register(Op::new("Greeting").ui(form).run(greet)).await
    }

    pub fn run(&self, my: Context) -> Record {
        record! { "you filled in": my.config }
    }

    /// The op *Colour table*.
    pub fn colour_table(&self, my: Context) -> Result<Record, Error> {
        let table: String = my.config.get_or("table", "hot".to_owned())?;
        let colour = if table == "hot" { hot } else { rainbow };
        let row: Vec<[u8; 3]> = (0..WIDTH).map(|column| colour(column as f64 / WIDTH as f64)).collect();
        let pixels = (0..WIDTH / 4).flat_map(|_| row.iter().flatten().copied()).collect();
        let image = NdArray::from_vec([WIDTH / 4, WIDTH, 3], pixels)?;
        Ok(record! { "type": "imjoy/image", "name": format!("Colours: {table}"), "data": record! { "src": image } })
    }

    /// The op *Favourite number*.
    pub fn tell_number(&self, my: Context) -> Result<(), Error> {
        let number: i64 = my.config.get_or("number", 7)?;
        api::show_message(format!("Your favourite number is {number}, {}", said_of(number)), None);
        Ok(())
    }

    /// The form of *Favourite number* has changed.
    pub async fn number_changed(&self, my: Context) -> Result<(), Error> {
        let number: i64 = my.config.get_or("number", 7)?;
        register_favourite_number(number, said_of(number)).await
    }
}

/// Registers the op anew, with a form that says something about the number.
async fn register_favourite_number(number: i64, said: &str) -> Result<(), Error> {
    let form = format!("Number {{id:'number', type:'number', placeholder:{number}}}<br><i>{number} is {said}</i>");
    let op = Op::new("Favourite number").ui(form).run_name("tell_number").update_name("number_changed");
    api::register(op).await
}

fn said_of(number: i64) -> &'static str {
    let root = (number.max(0) as f64).sqrt() as i64;
    match number {
        7 => "a number of luck",
        ..0 => "a number below zero",
        _ if root * root == number => "a square",
        _ if number % 2 == 0 => "an even number",
        _ => "an odd number",
    }
}

/// Black, red, yellow, white.
fn hot(level: f64) -> [u8; 3] {
    [0.0, 1.0, 2.0].map(|channel| ((level * 3.0 - channel).clamp(0.0, 1.0) * 255.0) as u8)
}

/// Red to violet.
fn rainbow(level: f64) -> [u8; 3] {
    [0.0, 4.0, 2.0].map(|shift: f64| {
        let place = (shift + level * 5.0).rem_euclid(6.0);
        (((place - 3.0).abs() - 1.0).clamp(0.0, 1.0) * 255.0) as u8
    })
}
