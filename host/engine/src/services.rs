//! Services: records with functions that plugins offer to all others
//! (`api.registerService`, `api.getServices`).
//!
//! Source: §3.9 of the behaviour of ImJoy. A service has a `type` and a `name`; the host
//! adds `id`, which it mints, and `provider`, the owner's name. The type `operator` is an
//! op of the plugin; its id is its name, and it is listed as `@operator`.
//!
//! Invariants: a service belongs to one run of a plugin and vanishes with it. Only its
//! owner can withdraw it. The number and size of a plugin's services are bounded.

use crate::error::CallError;
use crate::identity::InstanceId;
use crate::plugin::instance::Instance;
use crate::value::{Record, Value};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Services of one run of a plugin at most.
const MOST_SERVICES: usize = 256;
/// Bytes of all services of one run of a plugin at most.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Types beginning with `@` that are known.
const KNOWN_TYPES: &[&str] = &[OPERATOR, "@transformation", "@model"];
/// The type of ops.
const OPERATOR: &str = "@operator";

/// The services of all plugins, oldest first.
#[derive(Default)]
pub(crate) struct Services {
    offered: Mutex<Vec<Service>>,
}

struct Service {
    owner: InstanceId,
    id: String,
    /// With `id` and `provider`.
    record: Record,
    is_op: bool,
}

/// What a plugin wants to offer.
pub(crate) struct NewService {
    record: Record,
    /// The op that it is, to be registered first.
    pub(crate) is_op: bool,
}

impl NewService {
    /// Checks what a plugin has given.
    pub(crate) fn new(service: Value) -> Result<Self, CallError> {
        let Value::Record(mut record) = service else {
            return Err(CallError::Invalid(format!("a service is a record, not a {}", service.kind())));
        };
        let text = |name: &str| record.get(name).and_then(Value::as_text).filter(|text| !text.is_empty());
        let (Some(service_type), Some(_)) = (text("type"), text("name")) else {
            return Err(CallError::Invalid("you must specify the service `type` and `name`.".to_owned()));
        };
        let service_type = full_type(service_type).to_owned();
        if service_type.starts_with('@') && !KNOWN_TYPES.contains(&service_type.as_str()) {
            return Err(CallError::Invalid(format!(
                "the service type {service_type} is not known; there are {}, and any name without @",
                KNOWN_TYPES.join(", ")
            )));
        }
        let is_op = service_type == OPERATOR;
        record.set("type", service_type);
        Ok(Self { record, is_op })
    }

    /// The name of the service.
    pub(crate) fn name(&self) -> &str {
        self.field("name").as_text().unwrap_or_default()
    }

    /// A field as it was given; absent where there is none.
    pub(crate) fn field(&self, name: &str) -> &Value {
        self.record.get(name).unwrap_or(&Value::Absent)
    }
}

impl Services {
    /// Offers a service and gives its id.
    pub(crate) fn register(&self, owner: &Instance, service: NewService) -> Result<String, CallError> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let NewService { mut record, is_op } = service;
        let id = if is_op {
            record.get("name").and_then(Value::as_text).unwrap_or_default().to_owned()
        } else {
            format!("service-{}", NEXT.fetch_add(1, Ordering::Relaxed))
        };
        record.set("id", id.as_str());
        record.set("provider", &*owner.name);
        let new = Service { owner: owner.id, id: id.clone(), record, is_op };
        let replaced;
        {
            let mut offered = self.offered();
            let place = offered.iter().position(|known| is_op && known.is_op && known.id == id && known.is_of(owner));
            let own = || offered.iter().filter(|known| known.is_of(owner));
            let count = own().count();
            if place.is_none() && count >= MOST_SERVICES {
                return Err(CallError::Limit(format!("{} offers {count} services and may not offer more", owner.name)));
            }
            let bytes: usize = own().map(Service::bytes).sum::<usize>() + new.bytes();
            if bytes > MOST_BYTES {
                return Err(CallError::Limit(format!(
                    "the services of {} would have {bytes} bytes; they may have {MOST_BYTES}",
                    owner.name
                )));
            }
            replaced = place.map(|place| offered.remove(place));
            offered.push(new);
        }
        // Functions are released without the lock.
        drop(replaced);
        Ok(id)
    }

    /// Withdraws a service of `owner`; whether it was an op.
    pub(crate) fn unregister(&self, owner: &Instance, id: &str) -> Result<bool, CallError> {
        let removed = {
            let mut offered = self.offered();
            let place = offered.iter().position(|service| service.id == id && service.is_of(owner));
            place.map(|place| offered.remove(place))
        };
        match removed {
            Some(service) => Ok(service.is_op),
            None => Err(CallError::NotFound(format!("{} offers no service {id}", owner.name))),
        }
    }

    /// Withdraws the services that stand for ops which `owner` has unregistered.
    pub(crate) fn ops_removed(&self, owner: &Instance, is_removed: impl Fn(&str) -> bool) {
        let removed: Vec<Service> = self
            .offered()
            .extract_if(.., |service| service.is_op && service.is_of(owner) && is_removed(&service.id))
            .collect();
        drop(removed);
    }

    /// All services that fit `query`, oldest first: a record whose fields all equal those
    /// of the service, a text for the type, or nothing for all.
    pub(crate) fn find(&self, query: &Value) -> Result<Vec<Value>, CallError> {
        let mut wanted = match query {
            nothing if nothing.is_falsy() => Record::new(),
            Value::Text(service_type) => Record::new().with("type", service_type.as_str()),
            Value::Record(record) => record.clone(),
            other => {
                return Err(CallError::Invalid(format!(
                    "services are asked for by a record or the text of a type, not by a {}",
                    other.kind()
                )));
            }
        };
        if let Some(service_type) = wanted.get("type").and_then(Value::as_text).map(|text| full_type(text).to_owned()) {
            wanted.set("type", service_type);
        }
        let offered = self.offered();
        let fits = |service: &&Service| {
            wanted.iter().all(|(name, value)| service.record.get(name).is_some_and(|own| is_equal(own, value)))
        };
        Ok(offered.iter().filter(fits).map(|service| Value::Record(service.record.clone())).collect())
    }

    /// Withdraws all services of a run that has ended.
    pub(crate) fn owner_ended(&self, owner: &Instance) {
        let removed: Vec<Service> = self.offered().extract_if(.., |service| service.is_of(owner)).collect();
        drop(removed);
    }

    fn offered(&self) -> MutexGuard<'_, Vec<Service>> {
        self.offered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service {
    fn is_of(&self, owner: &Instance) -> bool {
        self.owner == owner.id
    }

    fn bytes(&self) -> usize {
        self.record.iter().map(|(name, value)| name.len() + value.held_bytes()).sum()
    }
}

/// The type under which a service is listed.
fn full_type(service_type: &str) -> &str {
    if service_type == "operator" { OPERATOR } else { service_type }
}

/// 3 and 3.0 are the same number, as in JavaScript.
fn is_equal(own: &Value, wanted: &Value) -> bool {
    match (own.as_number(), wanted.as_number()) {
        (Some(own), Some(wanted)) => own == wanted,
        _ => own == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::PluginId;
    use crate::plugin::instance::Asker;
    use std::sync::Arc;

    fn instance(name: &str) -> Arc<Instance> {
        let plugin = PluginId::mint();
        let asker = Asker { plugin, name: name.into() };
        Instance::new(plugin, name.into(), asker, None, 1, 1, || ()).0
    }

    fn new(service_type: &str) -> NewService {
        NewService::new(Record::new().with("type", service_type).with("name", "n").into()).unwrap()
    }

    #[test]
    fn only_the_owner_withdraws_a_service() {
        let (services, owner, other) = (Services::default(), instance("a"), instance("b"));
        let id = services.register(&owner, new("t")).unwrap();
        let op = services.register(&owner, new("operator")).unwrap();
        assert!(matches!(services.unregister(&other, &id), Err(CallError::NotFound(_))));
        assert!(matches!(services.unregister(&other, &op), Err(CallError::NotFound(_))));
        services.ops_removed(&other, |_| true);
        services.owner_ended(&other);
        assert_eq!(services.find(&Value::Null).unwrap().len(), 2);
        assert_eq!((services.unregister(&owner, &id), services.unregister(&owner, &op)), (Ok(false), Ok(true)));
        assert_eq!(services.find(&Value::Null).unwrap(), []);
    }

    #[test]
    fn ops_of_one_name_are_one_service_each() {
        let (services, one, other) = (Services::default(), instance("a"), instance("b"));
        for owner in [&one, &one, &other] {
            assert_eq!(services.register(owner, new("operator")).unwrap(), "n");
        }
        assert_eq!(services.find(&"operator".into()).unwrap().len(), 2);
        services.owner_ended(&one);
        assert_eq!(services.find(&"operator".into()).unwrap()[0].field("provider"), Some(&"b".into()));
    }
}
