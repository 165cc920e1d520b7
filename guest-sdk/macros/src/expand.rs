//! The code that the attribute adds to the `impl`.

use std::path::Path;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{Error, ItemImpl, Result};

use crate::attachments;
use crate::attribute::Attribute;
use crate::manifest::{Package, documentation, manifest};
use crate::methods::{Method, Passing, collect};

pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let attribute: Attribute = syn::parse2(attribute)?;
    let item: ItemImpl = syn::parse2(item)?;
    if let Some((_, path, _)) = &item.trait_ {
        return Err(Error::new(path.span(), "the attribute belongs on an `impl` of the struct itself, not of a trait"));
    }
    if let Some(parameter) = item.generics.params.first() {
        return Err(Error::new(parameter.span(), "a plugin has no type parameters: there is one instance of it"));
    }
    let methods = collect(&item)?;
    let names: Vec<&str> = methods.exported.iter().map(|method| method.name.as_str()).collect();
    let plugin_name = attribute.name.clone().unwrap_or_else(|| Package::current().name);
    let package_folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let (attachments, included) = attachments::read(&attribute.attachments, Path::new(&package_folder))?;
    let section = section(&manifest(attribute, attachments, Package::current(), &documentation(&item), &names));
    let plugin = &item.self_ty;
    let setup =
        methods.setup.as_ref().map_or_else(|| quote! { ::core::result::Result::Ok(::imjoy_sdk::Value::Null) }, call);
    let arms = methods.exported.iter().map(|method| {
        let (name, call) = (&method.name, call(method));
        quote! { #name => { #call } }
    });
    let exports = exports(plugin);
    Ok(quote! {
        #item

        const _: () = {
            #included
            #section

            ::std::thread_local! {
                static INSTANCE: ::std::rc::Rc<::imjoy_sdk::__private::Instance<#plugin>> =
                    ::core::default::Default::default();
            }

            #[allow(unused_imports, unused_variables, clippy::all, clippy::pedantic, reason = "generated")]
            impl ::imjoy_sdk::__private::Exported for #plugin {
                const FUNCTIONS: &'static [&'static str] = &[#(#names),*];

                fn instance() -> ::std::rc::Rc<::imjoy_sdk::__private::Instance<Self>> {
                    INSTANCE.with(::std::rc::Rc::clone)
                }

                async fn setup(
                    instance: ::std::rc::Rc<::imjoy_sdk::__private::Instance<Self>>,
                ) -> ::core::result::Result<::imjoy_sdk::Value, ::imjoy_sdk::Error> {
                    use ::imjoy_sdk::__private::{
                        SettleData, SettleDataOrText, SettleInfallible, SettleInfallibleData, SettleValue,
                        SettleValueOrText,
                    };
                    let arguments = ::std::vec::Vec::<::imjoy_sdk::Value>::new();
                    #setup
                }

                async fn dispatch(
                    instance: ::std::rc::Rc<::imjoy_sdk::__private::Instance<Self>>,
                    function: ::std::string::String,
                    arguments: ::std::vec::Vec<::imjoy_sdk::Value>,
                ) -> ::core::result::Result<::imjoy_sdk::Value, ::imjoy_sdk::Error> {
                    use ::imjoy_sdk::__private::{
                        SettleData, SettleDataOrText, SettleInfallible, SettleInfallibleData, SettleValue,
                        SettleValueOrText,
                    };
                    match function.as_str() {
                        #(#arms)*
                        _ => ::core::result::Result::Err(::imjoy_sdk::Error::not_found(::std::format!(
                            "function \"{function}\" of {} is not available.",
                            #plugin_name
                        ))),
                    }
                }
            }

            #exports
        };
    })
}

/// The exports of the component: each hands over to the SDK.
fn exports(plugin: &syn::Type) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, reason = "only a component has exports")]
        struct Exports;

        impl ::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Guest for Exports {
            async fn setup()
            -> ::core::result::Result<(), ::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Error> {
                ::imjoy_sdk::__private::setup::<#plugin>().await
            }

            fn functions() -> ::std::vec::Vec<::std::string::String> {
                ::imjoy_sdk::__private::functions::<#plugin>()
            }

            async fn call(
                function_name: ::std::string::String,
                arguments: ::std::vec::Vec<::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Value>,
            ) -> ::core::result::Result<
                ::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Value,
                ::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Error,
            > {
                ::imjoy_sdk::__private::call::<#plugin>(function_name, arguments).await
            }

            async fn call_function(
                id: u64,
                arguments: ::std::vec::Vec<::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Value>,
            ) -> ::core::result::Result<
                ::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Value,
                ::imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Error,
            > {
                ::imjoy_sdk::__private::call_function(id, arguments).await
            }

            fn release_function(id: u64) {
                ::imjoy_sdk::__private::release_function(id);
            }
        }

        // Where there are no exports the compiler takes the plugin for unused.
        #[cfg(not(target_family = "wasm"))]
        #[allow(dead_code, reason = "keeps the plugin in use")]
        fn in_use() {
            let _ = <#plugin as ::imjoy_sdk::__private::Exported>::instance;
            let _ = <#plugin as ::imjoy_sdk::__private::Exported>::setup;
            let _ = <#plugin as ::imjoy_sdk::__private::Exported>::dispatch;
            let _ = <#plugin as ::core::default::Default>::default;
        }

        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, reason = "exports of a component are unsafe by nature")]
        const _: () = {
            ::imjoy_sdk::bindings::export!(Exports with_types_in ::imjoy_sdk::bindings);
        };
    }
}

/// Calls a method with `arguments` and settles what it gives.
fn call(method: &Method) -> TokenStream {
    let Method { ident, name, parameters, .. } = method;
    let count = parameters.len();
    let lenient = method.lenient();
    let variables: Vec<_> = (0..count).map(|index| format_ident!("argument_{index}")).collect();
    let bindings = parameters.iter().zip(&variables).map(|(parameter, variable)| {
        let label = &parameter.name;
        match &parameter.kind {
            Passing::Value(ty) => quote! { let #variable = parameters.next::<#ty>(#label)?; },
            Passing::Reference(ty) => quote! {
                let #variable = parameters.next::<<#ty as ::std::borrow::ToOwned>::Owned>(#label)?;
            },
            Passing::Mutable(ty) => quote! {
                let mut #variable = parameters.next::<<#ty as ::std::borrow::ToOwned>::Owned>(#label)?;
            },
        }
    });
    let passed = parameters.iter().zip(&variables).map(|(parameter, variable)| match &parameter.kind {
        Passing::Value(_) => quote! { #variable },
        Passing::Reference(_) => quote! { &#variable },
        Passing::Mutable(_) => quote! { &mut #variable },
    });
    let access = if method.exclusive {
        quote! { let mut plugin = instance.exclusive().await?; let plugin: &mut Self = &mut plugin; }
    } else {
        quote! { let plugin = instance.shared().await?; let plugin: &Self = &plugin; }
    };
    let wait = method.is_async.then(|| quote! { .await });
    quote! {
        let mut parameters = ::imjoy_sdk::__private::Parameters::new(#name, arguments, #count, #lenient)?;
        #(#bindings)*
        #access
        let outcome = ::imjoy_sdk::__private::Outcome::new(plugin.#ident(#(#passed),*) #wait);
        (&&&&&&outcome).settle()
    }
}

/// The custom section of the core module that holds the manifest.
fn section(manifest: &serde_json::Value) -> TokenStream {
    let text = manifest.to_string();
    let (length, bytes) = (text.len(), Literal::byte_string(text.as_bytes()));
    quote! {
        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, reason = "naming a custom section is what makes it unsafe")]
        #[used]
        #[unsafe(link_section = "imjoy:manifest")]
        static MANIFEST: [u8; #length] = *#bytes;
    }
}
