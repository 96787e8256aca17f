#include "linkage/people.hpp"

#include "linkage/workers.hpp"

#include <algorithm>
#include <tuple>

namespace jisr::linkage {

People::People()
{
    ids_.add({});
    phones_.add({});
}

std::uint32_t People::ShortTexts::add(const ShortText& text)
{
    const auto place = numbers.add(text.text());
    if (place.is_new)
        texts.push_back(text);
    return place.number;
}

void People::add_names(Row& row, const Person& person)
{
    row.given_name = names_.add(person.given_name, person.given_name_other);
    row.family_name = names_.add(person.family_name, person.family_name_other);
    row.father_name = names_.add(person.father_name);
    row.husband_name = names_.add(person.husband_name);
    row.commune = names_.add(person.commune);
    row.given_mark = names_.mark(row.given_name);
    row.family_mark = names_.mark(row.family_name);
    row.father_mark = names_.mark(row.father_name);
    row.husband_mark = names_.mark(row.husband_name);
    row.commune_mark = names_.mark(row.commune);
}

void People::add_numbers(Row& row, const Person& person)
{
    row.birth_date = person.birth_date;
    row.sex = person.sex;
    row.national_id = ids_.add(ShortText::of_id(person.national_id));
    row.phone = phones_.add(ShortText::of_phone(person.phone));
    row.id_mark = ids_.texts[row.national_id].mark();
    row.phone_mark = phones_.texts[row.phone].mark();
}

void People::add_all(std::span<const Person> persons)
{
    const std::size_t before = rows_.size();
    rows_.resize(before + persons.size());
    for (std::size_t i = before; i < rows_.size(); ++i)
        origins_.push_back(static_cast<std::uint32_t>(i));
    const auto add_each = [&](auto add_some) {
        for (std::size_t i = 0; i < persons.size(); ++i)
            (this->*add_some)(rows_[before + i], persons[i]);
    };
    constexpr std::size_t kWorthAThread = 1000;
    if (persons.size() < kWorthAThread) {
        add_each(&People::add_names);
        add_each(&People::add_numbers);
        return;
    }
    in_parallel(2, [&](std::size_t part, std::size_t) {
        add_each(part == 0 ? &People::add_names : &People::add_numbers);
    });
}

std::uint64_t People::content(const Row& row) const
{
    std::uint64_t hash = row.birth_date.packed();
    for (const auto name :
         {row.given_name, row.family_name, row.father_name, row.husband_name, row.commune})
        hash = mixed(hash, names_.content(name));
    hash = mixed(hash, hash_of(ids_.texts[row.national_id].text()));
    hash = mixed(hash, hash_of(phones_.texts[row.phone].text()));
    return mixed(hash, static_cast<std::uint64_t>(row.sex));
}

void People::doubt_new_year()
{
    constexpr double kFarMoreOften = 7.0 / 365;
    constexpr std::size_t kFew = 20; // of which chance may make a share
    const auto is_new_year = [](BirthDate date) { return date.day() == 1 && date.month() == 1; };
    std::size_t days = 0;
    std::size_t new_years = 0;
    for (const auto& row : rows_) {
        days += row.birth_date.has_day() ? 1 : 0;
        new_years += is_new_year(row.birth_date) ? 1 : 0;
    }
    if (new_years < kFew ||
        static_cast<double>(new_years) < kFarMoreOften * static_cast<double>(days))
        return;
    for (auto& row : rows_)
        if (is_new_year(row.birth_date))
            row.birth_date = {row.birth_date.year(), 0, 0};
}

void People::arrange()
{
    struct Placed
    {
        std::uint64_t content;
        std::uint32_t row;
    };

    std::vector<Placed> order(rows_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = {content(rows_[i]), i};
    std::sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.content, a.row) < std::tie(b.content, b.row);
    });
    std::vector<Row> rows(rows_.size());
    std::vector<std::uint32_t> origins(rows_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        rows[i] = rows_[order[i].row];
        origins[i] = origins_[order[i].row];
    }
    rows_ = std::move(rows);
    origins_ = std::move(origins);
}

} // namespace jisr::linkage
