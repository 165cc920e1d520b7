//! The methods of the `impl`, and which of them are exported.

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Error, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, Pat, PatType, Result, Type, Visibility};

/// Called by the host whether they are public or not, with a context or nothing.
const LIFECYCLE: [&str; 3] = ["run", "update", "exit"];

/// An exported method, or `setup`.
pub(crate) struct Method {
    pub(crate) ident: Ident,
    /// As callers write it.
    pub(crate) name: String,
    pub(crate) is_async: bool,
    /// `&mut self`
    pub(crate) exclusive: bool,
    pub(crate) parameters: Vec<Parameter>,
}

impl Method {
    /// Whether surplus arguments are ignored.
    pub(crate) fn lenient(&self) -> bool {
        LIFECYCLE.contains(&self.name.as_str())
    }
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: Passing,
}

/// How the method takes it.
pub(crate) enum Passing {
    Value(Box<Type>),
    Reference(Box<Type>),
    Mutable(Box<Type>),
}

pub(crate) struct Methods {
    pub(crate) setup: Option<Method>,
    pub(crate) exported: Vec<Method>,
}

pub(crate) fn collect(item: &ItemImpl) -> Result<Methods> {
    let mut methods = Methods { setup: None, exported: Vec::new() };
    for function in item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    }) {
        let name = function.sig.ident.unraw().to_string();
        if name == "setup" {
            let method = method(function, name)?;
            if let Some(parameter) = function.sig.inputs.iter().nth(1) {
                return Err(Error::new(parameter.span(), "`setup` has no parameters but `&self` or `&mut self`"));
            }
            methods.setup = Some(method);
        } else if is_exported(function, &name) {
            methods.exported.push(method(function, name)?);
        }
    }
    Ok(methods)
}

fn is_exported(function: &ImplItemFn, name: &str) -> bool {
    let lifecycle = LIFECYCLE.contains(&name);
    let public = matches!(function.vis, Visibility::Public(_)) && !name.starts_with('_');
    lifecycle || (public && function.sig.receiver().is_some())
}

fn method(function: &ImplItemFn, name: String) -> Result<Method> {
    let signature = &function.sig;
    let Some(receiver) = signature.receiver() else {
        return Err(Error::new(signature.span(), format!("`{name}` needs `&self` or `&mut self`")));
    };
    if receiver.reference.is_none() || receiver.colon_token.is_some() {
        return Err(Error::new(receiver.span(), "exported methods take `&self` or `&mut self`"));
    }
    if let Some(generic) = signature.generics.type_params().next() {
        return Err(Error::new(
            generic.span(),
            "exported methods have no type parameters: callers pass values; make it private, or take a `Value`",
        ));
    }
    if let Some(unsafety) = &signature.unsafety {
        return Err(Error::new(unsafety.span(), "exported methods are safe: anybody can call them"));
    }
    let parameters = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    Ok(Method {
        ident: signature.ident.clone(),
        name,
        is_async: signature.asyncness.is_some(),
        exclusive: receiver.mutability.is_some(),
        parameters: parameters.enumerate().map(|(index, typed)| parameter(index, typed)).collect::<Result<_>>()?,
    })
}

fn parameter(index: usize, typed: &PatType) -> Result<Parameter> {
    let name = match &*typed.pat {
        Pat::Ident(pattern) => pattern.ident.unraw().to_string().trim_start_matches('_').to_string(),
        _ => format!("argument {}", index + 1),
    };
    let kind = match &*typed.ty {
        Type::ImplTrait(ty) => {
            return Err(Error::new(
                ty.span(),
                "parameters of exported methods have a definite type; take a `Value` for any",
            ));
        }
        Type::Reference(reference) if reference.mutability.is_some() => Passing::Mutable(reference.elem.clone()),
        Type::Reference(reference) => Passing::Reference(reference.elem.clone()),
        ty => Passing::Value(Box::new(ty.clone())),
    };
    Ok(Parameter { name, kind })
}
