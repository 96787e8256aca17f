#include "modules/convergence/demonstration_store.hpp"
#include "modules/convergence/list_desk.hpp"
#include "service/crud.hpp"

#include <fstream>

namespace jisr::convergence {

namespace {

/// A fictional list: the women whom it names, those whom it names so poorly that a person must
/// look, and those whom nobody knows.
struct Invented
{
    std::string_view programme;
    int years_ago = 0;
    std::string region_code;
    std::string_view benefit;
    std::int64_t women = 0;
    std::int64_t leaving_out = 0; ///< so many of the first are in other programmes only
};

constexpr std::array<std::array<std::string_view, 3>, 6> kStrangers{
    {{"بوشارب", "نعيمة", "1979"},
     {"اللبار", "سعاد", "1988"},
     {"Benmansour", "Hafida", "1992"},
     {"Ouhaddou", "Rquia", "1966"},
     {"الرامي", "زينب", "1995"},
     {"Lakhdar", "Mbarka", "1973"}}};

void write_row(std::ofstream& csv, const ListedRegistrant& woman, bool poorly,
               std::string_view benefit)
{
    const bool arabic = !woman.family_name_ar.empty();
    csv << (arabic ? woman.family_name_ar : woman.family_name_latin) << ';'
        << (arabic ? woman.given_name_ar : woman.given_name_latin) << ';'
        << (poorly ? woman.birth.substr(0, 4) : woman.birth) << ';' << (poorly ? "" : woman.phone)
        << ';' << woman.commune_code << ';' << benefit << '\n';
}

Result<std::filesystem::path> write_list(service::Services& services, const Invented& list)
{
    constexpr std::size_t kPoorly = 5; // every fifth is named by year and commune alone
    const auto women = TRY(services.database.ask([&](db::Reader& reader) {
        return registrants_to_list(reader, list.region_code, list.leaving_out, list.women);
    }));
    const auto path =
        services.settings.data_folder / (std::string(list.programme) + "-demonstration.csv");
    std::ofstream csv(path);
    csv << "الاسم العائلي;الاسم الشخصي;تاريخ الازدياد;الهاتف;الجماعة;نوع الدعم\n";
    for (std::size_t i = 0; i < women.size(); ++i)
        write_row(csv, women[i], i % kPoorly == kPoorly - 1, list.benefit);
    for (const auto& [family, given, year] : kStrangers)
        csv << family << ';' << given << ';' << year << ";;كلميم;" << list.benefit << '\n';
    if (!csv)
        return core::fail(core::problems::unavailable("demonstration's list not written"));
    return path;
}

Result<void> hand_over(service::Services& services, ListDesk& desk, const Invented& list)
{
    const auto file = TRY(write_list(services, list));
    const auto handed =
        TRY(desk.accept(file,
                        {.programme_id = service::named_id("other_programme", list.programme),
                         .year = services.clock.today().year() - list.years_ago,
                         .file_name = file.filename().string(),
                         .region_code = list.region_code},
                        service::Actor::system("demonstration")));
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return desk.run(handed.id, std::atomic<bool>(false));
}

} // namespace

core::Result<void> seed_demonstration_lists(service::Services& services, ListDesk& desk)
{
    const auto has_lists =
        TRY(services.database.ask([](db::Reader& reader) { return has_any_list(reader); }));
    if (has_lists)
        return {};
    const Invented lists[]{{"awrach", 0, "10", "ورش مؤقت – 6 أشهر", 14, 0},
                           {"indh", 1, "10", "دعم مشروع مدر للدخل", 9, 4},
                           {"forsa", 1, "", "قرض شرف ومواكبة", 60, 0}};
    for (const auto& list : lists)
        TRY(hand_over(services, desk, list));
    return {};
}

} // namespace jisr::convergence
