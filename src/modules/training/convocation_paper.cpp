#include "documents/document.hpp"
#include "modules/centres/centres.hpp"
#include "modules/programmes/programmes.hpp"
#include "modules/territory/territory.hpp"
#include "modules/training/handlers.hpp"
#include "service/export.hpp"

namespace jisr::training {

namespace {

using documents::Bilingual;
using documents::Document;

/// What the letters say, read in one snapshot.
struct Letters
{
    Session session;
    Bilingual programme;
    Bilingual place;
    std::vector<Convocation> convocations;
};

Bilingual words(std::string_view key)
{
    return {.ar = core::text(core::Language::Ar, key), .fr = core::text(core::Language::Fr, key)};
}

/// The hall as it was typed, the centre, the commune: the nearest that is known.
Result<Bilingual> place_of(db::Reader& reader, const Session& session)
{
    Bilingual place{session.place_ar.value_or(""), session.place_fr.value_or("")};
    if (place.empty() && session.centre_id)
        if (const auto centre = TRY(centres::find_centre(reader, *session.centre_id)))
            place = {centre->name_ar, centre->name_fr};
    const auto* commune = territory::find_commune(session.commune_code);
    if (commune == nullptr)
        return place.completed();
    place = place.completed();
    const auto joined = [](const std::string& hall, const std::string& town) {
        return hall.empty() ? town : hall + " – " + town;
    };
    return Bilingual{joined(place.ar, commune->name_ar), joined(place.fr, commune->name_fr)};
}

Result<Letters> letters_of(db::Reader& reader, const service::Actor& actor, const Request& request)
{
    Letters letters;
    letters.session = TRY(visible_session(reader, actor, request));
    letters.place = TRY(place_of(reader, letters.session));
    letters.convocations = TRY(visible_convocations(reader, actor, letters.session));
    std::erase_if(letters.convocations, [](const Convocation& one) { return !one.has_seat; });
    if (const auto edition = TRY(programmes::find_edition(reader, letters.session.edition_id)))
        if (const auto programme = TRY(programmes::find_programme(reader, edition->programme_id)))
            letters.programme = {programme->name_ar, programme->name_fr};
    return letters;
}

/// In words: hours around a dash are read from the wrong end in the other script.
Bilingual hours_of(const Session& session)
{
    if (!session.ends_at)
        return {session.starts_at, session.starts_at};
    const boost::json::object hours{{"from", session.starts_at}, {"to", *session.ends_at}};
    return {core::text(core::Language::Ar, "training.hours", hours),
            core::text(core::Language::Fr, "training.hours", hours)};
}

/// Whoever finds the letter learns that she is expected somewhere, as her programme's other papers
/// say too, and nothing else of her.
void add_letter(Document& document, const Letters& letters, const Convocation& convocation)
{
    const auto& session = letters.session;
    const std::string day = documents::paper_date(session.held_on);
    const Bilingual name =
        Bilingual{convocation.full_name_ar, convocation.full_name_latin}.completed();
    document.masthead({{words("training.letter.title"), {.size = 16, .bold = true}},
                       {letters.programme, {.size = 11}}});
    document.bilingual_rows(
        {{words("training.letter.name"), name, true},
         {words("training.letter.reference"), {convocation.reference, convocation.reference}},
         {words("training.letter.session"), {session.title_ar, session.title_fr}, true},
         {words("training.letter.day"), {day, day}, true},
         {words("training.letter.hours"), hours_of(session)},
         {words("training.letter.place"), letters.place}});
    document.bilingual_paragraph(words("training.letter.bring"));
}

Result<std::string> compose(const DirectContext& context, const Letters& letters)
{
    const auto* province = territory::find_province(letters.session.province_code);
    documents::DocumentInfo info{.title = core::text(core::Language::Fr, "training.letter.title"),
                                 .author = "Jisr",
                                 .created = context.services.clock.now(),
                                 .footer = {.place = {province->name_ar, province->name_fr},
                                            .date = context.services.clock.today()},
                                 .sheet = documents::Sheet::UpperHalf};
    if (context.services.settings.demonstration)
        info.watermark = words("receipt.demonstration");
    Document document(std::move(info));
    for (std::size_t i = 0; i < letters.convocations.size(); ++i) {
        if (i > 0)
            document.page_break();
        add_letter(document, letters, letters.convocations[i]);
    }
    return document.pdf();
}

} // namespace

// GET /api/v1/sessions/{id}/letters
Result<Response> print_convocations(DirectContext& context, const std::shared_ptr<Request>& request)
{
    const auto letters = TRY(context.services.database.ask(
        [&](db::Reader& reader) { return letters_of(reader, context.actor, *request); }));
    if (letters.convocations.empty())
        return core::fail(core::problems::conflict("nobody_convoked"));
    auto pdf = TRY(compose(context, letters));
    TRY(service::log_export(context, "print_convocations", {{"session", letters.session.id.str()}},
                            static_cast<std::int64_t>(letters.convocations.size())));
    return service::pdf(std::move(pdf), "convocations.pdf");
}

} // namespace jisr::training
