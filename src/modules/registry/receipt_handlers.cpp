#include "modules/registry/receipt_handlers.hpp"

#include "documents/receipt.hpp"
#include "modules/centres/centres.hpp"
#include "modules/registry/organisation_handlers.hpp"
#include "modules/registry/organisation_store.hpp"
#include "modules/registry/registering.hpp"
#include "modules/territory/territory.hpp"

#include <algorithm>

namespace jisr::registry {

namespace {

using namespace service;
using documents::Bilingual;
using documents::Receipt;

struct ReceiptQuery
{
    std::optional<core::Id> edition;
};
BOOST_DESCRIBE_STRUCT(ReceiptQuery, (), (edition))

Bilingual words(std::string_view key)
{
    return {.ar = core::text(core::Language::Ar, key), .fr = core::text(core::Language::Fr, key)};
}

template <class Named>
Bilingual name_of(const Named& named)
{
    return {.ar = named.name_ar, .fr = named.name_fr};
}

template <class Named>
Bilingual name_of(const Named* named)
{
    return named == nullptr ? Bilingual{} : name_of(*named);
}

documents::ReceiptTexts texts(std::string_view name)
{
    return {.title = words("receipt.title"),
            .reference = words("receipt.reference"),
            .name = words(name),
            .kind = words("receipt.kind"),
            .commune = words("receipt.commune"),
            .province = words("receipt.province"),
            .region = words("receipt.region"),
            .registered_on = words("receipt.registered_on"),
            .registered_at = words("receipt.registered_at"),
            .agent = words("receipt.agent"),
            .privacy = words("receipt.privacy"),
            .demonstration = words("receipt.demonstration")};
}

/// A paper that says "registered" is given only for a registration that stands.
Result<Registration> standing(std::vector<Registration> registrations,
                              const std::optional<core::Id>& edition)
{
    if (edition)
        std::erase_if(registrations, [&](const auto& one) { return one.edition_id != *edition; });
    if (registrations.empty())
        return core::fail(core::problems::not_found());
    std::erase_if(registrations,
                  [](const auto& one) { return one.state == RegistrationState::Withdrawn; });
    if (registrations.empty())
        return core::fail(core::problems::conflict("registration_withdrawn"));
    return std::move(registrations.back());
}

/// The centre where the file was made, else the commune.
Result<Bilingual> desk_of(db::Reader& reader, const std::optional<core::Id>& centre_id,
                          const Bilingual& commune)
{
    if (centre_id)
        if (const auto centre = TRY(centres::find_centre(reader, *centre_id)))
            return name_of(*centre);
    return commune;
}

/// All but the name and the kind, which persons and organisations have each in their own way.
template <class Row>
Result<Receipt> receipt_of(db::Reader& reader, const Row& row, const Registration& registration)
{
    Receipt receipt;
    receipt.programme = {registration.programme_name_ar, registration.programme_name_fr};
    receipt.edition = {registration.edition_name_ar, registration.edition_name_fr};
    receipt.reference = receipt.qr_payload = row.reference;
    receipt.commune = name_of(territory::find_commune(row.commune_code));
    receipt.province = name_of(territory::find_province(row.province_code));
    receipt.region = name_of(territory::find_region(row.region_code));
    receipt.registered_on = core::moroccan_day(registration.registered_at);
    receipt.registered_at = TRY(desk_of(reader, row.centre_id, receipt.commune));
    receipt.agent = row.registered_by_name;
    return receipt;
}

/// Where she looks up her own file, with the reference written in already. Behind `#` it stays in
/// her browser: no server, proxy or log on the way sees it.
std::string address_of_own_file(std::string_view public_url, std::string_view reference)
{
    while (public_url.ends_with('/'))
        public_url.remove_suffix(1);
    return std::string(public_url).append("/s/file#").append(reference);
}

Result<Receipt> person_receipt(db::Reader& reader, const Actor& actor, const core::Id& id,
                               const ReceiptQuery& query, std::string_view public_url)
{
    const auto row = TRY(visible_person(reader, actor, id));
    auto receipt = TRY(receipt_of(
        reader, row, TRY(standing(TRY(registrations_made_for(reader, row)), query.edition))));
    receipt.holder_name = {.ar = full_name(row.given_name_ar, row.family_name_ar),
                           .fr = full_name(row.given_name_latin, row.family_name_latin)};
    receipt.kind =
        words(std::string("receipt.participation.").append(core::code_of(row.participation)));
    receipt.texts = texts("receipt.person_name");
    if (!public_url.empty())
        receipt.qr_payload = address_of_own_file(public_url, row.reference);
    return receipt;
}

Result<Receipt> organisation_receipt(db::Reader& reader, const Actor& actor, const core::Id& id,
                                     const ReceiptQuery& query, std::string_view /*public_url*/)
{
    const auto row = TRY(visible_organisation(reader, actor, id));
    const auto registrations = TRY(registrations_of_organisation(reader, id));
    auto receipt = TRY(receipt_of(reader, row, TRY(standing(registrations, query.edition))));
    receipt.holder_name = {.ar = row.name_ar.value_or(""), .fr = row.name_latin.value_or("")};
    receipt.kind = words(std::string("receipt.organisation_kind.").append(core::code_of(row.kind)));
    receipt.texts = texts("receipt.organisation_name");
    return receipt;
}

using ReadReceipt = Result<Receipt> (*)(db::Reader&, const Actor&, const core::Id&,
                                        const ReceiptQuery&, std::string_view public_url);

/// The page is composed after the snapshot is let go of: it takes longer than reading.
Result<Response> print_receipt(Services& services, const Actor& actor, const core::Id& id,
                               const ReceiptQuery& query, ReadReceipt read)
{
    auto receipt = TRY(services.database.ask([&](db::Reader& reader) {
        return read(reader, actor, id, query, services.settings.public_url);
    }));
    receipt.demonstration = services.settings.demonstration;
    return service::pdf(TRY(documents::receipt_pdf(receipt)), receipt.reference + ".pdf");
}

Route receipt_route(const std::string& of, std::string summary, ReadReceipt read)
{
    auto route =
        direct<void, void>("GET", "/api/v1/" + of + "/{id}/receipt.pdf",
                           Permission::ViewRegistrants, std::move(summary),
                           [read](DirectContext& context,
                                  const std::shared_ptr<Request>& request) -> Result<Response> {
                               return print_receipt(context.services, context.actor,
                                                    TRY(path_id(*request)),
                                                    TRY(from_query<ReceiptQuery>(*request)), read);
                           })
            .slow()
            .answers({"application/pdf"});
    route.query = query_parameters<ReceiptQuery>();
    return route;
}

} // namespace

Result<Response> print_person_receipt(Services& services, const Actor& actor,
                                      const core::Id& person_id)
{
    return print_receipt(services, actor, person_id, {}, person_receipt);
}

Routes receipt_routes()
{
    Routes routes;
    routes.push_back(
        receipt_route("persons", "The receipt of a person's registration", person_receipt));
    routes.push_back(receipt_route("organisations",
                                   "The receipt of a cooperative's or company's registration",
                                   organisation_receipt));
    return routes;
}

} // namespace jisr::registry
