//! The look-ups that views call by name: enrichment and normal forms, as functions of text.

use enrichment::Knowledge;
use enrichment::cloud_storage::CloudStorage;
use enrichment::places::Place;
use enrichment::remote_tools::{RemoteTools, Tool};
use measures::{addresses, contacts};
use store::Engine;

use crate::Policy;

/// The lists of what is known, behind names that SQL can call.
pub(crate) struct Lookups<'a>(pub(crate) &'a Knowledge);

impl Lookups<'_> {
    /// Gives an engine every function that the views use.
    pub(crate) fn register(&self, engine: &Engine, policy: &Policy) {
        self.register_normal_forms(engine);
        self.register_endpoint(engine, policy);
        let mail = self.0.mail_domains.clone();
        engine.function("mail_kind", 1, move |it| Some(mail.kind((*it.first()?)?)?.id().to_owned()));
        let storage = self.0.cloud_storage.clone();
        engine.function("cloud_storage", 3, move |it| Some(host_of(&storage, it)?.id.clone()));
        let storage = self.0.cloud_storage.clone();
        engine.function("cloud_storage_kind", 3, move |it| Some(host_of(&storage, it)?.kind.id().to_owned()));
        let payment = self.0.payment_services.clone();
        engine.function("payment_service", 1, move |it| {
            Some(payment.by_institution((*it.first()?)?)?.name.clone())
        });
        let payment = self.0.payment_services.clone();
        engine.function("payment_kind", 1, move |it| {
            Some(payment.by_institution((*it.first()?)?)?.kind.id().to_owned())
        });
        let clients = self.0.vpn_clients.clone();
        engine.function("vpn_client", 1, move |it| Some(clients.by_operator((*it.first()?)?)?.id.clone()));
        let cameras = self.0.virtual_cameras.clone();
        engine
            .function("virtual_camera", 1, move |it| Some(cameras.by_camera((*it.first()?)?)?.name.clone()));
        let cameras = self.0.virtual_cameras.clone();
        engine.function("virtual_camera_reported", 1, move |it| {
            let camera = cameras.by_camera((*it.first()?)?)?;
            camera.named_in_reports.then(|| "yes".to_owned())
        });
    }

    fn register_normal_forms(&self, engine: &Engine) {
        engine.function("email_key", 1, |it| contacts::email_key((*it.first()?)?));
        engine.function("mail_domain", 1, |it| contacts::domain_of((*it.first()?)?));
        engine.function("profile_key", 1, |it| contacts::handle_key((*it.first()?)?));
        engine.function("phone_key", 2, |it| match it {
            [Some(phone), country] => phone_key(phone, *country),
            _ => None,
        });
        engine.function("address_key", 5, |it| match it {
            [Some(line), city, region, postcode, country] => {
                let text = |it: &Option<&str>| it.unwrap_or_default().to_owned();
                let key =
                    addresses::normalise(line, &text(city), &text(region), &text(postcode), &text(country));
                (!key.is_empty()).then_some(key)
            }
            _ => None,
        });
        engine.function("account_key", 1, |it| Some(personas::identity::account_key((*it.first()?)?)));
        engine.function("device_key", 1, |it| Some(device_key((*it.first()?)?)));
        engine.function("meeting_key", 1, |it| Some(personas::identity::plain_meeting_id((*it.first()?)?)));
        let places = self.0.places_when_asked();
        engine.function("area_of", 5, move |it| match it {
            [city, region, country, latitude, longitude] => {
                let place = Place {
                    city: city.unwrap_or_default(),
                    region: region.unwrap_or_default(),
                    country: country.unwrap_or_default(),
                    postcode: "",
                };
                // Coordinates are those of the city only where the product names one.
                let point = latitude.zip(*longitude).filter(|_| city.is_some());
                match point {
                    Some((latitude, longitude)) => Some(format!("{latitude};{longitude};25")),
                    None => {
                        let area = places().area(place)?;
                        Some(format!("{};{};{}", area.latitude, area.longitude, area.radius_km))
                    }
                }
            }
            _ => None,
        });
    }

    fn register_endpoint(&self, engine: &Engine, policy: &Policy) {
        let tools = self.0.remote_tools.clone();
        engine.function("remote_tool", 5, move |it| Some(tool_of(&tools, it)?.id.clone()));
        let tools = self.0.remote_tools.clone();
        engine.function("remote_tool_kind", 5, move |it| Some(tool_of(&tools, it)?.kind.id().to_owned()));
        let approved: Vec<String> =
            policy.remote_access.approved_tools.iter().map(|it| squeezed(it)).collect();
        let tools = self.0.remote_tools.clone();
        engine.function("tool_approved", 1, move |it| {
            let id = (*it.first()?)?;
            let name = tools.by_id(id).map(|it| squeezed(&it.name)).unwrap_or_default();
            let id = squeezed(id);
            let yes = approved.iter().any(|it| *it == id || *it == name);
            Some(if yes { "yes" } else { "no" }.to_owned())
        });
        let clients = self.0.vpn_clients.clone();
        engine.function("vpn_process", 3, move |it| match it {
            [Some("process"), Some(image), _] => Some(clients.by_process(image)?.id.clone()),
            [Some("service"), image, target] => {
                Some(clients.by_service(target.unwrap_or_default(), image.unwrap_or_default())?.id.clone())
            }
            [Some("dns" | "connection"), image, target] => {
                let found =
                    target.and_then(|it| clients.by_domain(it)).or_else(|| clients.by_process((*image)?));
                Some(found?.id.clone())
            }
            _ => None,
        });
        let devices = self.0.kvm_devices.clone();
        engine.function("kvm_device", 3, move |it| match it {
            [Some("device"), Some(target), detail] => {
                let found = devices.by_device(target, detail.unwrap_or_default())?;
                found.is_sign().then(|| found.name.clone())
            }
            _ => None,
        });
        let simulators = self.0.activity_simulators.clone();
        engine.function("activity_simulator", 4, move |it| {
            let found = match it {
                [Some("process"), Some(image), _, _] => simulators.by_process(image),
                [Some("device"), _, Some(target), detail] => {
                    simulators.by_device(target, detail.unwrap_or_default())
                }
                [Some("extension"), _, Some(id), _] => simulators.by_extension(id),
                _ => None,
            };
            found.filter(|it| !it.honest).map(|it| it.name.clone())
        });
        let cameras = self.0.virtual_cameras.clone();
        engine.function("virtual_camera_process", 2, move |it| match it {
            [Some("process" | "service"), Some(image)] => Some(cameras.by_process(image)?.name.clone()),
            _ => None,
        });
    }
}

/// Kind, image, command line, target, detail.
fn tool_of<'a>(tools: &'a RemoteTools, arguments: &[Option<&str>]) -> Option<&'a Tool> {
    let [Some(kind), image, command_line, target, detail] = arguments else { return None };
    match *kind {
        "process" => image
            .and_then(|it| tools.by_process(it))
            .or_else(|| command_line.and_then(|it| tools.by_command_line(it))),
        "service" => tools.by_service(target.unwrap_or_default(), image.or(*detail).unwrap_or_default()),
        "dns" => target.and_then(|it| tools.by_domain(it)),
        "connection" => {
            image.and_then(|it| tools.by_process(it)).or_else(|| target.and_then(|it| tools.by_domain(it)))
        }
        _ => None,
    }
}

fn host_of<'a>(
    storage: &'a CloudStorage,
    arguments: &[Option<&str>],
) -> Option<&'a enrichment::cloud_storage::StorageService> {
    let [host, url, app] = arguments else { return None };
    let of_url =
        url.map(|it| it.split_once("://").map_or(it, |(_, rest)| rest)).and_then(|it| it.split('/').next());
    let of_host =
        host.and_then(|it| storage.by_host(it)).or_else(|| of_url.and_then(|it| storage.by_host(it)));
    of_host.or_else(|| app.and_then(|it| storage.by_name(it)))
}

/// `Quick Assist`, `quick-assist` and `quickassist` are one.
fn squeezed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
}

/// E.164, read with the country's own habits where it is known, else as an American number.
pub(crate) fn phone_key(phone: &str, country: Option<&str>) -> Option<String> {
    use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};
    let country = country.map(str::trim).unwrap_or_default().to_uppercase();
    let region = Region::from_code(&country).unwrap_or(Region::US);
    let parsed = PhoneNumber::parse(phone, Some(region));
    match parsed {
        Ok(number) => Some(number.format_as(PhoneNumberFormat::E164).into_owned()),
        Err(_) => {
            let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
            (digits.len() >= 7).then_some(digits)
        }
    }
}

/// A host name without its domain, in lower case; an address stays whole.
pub(crate) fn device_key(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let numeric = name.chars().all(|it| it.is_ascii_digit() || it == '.' || it == ':');
    if numeric { name } else { name.split('.').next().unwrap_or(&name).to_owned() }
}
