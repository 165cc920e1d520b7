//! What a worker has besides the language.

use imjoy_sdk::{Bytes, Error, File, Value, list, record};

use super::{call, exporting, failure, log, result};

fn lines(body: &str) -> Vec<String> {
    let running = exporting(&format!("run() {{ {body} }}"));
    log();
    call(running, "run", vec![]).unwrap();
    log()
}

#[test]
fn a_plugin_knows_that_it_is_in_a_worker() {
    let told = "return [self instanceof WorkerGlobalScope, self instanceof DedicatedWorkerGlobalScope, {} instanceof WorkerGlobalScope, typeof window]";
    assert_eq!(result(told, vec![]), list![true, true, false, "undefined"]);
}

#[test]
fn console_writes_readable_lines() {
    assert_eq!(lines("console.log('a', 1, -0, true, null, undefined, 2n)"), ["a 1 -0 true null undefined 2n"]);
    assert_eq!(
        lines("console.info('%s is %d%%, %o %c!', 'x', 42.7, {a: 1}, 'color: red', 'more')"),
        ["x is 42%, {a: 1} ! more"]
    );
    assert_eq!(lines("console.warn('careful')"), ["warning: careful"]);
    assert_eq!(lines("console.error('bad', [1, 'a'])"), ["error: bad [1, \"a\"]"]);
    assert_eq!(lines("console.assert(1 === 1, 'x'); console.assert(false, 'y', 2)"), ["error: Assertion failed: y 2"]);
    assert_eq!(lines("console.count('n'); console.count('n')"), ["n: 1", "n: 2"]);
    assert_eq!(
        lines(
            "class P { constructor() { this.x = 1 } }; console.log(new P(), [new Map([[1, {a: 2}]])], new Set(['s']), () => 1, function f() {}, Symbol('q'), /r/g, new Date(0))"
        ),
        [
            "P {x: 1} [Map(1, {a: 2})] Set(\"s\") [Function: (anonymous)] [Function: f] Symbol(q) /r/g 1970-01-01T00:00:00.000Z"
        ]
    );
    assert_eq!(
        lines("const a = {}; a.self = a; console.log(a, new Uint8Array([1, 2]), new ArrayBuffer(3))"),
        ["{self: [Circular]} Uint8Array(2) [1, 2] ArrayBuffer(3)"]
    );
    assert_eq!(lines("console.log({a: {b: {c: {d: {e: 1}}}}})"), ["{a: {b: {c: {d: [Object]}}}}"]);
    assert_eq!(lines("console.log({get a() { throw 1 }})"), ["{a: …}"]);
    let long = lines("console.log(Array.from({length: 1e5}, (_, i) => 'x'.repeat(1000)))");
    assert!(long[0].len() < 40_000, "{}", long[0].len());
    let error = lines("console.log(new TypeError('t'))");
    assert!(error[0].starts_with("TypeError: t\n    at run (test.imjoy.html:1:"), "{error:?}");
}

#[test]
fn timers_fire_in_order_and_can_be_cleared() {
    let seen = result(
        "const seen = []
         setTimeout((...args) => seen.push(args), 4, 'late', 1)
         const cleared = setTimeout(() => seen.push('cleared'), 1)
         setTimeout(() => seen.push('soon'))
         clearTimeout(cleared)
         Promise.resolve().then(() => seen.push('microtask'))
         let count = 0
         await new Promise((resolve) => { const id = setInterval(() => { if (++count === 3) { clearInterval(id); resolve() } }, 3) })
         const frame = await new Promise((resolve) => requestAnimationFrame(resolve))
         return [...seen, count, frame > 0]",
        vec![],
    );
    assert_eq!(seen, list!["microtask", "soon", list!["late", 1], 3, true]);
    assert!(failure("setTimeout('code')").message().contains("needs a function"));
    let running = exporting(
        "run() { setTimeout(() => { throw new Error('in timer') }); return new Promise((r) => setTimeout(r, 1)) }",
    );
    log();
    call(running, "run", vec![]).unwrap();
    assert!(log().join("").contains("not handled: Error: in timer"));
}

#[test]
fn texts_are_encoded_and_decoded() {
    assert_eq!(
        result(
            "const e = new TextEncoder(), d = new TextDecoder()
             const pieces = [...e.encode('aä€😀')].map((byte) => d.decode(new Uint8Array([byte]), {stream: true})).join('')
             let fatal = ''; try { new TextDecoder('utf-8', {fatal: true}).decode(new Uint8Array([255])) } catch (error) { fatal = error.name }
             const into = e.encodeInto('äb', new Uint8Array(2))
             return [[...e.encode('ä')], new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])), pieces + d.decode(),
                     new TextDecoder('utf-16').decode(new Uint16Array([228])), new TextDecoder('latin1').decode(new Uint8Array([0xe4, 0x80])),
                     fatal, into.read, into.written, d.encoding, d.decode(new Uint8Array([255]).buffer)]",
            vec![]
        ),
        list![list![195, 164], "a", "aä€😀", "ä", "ä€", "TypeError", 1, 2, "utf-8", "\u{fffd}"]
    );
    assert_eq!(result("return atob(btoa('binary\\xff'))", vec![]), "binary\u{ff}".into());
}

#[test]
fn urls_are_those_of_browsers() {
    let seen = result(
        "const u = new URL('../b?x=1&y=a%20b#h', 'https://user@host:8080/a/c')
         u.searchParams.append('z', 'ä&'); u.hash = ''; u.port = '443'
         const p = new URLSearchParams({a: 1, b: 'x y'}); p.set('a', 2); p.delete('b')
         return [u.href, u.host, [...u.searchParams.keys()], u.searchParams.get('y'), p.toString(), URL.canParse('x'), String(new URL('http://a')), JSON.stringify({u: new URL('http://a/b')})]",
        vec![],
    );
    assert_eq!(
        seen,
        list![
            "https://user@host/b?x=1&y=a+b&z=%C3%A4%26",
            "host",
            list!["x", "y", "z"],
            "a b",
            "a=2",
            false,
            "http://a/",
            r#"{"u":"http://a/b"}"#
        ]
    );
    assert_eq!(failure("new URL('nothing')").message(), "TypeError: Invalid URL: nothing");
}

#[test]
fn blobs_and_files() {
    let seen = result(
        "const made = new Blob(['a', new Uint8Array([98]), new Blob(['cde'])], {type: 'Text/Plain'})
         const f = new File([made.slice(1, -1)], 'n.txt')
         const reader = new FileReader()
         const url = await new Promise((resolve) => { reader.onload = () => resolve(reader.result); reader.readAsDataURL(made) })
         return [made.size, made.type, await made.text(), await f.text(), f.name, f instanceof Blob, url, (await made.arrayBuffer()).byteLength, f]",
        vec![],
    );
    let file = File::new("n.txt", "", b"bcd".to_vec());
    assert_eq!(seen, list![5, "text/plain", "abcde", "bcd", "n.txt", true, "data:text/plain;base64,YWJjZGU=", 5, file]);
    let given = File::new("in.bin", "image/png", vec![1, 2, 3]);
    assert_eq!(
        result(
            "return [a.name, a.size, a.type, [...await a.bytes()], a instanceof File, a]",
            vec![given.clone().into()]
        ),
        list!["in.bin", 3, "image/png", list![1, 2, 3], true, given]
    );
}

#[test]
fn object_urls_go_to_the_host_as_their_file() {
    let seen = result(
        "const url = URL.createObjectURL(new Blob(['x'], {type: 'image/png'}))
         const sent = await api.echo({src: url}); const text = await (await fetch(url)).text()
         URL.revokeObjectURL(url)
         return [sent.src instanceof Blob, text, await api.echo('blob:other')]",
        vec![],
    );
    assert_eq!(seen, list![true, "x", "blob:other"]);
}

#[test]
fn clones_are_deep_and_refuse_functions() {
    let seen = result(
        "const from = {list: [1, new Date(5)], map: new Map([['k', new Set([1])]]), re: /x/g, bytes: new Uint8Array([1, 2])}
         from.self = from
         const to = structuredClone(from)
         to.list[0] = 9; to.bytes[0] = 9
         let refused = ''; try { structuredClone(() => 1) } catch (e) { refused = e.name }
         return [from.list[0], from.bytes[0], to.self === to, to.list[1].getTime(), to.map.get('k').has(1), to.re.flags, refused]",
        vec![],
    );
    assert_eq!(seen, list![1, 1, true, 5, true, "g", "DataCloneError"]);
}

#[test]
fn events_and_abortion() {
    let seen = result(
        "const c = new AbortController(); const seen = []
         c.signal.addEventListener('abort', () => seen.push('aborted'), {once: true})
         c.abort()
         try { c.signal.throwIfAborted() } catch (e) { seen.push(e.name) }
         const t = new EventTarget(); t.onping = (e) => seen.push(e.detail); t.dispatchEvent(new CustomEvent('ping', {detail: 3}))
         try { await fetch('data:,x', {signal: c.signal}) } catch (e) { seen.push(e.name) }
         return seen",
        vec![],
    );
    assert_eq!(seen, list!["aborted", "AbortError", 3, "AbortError"]);
}

#[test]
fn small_globals() {
    let seen = result(
        "const r = crypto.getRandomValues(new Uint32Array(4))
         return [r.some((x) => x !== 0), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/.test(crypto.randomUUID()),
                 performance.now() > 0, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000,
                 navigator.userAgent, self === globalThis, typeof location.href, api.TAG, api.WORKSPACE, api.ENGINE_URL]",
        vec![],
    );
    assert_eq!(
        seen,
        list![true, true, true, true, "ImJoy native", true, "string", Value::Null, "default", Value::Null]
    );
}

#[test]
fn a_canvas_has_pixels() {
    let body = "const canvas = new OffscreenCanvas(3, 2), context = canvas.getContext('2d')
         const red = new ImageData(new Uint8ClampedArray([255, 0, 0, 255, 1, 2, 3, 4]), 2)
         context.putImageData(red, 1, 1); context.putImageData(red, -1, 0)
         const all = context.getImageData(0, 0, 3, 2).data, out = context.getImageData(2, 1, 2, 2).data
         context.clearRect(0, 0, 1, 1)
         const first = context.getImageData(0, 0, 1, 1).data[3]
         return [[...all], [...out], first, canvas.getContext('webgl')]";
    let zeros = |count: usize| std::iter::repeat_n(0.into(), count);
    let all: Vec<Value> = [1, 2, 3, 4].map(Value::from).into_iter().chain(zeros(12)).collect();
    let all: Vec<Value> = all.into_iter().chain([255, 0, 0, 255, 1, 2, 3, 4].map(Value::from)).collect();
    let out: Vec<Value> = [1, 2, 3, 4].map(Value::from).into_iter().chain(zeros(12)).collect();
    assert_eq!(result(body, vec![]), list![Value::List(all), Value::List(out), 0, ()]);
    for (code, word) in [
        ("new OffscreenCanvas(-1, 2)", "width"),
        ("await new OffscreenCanvas(0, 2).convertToBlob()", "without pixels"),
        ("new ImageData(0, 2)", "above 0"),
        ("new OffscreenCanvas(1e6, 1e6)", "too large"),
        ("new ImageData(new Uint8ClampedArray(3), 1)", "four values"),
        ("new OffscreenCanvas(1, 1).getContext('2d').fillRect(0, 0, 1, 1)", "putImageData"),
    ] {
        let error = failure(code);
        assert!(error.message().contains(word), "{code}: {error}");
    }
}

#[test]
fn a_canvas_becomes_a_png() {
    let body = "const canvas = new OffscreenCanvas(2, 1)
         canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray([9, 8, 7, 255, 1, 2, 3, 255]), 2), 0, 0)
         const blob = await canvas.convertToBlob({ type: 'image/jpeg' })
         const url = new FileReaderSync().readAsDataURL(blob)
         return [blob.type, url.slice(0, 22), await blob.arrayBuffer()]";
    let answer = result(body, vec![]);
    let Value::List(answer) = answer else { panic!("{answer:?}") };
    assert_eq!(answer[..2], ["image/png".into(), "data:image/png;base64,".into()]);
    let Value::Bytes(bytes) = &answer[2] else { panic!("{answer:?}") };
    let bytes = bytes.clone().into_vec().unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels, [9, 8, 7, 255, 1, 2, 3, 255]);
}

#[test]
fn fetch_reads_what_needs_no_network() {
    assert_eq!(
        result(
            "const r = await fetch('data:application/json;base64,eyJhIjoxfQ=='); return [r.ok, r.headers.get('Content-Type'), await r.json()]",
            vec![]
        ),
        list![true, "application/json", record! { "a": 1 }]
    );
    let error = failure("await fetch('https://example.com/x.json')");
    assert!(
        matches!(&error, Error::Denied(text) if text.contains("https://example.com/x.json") && text.contains("no network")),
        "{error:?}"
    );
}

#[test]
fn what_needs_the_network_or_threads_says_so() {
    for (code, word) in [
        ("new XMLHttpRequest()", "showFileDialog"),
        ("new WebSocket('ws://x')", "no network"),
        ("new Worker('x.js')", "one thread"),
    ] {
        let error = failure(code);
        assert!(matches!(&error, Error::Denied(text) if text.contains(word)), "{code}: {error:?}");
    }
}

#[test]
fn import_scripts_runs_libraries_in_the_global_scope() {
    let body = "importScripts('https://x.org/answer.js', './answer.js'); return [answer, twice(4), typeof half]";
    assert_eq!(result(body, vec![]), list![42, 8, "undefined"]);
    assert_eq!(
        failure("importScripts('https://x.org/unknown.js')"),
        Error::not_found("there is no library https://x.org/unknown.js")
    );
}

#[test]
fn plugins_may_define_globals_of_their_own() {
    let running = super::load(
        "var URL = 'mine'; function fetch() { return 'own' }; TextEncoder = class { x = 1 }
         api.export({ setup() {}, run: () => [URL, fetch(), new TextEncoder().x, typeof URLSearchParams, URL] })",
    )
    .unwrap();
    assert_eq!(call(running, "run", vec![]).unwrap(), list!["mine", "own", 1, "function", "mine"]);
}

#[test]
fn big_blobs_stay_where_they_are_until_they_are_read() {
    let bytes = Bytes::from(vec![7u8; 1 << 20]);
    let file = File::blob("", bytes);
    assert_eq!(result("return a.slice(5, 8)", vec![file.into()]), File::blob("", vec![7, 7, 7]).into());
}
