//! Values in and out.

use imjoy_sdk::{AnyNdArray, Bytes, Date, Dtype, Error, ErrorValue, File, NdArray, Value, list, record};

use super::{begun, call, exporting, failure, result, run};

fn comes_back(value: Value) {
    assert_eq!(result("return a", vec![value.clone()]), value);
}

#[test]
fn plain_values_come_back_as_they_were() {
    comes_back(Value::Absent);
    comes_back(Value::Null);
    comes_back(true.into());
    comes_back("".into());
    comes_back("äöü😀\0x".into());
    comes_back(list![1, -2, 2.5, (), Value::Absent, "x", list![]]);
    comes_back(record! { "b": 1, "a": record! { "c": list![1, 2] }, "": () }.into());
    comes_back(Value::Pairs(vec![(1.into(), "one".into()), (list![2].clone(), Value::Null)]));
    comes_back(Value::Set(vec![1.into(), "a".into()]));
    comes_back(Date(1_700_000_000_123.0).into());
    comes_back(ErrorValue { name: "TypeError".into(), message: "no".into() }.into());
    comes_back(ErrorValue { name: "OwnError".into(), message: "no".into() }.into());
    comes_back(Bytes::from(vec![1, 2, 3]).into());
    comes_back(File::new("a.txt", "text/plain", vec![1, 2]).into());
    comes_back(File::blob("image/png", vec![9; 10]).into());
}

#[test]
fn numbers_keep_their_kind() {
    for (number, expected) in [
        ("3", Value::Integer(3)),
        ("3.5", Value::Float(3.5)),
        ("2 ** 53", Value::Integer(1 << 53)),
        ("2 ** 60", Value::Float((1u64 << 60) as f64)),
        ("Infinity", Value::Float(f64::INFINITY)),
        ("2n ** 62n", Value::Integer(1 << 62)),
        ("new Number(4)", Value::Integer(4)),
        ("9007199254740993n", Value::Integer(9_007_199_254_740_993)),
    ] {
        assert_eq!(result(&format!("return {number}"), vec![]), expected, "{number}");
    }
    let Value::Float(zero) = result("return -0", vec![]) else { panic!("not a float") };
    assert!(zero == 0.0 && zero.is_sign_negative());
    assert!(matches!(result("return NaN", vec![]), Value::Float(number) if number.is_nan()));
    comes_back(Value::Integer(i64::MAX));
    assert_eq!(result("return typeof a", vec![Value::Integer(i64::MAX)]), "bigint".into());
    assert_eq!(result("return typeof a", vec![Value::Integer(1 << 53)]), "number".into());
    assert!(failure("return 2n ** 63n").message().contains("64 bits"));
}

#[test]
fn typed_arrays_are_arrays_of_one_axis() {
    let array = NdArray::from_vec([3], vec![1.5f32, 2.5, 3.5]).unwrap();
    comes_back(array.clone().into());
    let seen = result(
        "return [a instanceof Float32Array, a.length, a[1], a._rtype, a._rshape, a._rdtype, Object.keys(a).length]",
        vec![array.into()],
    );
    assert_eq!(seen, list![true, 3, 2.5, "ndarray", list![3], "float32", 3]);
    let bytes = |class: &str, dtype: Dtype, bytes: Vec<u8>| {
        let length = bytes.len() / dtype.size();
        let expected = AnyNdArray::from_bytes(dtype, [length], bytes).unwrap();
        assert_eq!(result(&format!("return {class}"), vec![]), expected.into(), "{class}");
    };
    bytes("new Uint8Array([1, 2])", Dtype::Uint8, vec![1, 2]);
    bytes("new Uint8ClampedArray([300])", Dtype::Uint8, vec![255]);
    bytes("new Int16Array([-1])", Dtype::Int16, vec![255, 255]);
    bytes("new BigInt64Array([-2n])", Dtype::Int64, (-2i64).to_le_bytes().to_vec());
    bytes("new Float64Array([0.5])", Dtype::Float64, 0.5f64.to_le_bytes().to_vec());
    bytes("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)", Dtype::Uint8, vec![2, 3]);
    bytes("new Uint8Array(0)", Dtype::Uint8, vec![]);
    assert_eq!(result("return new DataView(new ArrayBuffer(4), 1, 2)", vec![]), Bytes::from(vec![0, 0]).into());
    assert!(failure("const buffer = new ArrayBuffer(8); const view = new Uint8Array(buffer); buffer.transfer(); return [view.buffer]").message().contains("transferred"));
}

#[test]
fn arrays_of_several_axes_are_described_as_imjoy_does() {
    let array = NdArray::from_vec([2, 3], vec![1u16, 2, 3, 4, 5, 6]).unwrap();
    comes_back(array.clone().into());
    let seen = result(
        "const view = new Uint16Array(a._rvalue)
         return [a._rtype, a._rshape, a._rdtype, [...view], a.data[4], a.shape, a.__jailed_type__, Object.keys(a)]",
        vec![array.clone().into()],
    );
    let keys = list!["_rtype", "_rvalue", "_rshape", "_rdtype"];
    assert_eq!(seen, list!["ndarray", list![2, 3], "uint16", list![1, 2, 3, 4, 5, 6], 5, list![2, 3], "ndarray", keys]);
    assert_eq!(
        result("a.data[0] = 9; return a", vec![array.into()]),
        NdArray::from_vec([2, 3], vec![9u16, 2, 3, 4, 5, 6]).unwrap().into()
    );
    for made in [
        "api.ndarray(new Float32Array([1, 2]), [1, 2])",
        "api.ndarray(new Float32Array([1, 2]), [1, 2], 'float32')",
        "({_rtype: 'ndarray', _rvalue: new Float32Array([1, 2]).buffer, _rshape: [1, 2], _rdtype: 'float32'})",
        "({_rtype: 'ndarray', _rvalue: new Float32Array([1, 2]), _rshape: [1, 2], _rdtype: 'float32'})",
        "({__jailed_type__: 'ndarray', __value__: new Float32Array([1, 2]), __shape__: [1, 2], __dtype__: 'float32'})",
    ] {
        let expected = NdArray::from_vec([1, 2], vec![1.0f32, 2.0]).unwrap();
        assert_eq!(result(&format!("return {made}"), vec![]), expected.into(), "{made}");
    }
    let error = failure("return api.ndarray(new Float32Array(2), [2], 'uint8')");
    assert_eq!(error.message(), "Error: dtype doesn't match the type of the array: float32 != uint8");
    let error = failure("return {a: {_rtype: 'ndarray', _rvalue: new ArrayBuffer(3), _rshape: [2], _rdtype: 'uint8'}}");
    assert!(error.message().contains("does not fit"), "{error}");
}

#[test]
fn objects_of_classes_bring_their_methods() {
    let value = result(
        "class A { constructor() { this.x = 1 } get y() { return 2 } double(n) { return n * 2 * this.x } _hidden() {} }
         return new A()",
        vec![],
    );
    let Value::Record(record) = &value else { panic!("{value:?}") };
    assert_eq!(record.keys().collect::<Vec<_>>(), ["x", "double"]);
    let Some(Value::Function(double)) = record.get("double") else { panic!("{record:?}") };
    assert_eq!(run(double.call((4,))).unwrap(), 8.into());
}

#[test]
fn functions_anywhere_in_data_can_be_called_again_and_again() {
    let running =
        exporting("count: 0, make() { return {deep: [{add: (n) => { this.count += n; return this.count }}]} }");
    let made = call(running, "make", vec![]).unwrap();
    let Some(Value::Function(add)) = made.get("deep").and_then(|deep| deep.as_list()?.first()?.get("add")) else {
        panic!("{made:?}")
    };
    assert_eq!(run(add.call((1,))).unwrap(), 1.into());
    assert_eq!(run(add.call((2,))).unwrap(), 3.into());
    // What comes back is the function itself, not a wrapper around it.
    let echoed = call(exporting("run(f) { return f }"), "run", vec![add.clone().into()]).unwrap();
    assert_eq!(echoed, add.clone().into());
    let error = run(call_later()).unwrap_err();
    assert_eq!(error, Error::failed("no more"));
}

async fn call_later() -> Result<Value, Error> {
    let running = begun("async run(f) { return (await f(20)) + 1 }").await;
    let f = imjoy_sdk::Function::new(|arguments: Vec<Value>| async move {
        match arguments.first().and_then(Value::as_i64) {
            Some(number) if number > 10 => Ok(number + 1),
            _ => Err(Error::failed("no more")),
        }
    });
    let answer = crate::calling::exported(running, "run".into(), vec![f.clone().into()]).await?;
    assert_eq!(answer, 22.into());
    f.call((1,)).await
}

#[test]
fn what_cannot_be_passed_is_named_with_its_place() {
    let error = failure("return {a: [1, {b: Symbol('x')}]}");
    assert_eq!(error, Error::invalid("a symbol cannot be passed to the host or another plugin (at a[1].b)"));
    let error = failure("return {a: new WeakMap()}");
    assert_eq!(error, Error::invalid("a WeakMap cannot be passed to the host or another plugin (at a)"));
    assert!(failure("return [Promise.resolve(1)]").message().starts_with("a promise, which is to be awaited first,"));
    let error = failure("const own = {}; own.b = [own]; return own");
    assert_eq!(error, Error::invalid("a value contains itself and cannot be passed (at b[0])"));
    let deep = "let made = 1; for (let i = 0; i < LEVELS; i++) made = [made]; return made";
    assert!(failure(&deep.replace("LEVELS", "64")).message().contains("more than 64 levels"));
    assert!(matches!(result(&deep.replace("LEVELS", "63"), vec![]), Value::List(_)));
    let same = "const same = [1]; return [same, same]";
    assert_eq!(result(same, vec![]), list![list![1], list![1]]);
    assert_eq!(failure("return {get a() { throw new TypeError('no') }}").message(), "TypeError: no");
}

#[test]
fn texts_with_halves_of_letters_are_made_whole() {
    assert_eq!(result("return 'a\\uD800b'", vec![]), "a\u{fffd}b".into());
    assert_eq!(result("return {['\\uD800']: 1}", vec![]), record! { "\u{fffd}": 1 }.into());
}

#[test]
fn other_objects() {
    assert_eq!(result("return /a+/gi", vec![]), "/a+/gi".into());
    assert_eq!(
        result("return Object.create(null, {a: {value: 1, enumerable: true}})", vec![]),
        record! { "a": 1 }.into()
    );
    assert_eq!(result("return new Proxy({a: 1}, {})", vec![]), record! { "a": 1 }.into());
    assert_eq!(result("return [, 1]", vec![]), list![Value::Absent, 1]);
    assert_eq!(
        result("return a.__proto__ === 5 && Object.keys(a)", vec![record! { "__proto__": 5 }.into()]),
        list!["__proto__"]
    );
}

#[test]
fn codecs_encode_and_decode() {
    let running = exporting(
        "async run(a) {
           class Dog { constructor(name) { this.name = name } }
           api.registerCodec({name: 'dog', type: Dog, encoder: (dog) => ({called: dog.name}), decoder: (o) => new Dog(o.called)})
           const same = await api.echo([new Dog('Rex')])
           return [same[0] instanceof Dog, same[0].name, new Dog('Bo')]
         }",
    );
    let result = call(running, "run", vec![]).unwrap();
    assert_eq!(result, list![true, "Rex", record! { "called": "Bo", "_rtype": "dog" }]);
}
