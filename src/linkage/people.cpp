#include "linkage/people.hpp"

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

void People::add(const Person& person)
{
    Row row{.given_name = names_.add(person.given_name, person.given_name_other),
            .family_name = names_.add(person.family_name, person.family_name_other),
            .father_name = names_.add(person.father_name),
            .husband_name = names_.add(person.husband_name),
            .commune = names_.add(person.commune),
            .national_id = ids_.add(ShortText::of_id(person.national_id)),
            .phone = phones_.add(ShortText::of_phone(person.phone)),
            .birth_date = person.birth_date,
            .sex = person.sex};
    row.given_mark = names_.mark(row.given_name);
    row.family_mark = names_.mark(row.family_name);
    row.father_mark = names_.mark(row.father_name);
    row.husband_mark = names_.mark(row.husband_name);
    row.commune_mark = names_.mark(row.commune);
    row.id_mark = ids_.texts[row.national_id].mark();
    row.phone_mark = phones_.texts[row.phone].mark();
    rows_.push_back(row);
    origins_.push_back(static_cast<std::uint32_t>(origins_.size()));
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
