// Writes fictional persons with the duplicates that registers have, as CSV with the truth beside
// them: `person` is the same for all records of one person. Persons come in households, so that
// sisters, twins, mothers with their daughters and wives with their husbands' telephones are among
// them. The same arguments give the same file.
//
//   jisr_people SETTING RECORDS SEED NAMES.tsv COMMUNES.csv > PEOPLE.csv
//
// SETTING: light, heavy, febrl, poor; see kSettings. With "listed-" before it names are drawn from
// the file alone, without made ones.

#include "names.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string_view>

namespace jisr::bench {

namespace {

/// How good the register is that is imitated.
struct Setting
{
    std::string_view name;
    double repeated;         ///< share of persons with more than one record
    std::size_t most_copies; ///< of one person, besides the first record
    std::size_t least_edits; ///< of a copy
    std::size_t most_edits;
    double missing;      ///< share of cells left empty, the two names excepted
    double no_id;        ///< share of persons without national id
    double no_phone;     ///< … without telephone
    double year_only;    ///< … whose birth date is known by the year
    double other_script; ///< share of copies written in the other script
};

constexpr std::array<Setting, 4> kSettings{{
    {"light", 0.25, 2, 0, 2, 0.03, 0.10, 0.10, 0.03, 0.3},
    {"heavy", 0.40, 3, 1, 5, 0.12, 0.30, 0.25, 0.10, 0.4},
    {"febrl", 0.45, 4, 1, 7, 0.05, 0.05, 0.05, 0.00, 0.0},
    {"poor", 0.30, 2, 0, 3, 0.10, 1.00, 0.60, 0.15, 0.3},
}};

struct Identity
{
    const SpeltName* given = nullptr;
    const SpeltName* family = nullptr;
    const SpeltName* father = nullptr;
    const SpeltName* husband = nullptr;
    const SpeltName* husbands_family = nullptr;
    int year = 0;
    std::size_t month = 0;
    std::size_t day = 0;
    bool year_only = false;
    std::string national_id;
    std::string phone;
    std::size_t commune = 0;
    char sex = 'F';
};

struct Record
{
    std::string given, family, father, husband, date, national_id, phone, commune;
    char sex = 'F';
};

struct Commune
{
    std::string arabic;
    std::string latin;
};

std::string written(const SpeltName* name, bool arabic, Draw& draw)
{
    if (name == nullptr)
        return {};
    const auto& forms =
        (arabic && !name->arabic.empty()) || name->latin.empty() ? name->arabic : name->latin;
    return forms[draw.ranked(forms.size())];
}

std::string date_text(int year, std::size_t month, std::size_t day)
{
    std::array<char, 32> text{};
    (void)std::snprintf(text.data(), text.size(), "%02zu/%02zu/%d", day, month, year);
    return text.data();
}

class People
{
  public:
    People(const Setting& setting, Names names, std::vector<Commune> communes, std::uint32_t seed)
        : setting_(setting), names_(std::move(names)), communes_(std::move(communes)), draw_(seed)
    {
    }

    /// Writes households until there are `records` rows.
    void write(std::size_t records)
    {
        std::cout << "id,person,given_name,family_name,father_name,husband_name,birth_date,"
                     "national_id,phone,commune,sex\n";
        while (written_ < records)
            write_household();
    }

  private:
    void write_household();
    Identity child_of(const Identity& mother, const Identity& like, bool twin);
    void settle(Identity& person, const std::string& phone);
    void write_person(const Identity& person);
    void print(const Record& record);
    Record record_of(const Identity& person, bool arabic);
    void edit(Record& record, const Identity& person, bool arabic);
    void edit_date(Record& record, const Identity& person);
    void edit_names(Record& record, const Identity& person, bool arabic);
    void leave_out(Record& record);

    std::string some_phone() { return "06" + std::to_string(10'000'000 + draw_.below(89'999'999)); }

    const Setting& setting_;
    Names names_;
    std::vector<Commune> communes_;
    Draw draw_;
    std::size_t written_ = 0;
    std::size_t persons_ = 0;
};

void People::settle(Identity& person, const std::string& phone)
{
    person.month = draw_.between(1, 12);
    person.day = draw_.between(1, 28);
    person.year_only = draw_.happens(setting_.year_only);
    if (!draw_.happens(setting_.no_id))
        person.national_id = "ZZ" + std::to_string(1'000'000 + draw_.below(8'999'999));
    if (!draw_.happens(setting_.no_phone))
        person.phone = draw_.happens(0.35) ? phone : some_phone();
}

Identity People::child_of(const Identity& mother, const Identity& like, bool twin)
{
    Identity child = like;
    child.sex = draw_.happens(0.93) ? 'F' : 'M';
    child.given = &(child.sex == 'F' ? names_.female : names_.male)[draw_.ranked(
        child.sex == 'F' ? names_.female.size() : names_.male.size())];
    if (child.sex == 'F' && draw_.happens(0.01))
        child.given = mother.given;
    const auto month = like.month;
    const auto day = like.day;
    child.national_id.clear();
    child.phone.clear();
    settle(child, mother.phone);
    if (twin) {
        child.month = month;
        child.day = day;
        child.year_only = like.year_only;
    } else {
        child.year = mother.year + static_cast<int>(draw_.between(17, 42));
    }
    return child;
}

void People::write_household()
{
    const std::string phone = some_phone();
    const auto* father = &names_.male[draw_.ranked(names_.male.size())];
    const auto* family = &names_.family[draw_.ranked(names_.family.size())];
    Identity mother{.given = &names_.female[draw_.ranked(names_.female.size())],
                    .family = &names_.family[draw_.ranked(names_.family.size())],
                    .father = &names_.male[draw_.ranked(names_.male.size())],
                    .husband = father,
                    .husbands_family = family,
                    .year = static_cast<int>(draw_.between(1945, 1985)),
                    .commune = draw_.ranked(communes_.size())};
    settle(mother, phone);
    if (draw_.happens(0.7))
        write_person(mother);
    Identity child{.family = family, .father = father, .commune = mother.commune};
    const Identity household{.given = mother.given, .year = mother.year};
    Identity parent = household;
    parent.phone = phone;
    for (std::size_t children = draw_.below(3); children > 0; --children) {
        child = child_of(parent, child, false);
        write_person(child);
        if (draw_.happens(0.03))
            write_person(child_of(parent, child, true));
    }
}

Record People::record_of(const Identity& person, bool arabic)
{
    const Commune& commune = communes_[person.commune];
    return {.given = written(person.given, arabic, draw_),
            .family = written(person.family, arabic, draw_),
            .father = written(person.father, arabic, draw_),
            .husband = written(person.husband, arabic, draw_),
            .date = person.year_only ? std::to_string(person.year)
                                     : date_text(person.year, person.month, person.day),
            .national_id = person.national_id,
            .phone = person.phone,
            .commune = arabic ? commune.arabic : commune.latin,
            .sex = person.sex};
}

void People::edit_date(Record& record, const Identity& person)
{
    switch (draw_.below(6)) {
    case 0:
        if (person.day <= 12 && !person.year_only)
            record.date = date_text(person.year, person.day, person.month);
        break;
    case 1:
        record.date = std::to_string(person.year);
        break;
    case 2:
        record.date =
            date_text(person.year + (draw_.happens(0.5) ? 1 : -1), person.month, person.day);
        break;
    case 3:
        record.date = date_text(person.year, person.month, draw_.between(1, 28));
        break;
    case 4:
        record.date = date_text(person.year, draw_.between(1, 12), person.day);
        break;
    default:
        record.date =
            date_text(person.year - static_cast<int>(draw_.below(10)), person.month, person.day);
    }
}

void People::edit_names(Record& record, const Identity& person, bool arabic)
{
    switch (draw_.below(8)) {
    case 0:
        record.given = mistyped(record.given, draw_);
        break;
    case 1:
        record.family = mistyped(record.family, draw_);
        break;
    case 2:
        record.given = respelt(record.given, draw_);
        break;
    case 3:
        record.family = respelt(record.family, draw_);
        break;
    case 4:
        if (draw_.happens(0.3))
            std::swap(record.given, record.family);
        break;
    case 5:
        if (person.husbands_family != nullptr && draw_.happens(0.5))
            record.family = written(person.husbands_family, arabic, draw_);
        break;
    case 6:
        if (const auto space = record.given.find(' '); space != std::string::npos)
            record.given.resize(space);
        break;
    default:
        record.father = mistyped(record.father, draw_);
    }
}

void People::edit(Record& record, const Identity& person, bool arabic)
{
    const std::size_t kind = draw_.below(10);
    if (kind < 5)
        edit_names(record, person, arabic);
    else if (kind < 7)
        edit_date(record, person);
    else if (kind == 7)
        record.national_id = mistyped(record.national_id, draw_);
    else if (kind == 8)
        record.phone = draw_.happens(0.7) ? some_phone() : mistyped(record.phone, draw_);
    else {
        const Commune& commune = communes_[draw_.ranked(communes_.size())];
        record.commune = arabic ? commune.arabic : commune.latin;
    }
}

void People::leave_out(Record& record)
{
    for (auto* cell : {&record.father, &record.husband, &record.date, &record.national_id,
                       &record.phone, &record.commune})
        if (draw_.happens(setting_.missing))
            cell->clear();
}

void People::print(const Record& record)
{
    std::cout << ++written_ << ',' << persons_ << ',' << record.given << ',' << record.family << ','
              << record.father << ',' << record.husband << ',' << record.date << ','
              << record.national_id << ',' << record.phone << ',' << record.commune << ','
              << record.sex << '\n';
}

void People::write_person(const Identity& person)
{
    ++persons_;
    const bool arabic = draw_.happens(0.5);
    Record first = record_of(person, arabic);
    leave_out(first);
    print(first);
    if (!draw_.happens(setting_.repeated))
        return;
    for (std::size_t copies = draw_.between(1, setting_.most_copies); copies > 0; --copies) {
        const bool other = arabic != draw_.happens(setting_.other_script);
        Record copy = record_of(person, other);
        for (auto edits = draw_.between(setting_.least_edits, setting_.most_edits); edits > 0;
             --edits)
            edit(copy, person, other);
        leave_out(copy);
        print(copy);
    }
}

/// Names in Arabic and French of a file like data/communes.csv, the first 400 in another order, so
/// that small and large ones are mixed.
std::vector<Commune> read_communes(const std::string& path)
{
    std::vector<Commune> communes;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream stream(line);
        std::array<std::string, 4> cells;
        for (auto& cell : cells)
            std::getline(stream, cell, ',');
        if (cells[3].find('"') == std::string::npos)
            communes.push_back({cells[2], cells[3]});
    }
    return communes;
}

int run(const std::vector<std::string>& arguments)
{
    constexpr std::string_view kListed = "listed-";
    std::string wanted = arguments.size() == 6 ? arguments[1] : "";
    const bool listed = wanted.starts_with(kListed);
    if (listed)
        wanted.erase(0, kListed.size());
    const auto* setting = std::find_if(kSettings.begin(), kSettings.end(),
                                       [&](const auto& it) { return it.name == wanted; });
    if (setting == kSettings.end()) {
        std::cerr << "jisr_people SETTING RECORDS SEED NAMES.tsv COMMUNES.csv\n";
        return 2;
    }
    Draw draw(static_cast<std::uint32_t>(std::stoul(arguments[3])));
    People people(*setting, read_names(arguments[4], !listed, draw), read_communes(arguments[5]),
                  static_cast<std::uint32_t>(draw.below(1U << 31U)));
    people.write(std::stoul(arguments[2]));
    return 0;
}

} // namespace
} // namespace jisr::bench

int main(int argc, char** argv)
{
    std::ios::sync_with_stdio(false);
    return jisr::bench::run({argv, argv + argc});
}
