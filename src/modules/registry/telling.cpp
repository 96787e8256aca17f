#include "modules/registry/telling.hpp"

#include "modules/centres/centres.hpp"

namespace jisr::registry {

namespace {

/// As it is dialled in Morocco and in one piece: digits in groups change places between Arabic
/// words.
std::string dialled(std::string phone)
{
    constexpr std::string_view kMorocco = "+212";
    if (phone.starts_with(kMorocco))
        phone.replace(0, kMorocco.size(), "0");
    return phone;
}

/// None where nobody would answer.
core::Result<std::optional<std::string>> phone_of(db::Reader& reader,
                                                  const std::optional<core::Id>& centre_id)
{
    if (!centre_id)
        return std::optional<std::string>();
    const auto centre = TRY(centres::find_centre(reader, *centre_id));
    if (!centre || centre->state == centres::CentreState::Closed || !centre->phone)
        return std::optional<std::string>();
    return std::optional(dialled(*centre->phone));
}

} // namespace

service::Place place_of(const RegistrationRow& row)
{
    return {.region_code = row.region_code,
            .province_code = row.province_code,
            .centre_id = row.centre_id};
}

core::Result<messages::MessageDraft> message_for(db::Reader& reader, const core::Id& person_id,
                                                 const service::Place& place, Telling telling)
{
    const auto contact = TRY(contact_of(reader, person_id));
    const auto centre = telling.centre_id ? telling.centre_id : place.centre_id;
    telling.params["reference"] = contact.reference;
    if (const auto phone = TRY(phone_of(reader, centre)))
        telling.params["phone"] = *phone;
    return messages::MessageDraft{.template_code = std::move(telling.template_code),
                                  .recipient = {.person_id = person_id,
                                                .phone = contact.phone,
                                                .email = contact.email,
                                                .language = contact.language},
                                  .place = place,
                                  .params = std::move(telling.params),
                                  .occasion = std::move(telling.occasion),
                                  .subject = telling.subject};
}

core::Result<void> tell_person(service::WriteContext& context, const core::Id& person_id,
                               const service::Place& place, Telling telling)
{
    TRY(messages::enqueue(context,
                          TRY(message_for(context.writer, person_id, place, std::move(telling)))));
    return {};
}

core::Result<void> tell_registrant(service::WriteContext& context, const RegistrationRow& row,
                                   Telling telling)
{
    if (!row.person_id)
        return {};
    telling.subject = row.id;
    return tell_person(context, *row.person_id, place_of(row), std::move(telling));
}

} // namespace jisr::registry
