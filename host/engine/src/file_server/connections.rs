//! Takes connections and gives their requests to [`response`](super::response).
//!
//! Who connects and says nothing, or reads nothing, loses the connection.

use super::link::Links;
use super::response::{Server, respond};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// Connections at once; more wait in the system's queue.
const MOST_CONNECTIONS: usize = 64;
/// Time for the head of a request, from the connection or the request before on.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Time in which a client has to read or write something.
const IDLE_TIME: Duration = Duration::from_secs(30);
/// Bytes of the head of a request.
const HEAD_BYTES: usize = 16 * 1024;
/// Headers of a request.
const MOST_HEADERS: usize = 64;
/// Pause after the system had no connection to give, for example for lack of handles.
const PAUSE: Duration = Duration::from_millis(100);

/// Starts to listen on a free port of 127.0.0.1 and gives the port. Ends with the
/// engine's threads.
pub(super) async fn listen(links: Arc<Links>) -> std::io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    let router = Router::new().fallback(respond).with_state(Arc::new(Server { links, port }));
    tokio::spawn(accept(listener, router));
    Ok(port)
}

async fn accept(listener: TcpListener, router: Router) {
    let permits = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let Ok(permit) = permits.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                tokio::spawn(async move {
                    serve(stream, router).await;
                    drop(permit);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection to the file server failed");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_read_timeout(Some(IDLE_TIME));
    stream.set_write_timeout(Some(IDLE_TIME));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .max_headers(MOST_HEADERS)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(router))
        .await;
    if let Err(error) = served {
        // The client's doing, or a grant that was revoked meanwhile.
        tracing::debug!(%error, "a connection to the file server ended early");
    }
}
