//! Who may use the plugin's state when: `&self` methods together, `&mut self` methods alone.
//!
//! Several calls of a plugin are under way at once, and each may be suspended at an
//! `.await` while it borrows the state. So calls take turns by a fair lock: a `&mut self`
//! call waits until those before it have finished, and those after it wait for it.
//!
//! **Waiting or refusing.** If A's `run(&mut self)` awaits plugin B, and B calls A back,
//! then waiting would never end: nobody outside can see why, the user sees two plugins
//! that hang. The plugin cannot see chains across plugins, but it knows whether the calls
//! that hold the state wait for others *now*. If they do, a call that would have to wait
//! for them is refused with [`Error::Unavailable`], which says what to change. If they do
//! not (they calculate, sleep, or show a dialog), waiting ends, so it waits. The price is
//! that an innocent call at such a time (the user presses Run twice) is refused as well:
//! an error that can be read is better than a silent standstill, and a plugin that awaits
//! others should take `&self`, to which none of this applies.
//!
//! For the same reason a `&self` call overtakes a waiting `&mut self` call when one of the
//! running `&self` calls waits for others.
//!
//! Known limit: a call that began to wait *before* the running one turned to others stays
//! waiting; if the others depend on just that call, it is for the host to end it.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::call::{self, Call};
use crate::Error;

/// The plugin, and who may use it.
pub struct Instance<P> {
    plugin: RefCell<P>,
    turns: RefCell<Turns>,
}

#[derive(Default)]
struct Turns {
    /// Either any number of shared ones or a single exclusive one.
    running: Vec<Rc<Turn>>,
    waiting: VecDeque<(Rc<Turn>, Waker)>,
}

struct Turn {
    exclusive: bool,
    /// The call that has the turn; none in tests and for spawned futures.
    call: Option<Rc<Call>>,
    granted: Cell<bool>,
}

impl Turn {
    fn name(&self) -> &str {
        self.call.as_ref().map_or("a task", |call| &call.function)
    }

    fn waits_for_others(&self) -> bool {
        self.call.as_ref().is_some_and(|call| call.outgoing.get() > 0)
    }
}

impl<P: Default> Default for Instance<P> {
    fn default() -> Self {
        Instance { plugin: RefCell::default(), turns: RefCell::default() }
    }
}

impl<P> Instance<P> {
    /// For a `&self` method.
    pub async fn shared(&self) -> Result<Shared<'_, P>, Error> {
        let permit = self.permit(false).await?;
        let plugin = self.plugin.try_borrow()?;
        Ok(Shared { plugin, _permit: permit })
    }

    /// For a `&mut self` method.
    pub async fn exclusive(&self) -> Result<Exclusive<'_, P>, Error> {
        let permit = self.permit(true).await?;
        let plugin = self.plugin.try_borrow_mut()?;
        Ok(Exclusive { plugin, _permit: permit })
    }

    async fn permit(&self, exclusive: bool) -> Result<Permit<'_>, Error> {
        let turn = Rc::new(Turn { exclusive, call: call::current(), granted: Cell::new(false) });
        // Gives the turn back, or leaves the queue, also when this future is dropped.
        let permit = Permit { turns: &self.turns, turn: Rc::clone(&turn) };
        if !self.turns.borrow_mut().try_begin(&turn)? {
            poll_fn(|context| {
                if turn.granted.get() {
                    return Poll::Ready(());
                }
                self.turns.borrow_mut().wait(&turn, context.waker());
                Poll::Pending
            })
            .await;
        }
        Ok(permit)
    }
}

impl Turns {
    /// Begins at once if possible; says whether it did.
    fn try_begin(&mut self, turn: &Rc<Turn>) -> Result<bool, Error> {
        let compatible = self.compatible(turn.exclusive);
        if compatible && self.waiting.is_empty() {
            self.begin(turn);
            return Ok(true);
        }
        let Some(blocker) = self.running.iter().find(|running| running.waits_for_others()) else {
            return Ok(false);
        };
        if compatible {
            self.begin(turn);
            return Ok(true);
        }
        let (name, blocker) = (turn.name(), blocker.name());
        Err(Error::unavailable(format!(
            "`{name}` cannot begin: `{blocker}` of this plugin has not finished and waits for another plugin, which \
             may be waiting for `{name}`; functions that await other plugins should take `&self`, and so should \
             those that are called meanwhile"
        )))
    }

    fn compatible(&self, exclusive: bool) -> bool {
        if exclusive { self.running.is_empty() } else { self.running.iter().all(|running| !running.exclusive) }
    }

    fn begin(&mut self, turn: &Rc<Turn>) {
        turn.granted.set(true);
        self.running.push(Rc::clone(turn));
    }

    fn wait(&mut self, turn: &Rc<Turn>, waker: &Waker) {
        match self.waiting.iter_mut().find(|(waiting, _)| Rc::ptr_eq(waiting, turn)) {
            Some((_, place)) => place.clone_from(waker),
            None => self.waiting.push_back((Rc::clone(turn), waker.clone())),
        }
    }

    /// Ends a turn or its waiting, and gives whom to wake.
    fn end(&mut self, turn: &Rc<Turn>) -> Vec<Waker> {
        self.running.retain(|running| !Rc::ptr_eq(running, turn));
        self.waiting.retain(|(waiting, _)| !Rc::ptr_eq(waiting, turn));
        let mut woken = Vec::new();
        while let Some((next, _)) = self.waiting.front()
            && self.compatible(next.exclusive)
            && let Some((next, waker)) = self.waiting.pop_front()
        {
            self.begin(&next);
            woken.push(waker);
        }
        woken
    }
}

/// A turn, asked for or held.
struct Permit<'a> {
    turns: &'a RefCell<Turns>,
    turn: Rc<Turn>,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let woken = self.turns.borrow_mut().end(&self.turn);
        woken.into_iter().for_each(Waker::wake);
    }
}

/// The state for a `&self` method.
pub struct Shared<'a, P> {
    // Dropped before the permit: whoever is next can borrow.
    plugin: Ref<'a, P>,
    _permit: Permit<'a>,
}

impl<P> Deref for Shared<'_, P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.plugin
    }
}

/// The state for a `&mut self` method.
pub struct Exclusive<'a, P> {
    plugin: RefMut<'a, P>,
    _permit: Permit<'a>,
}

impl<P> Deref for Exclusive<'_, P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.plugin
    }
}

impl<P> DerefMut for Exclusive<'_, P> {
    fn deref_mut(&mut self) -> &mut P {
        &mut self.plugin
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::Context;

    use futures::channel::oneshot;
    use futures::task::noop_waker;

    use super::super::call::InCall;
    use super::super::outgoing;
    use super::*;

    type Boxed<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

    fn poll(future: &mut Boxed<'_>) -> Poll<Result<(), Error>> {
        future.as_mut().poll(&mut Context::from_waker(&noop_waker()))
    }

    /// A call that holds the state until `end` comes.
    fn holds<'a>(
        instance: &'a Instance<Vec<String>>,
        name: &'a str,
        exclusive: bool,
        awaits_others: bool,
    ) -> (Boxed<'a>, oneshot::Sender<()>) {
        let (end, ended) = oneshot::channel();
        let future = async move {
            let wait = async { if awaits_others { outgoing::waits(ended).await } else { ended.await } };
            if exclusive {
                let mut plugin = instance.exclusive().await?;
                plugin.push(name.to_string());
                let _ = wait.await;
            } else {
                let plugin = instance.shared().await?;
                let _ = wait.await;
                drop(plugin);
            }
            Ok(())
        };
        (Box::pin(InCall::new(name, future)), end)
    }

    #[test]
    fn shared_calls_run_together_and_exclusive_ones_alone_in_order() {
        let instance = Instance::default();
        let (mut first, end_first) = holds(&instance, "first", false, false);
        let (mut second, end_second) = holds(&instance, "second", false, false);
        let (mut writer, end_writer) = holds(&instance, "writer", true, false);
        let (mut later, end_later) = holds(&instance, "later", false, false);
        for future in [&mut first, &mut second, &mut writer, &mut later] {
            assert!(poll(future).is_pending());
        }
        end_first.send(()).unwrap();
        end_second.send(()).unwrap();
        assert!(poll(&mut first).is_ready());
        assert!(poll(&mut writer).is_pending());
        assert!(instance.plugin.borrow().is_empty(), "the second still holds it");
        assert!(poll(&mut second).is_ready());
        end_later.send(()).unwrap();
        assert!(poll(&mut later).is_pending(), "the writer was there before");
        assert!(poll(&mut writer).is_pending());
        end_writer.send(()).unwrap();
        assert!(poll(&mut writer).is_ready());
        assert!(poll(&mut later).is_ready());
        assert_eq!(*instance.plugin.borrow(), ["writer"]);
    }

    #[test]
    fn a_call_that_might_be_called_back_is_refused_instead_of_standing_still() {
        let instance = Instance::default();
        let (mut run, end) = holds(&instance, "run", true, true);
        assert!(poll(&mut run).is_pending());
        let (mut back, _) = holds(&instance, "back", false, false);
        let Poll::Ready(Err(Error::Unavailable(message))) = poll(&mut back) else { panic!("not refused") };
        assert!(message.contains("`back`") && message.contains("`run`") && message.contains("&self"), "{message}");
        end.send(()).unwrap();
        assert!(poll(&mut run).is_ready());
        let (mut back, _end) = holds(&instance, "back", false, false);
        assert!(poll(&mut back).is_pending());
    }

    #[test]
    fn shared_calls_are_called_back_past_a_waiting_exclusive_one() {
        let instance = Instance::default();
        let (mut run, _end) = holds(&instance, "run", false, false);
        assert!(poll(&mut run).is_pending());
        let (mut writer, _end) = holds(&instance, "writer", true, false);
        assert!(poll(&mut writer).is_pending());
        let (mut other, _end) = holds(&instance, "other", false, true);
        assert!(poll(&mut other).is_pending(), "waits behind the writer");
        drop(run);
        drop(writer);
        assert!(poll(&mut other).is_pending(), "runs and waits for others");
        let (mut writer, _end) = holds(&instance, "writer", true, false);
        assert!(matches!(poll(&mut writer), Poll::Ready(Err(Error::Unavailable(_)))));
        let (mut back, end) = holds(&instance, "back", false, false);
        end.send(()).unwrap();
        assert!(poll(&mut back).is_ready());
    }

    #[test]
    fn who_gives_up_waiting_is_forgotten() {
        let instance = Instance::default();
        let (mut run, end) = holds(&instance, "run", true, false);
        assert!(poll(&mut run).is_pending());
        let (mut gone, _end) = holds(&instance, "gone", true, false);
        assert!(poll(&mut gone).is_pending());
        drop(gone);
        end.send(()).unwrap();
        assert!(poll(&mut run).is_ready());
        assert!(instance.turns.borrow().running.is_empty() && instance.turns.borrow().waiting.is_empty());
    }
}
