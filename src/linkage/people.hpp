#pragma once

#include "linkage/birth_date.hpp"
#include "linkage/name_pool.hpp"
#include "linkage/short_text.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace jisr::linkage {

enum class Sex : std::uint8_t { Unknown, Female, Male };

/// What is known of a person, in UTF-8 (any bytes are taken); an empty text is not known. Where a
/// name is known in two scripts the second stands in `…_other`.
struct Person
{
    std::string_view given_name;
    std::string_view given_name_other;
    std::string_view family_name;
    std::string_view family_name_other;
    std::string_view father_name;
    std::string_view husband_name;
    BirthDate birth_date;
    std::string_view national_id;
    std::string_view phone;
    std::string_view commune; ///< a name in any script, or a code
    Sex sex = Sex::Unknown;
};

/// A person as numbers: of names in `People::names`, of texts in `People::ids` and `phones`, and
/// beside them their marks, so that most comparisons need no more than two lines of the processor's
/// cache.
struct alignas(64) Row
{
    std::uint32_t given_name = 0;
    std::uint32_t family_name = 0;
    std::uint32_t father_name = 0;
    std::uint32_t husband_name = 0;
    std::uint32_t commune = 0;
    std::uint32_t national_id = 0;
    std::uint32_t phone = 0;
    BirthDate birth_date;
    std::uint32_t given_mark = 0;
    std::uint32_t family_mark = 0;
    std::uint32_t father_mark = 0;
    std::uint32_t husband_mark = 0;
    std::uint32_t commune_mark = 0;
    std::uint16_t id_mark = 0;
    std::uint16_t phone_mark = 0;
    Sex sex = Sex::Unknown;
};

/// A table of persons: rows of numbers, and each distinct text once.
class People
{
  public:
    People();

    void add(const Person& person) { add_all(std::span(&person, 1)); }

    /// The same for many at once, on two threads.
    void add_all(std::span<const Person> persons);

    [[nodiscard]] std::size_t size() const { return rows_.size(); }

    [[nodiscard]] const Row& row(std::uint32_t number) const { return rows_[number]; }

    [[nodiscard]] const NamePool& names() const { return names_; }

    /// By the number in `Row::national_id`; 0 is the missing one.
    [[nodiscard]] const std::vector<ShortText>& ids() const { return ids_.texts; }

    /// By the number in `Row::phone`; 0 is the missing one.
    [[nodiscard]] const std::vector<ShortText>& phones() const { return phones_.texts; }

    /// Where 1 January comes far more often than birthdays do, it was written for a day that nobody
    /// knew: such dates are then known by the year alone.
    void doubt_new_year();

    /// Puts the rows in an order that depends on what they hold alone, not on the order in which
    /// they came, so that whatever is found among them does not depend on it either.
    void arrange();

    /// Which `add` gave the row.
    [[nodiscard]] std::uint32_t origin(std::uint32_t row) const { return origins_[row]; }

  private:
    struct ShortTexts
    {
        TextIndex numbers;
        std::vector<ShortText> texts;
        std::uint32_t add(const ShortText& text);
    };

    void add_names(Row& row, const Person& person);
    void add_numbers(Row& row, const Person& person);
    /// Of all that is known of the person, the same in every table.
    [[nodiscard]] std::uint64_t content(const Row& row) const;

    NamePool names_;
    ShortTexts ids_;
    ShortTexts phones_;
    std::vector<Row> rows_;
    std::vector<std::uint32_t> origins_;
};

} // namespace jisr::linkage
