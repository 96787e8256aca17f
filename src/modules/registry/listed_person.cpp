#include "modules/registry/listed_person.hpp"

#include "modules/territory/territory.hpp"
#include "tabular/text.hpp"
#include "tabular/values.hpp"
#include "tabular/word_lists.hpp"

#include <algorithm>
#include <iterator>

namespace jisr::registry {

namespace {

using territory::PlaceLevel;
using territory::PlaceMatch;

bool maps(const std::vector<ImportColumn>& columns, std::string_view field)
{
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ImportColumn& column) { return column.field == field; });
}

/// The number as it is kept; nothing for one that is none.
template <class Normalise>
std::optional<std::string> normal(const std::optional<std::string>& typed, Normalise normalise)
{
    if (!typed)
        return std::nullopt;
    auto value = normalise(*typed);
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

std::string province_in(const tabular::SheetRow& row, const std::vector<ImportColumn>& columns,
                        std::string_view within)
{
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i)
        if (columns[i].field == "province") {
            const auto match =
                territory::match_place(row.cells[i].text, PlaceLevel::Province, within);
            if (match.outcome == PlaceMatch::Outcome::Found)
                return std::string(match.code);
        }
    return {};
}

/// What tells who she is and was typed wrong; what is missing stays unsaid, and so do places.
bool is_left_out(const RowReason& reason)
{
    return reason.code != "required" && (reason.field == "birth_date" || reason.field == "phone" ||
                                         reason.field == "national_id");
}

} // namespace

bool ListedPerson::can_be_known() const
{
    return fields.national_id || (fields.given_name_ar && fields.family_name_ar) ||
           (fields.given_name_latin && fields.family_name_latin);
}

std::vector<ImportColumn> listed_columns(const std::vector<std::string>& headings)
{
    auto columns = columns_of_headings(headings);
    for (auto& column : columns) {
        const auto further = tabular::code_of_word("linkage_headings", column.heading);
        if (!column.field && further && !maps(columns, *further))
            column.field = std::string(*further);
    }
    // "الاسم" alone holds the whole name.
    if (!maps(columns, "family_name"))
        for (auto& column : columns)
            if (column.field == "given_name")
                column.field = "full_name";
    return columns;
}

bool tell_who(const std::vector<ImportColumn>& columns)
{
    const auto missing = missing_fields(columns);
    return maps(columns, "national_id") ||
           std::find(missing.begin(), missing.end(), "full_name") == missing.end();
}

ListedPerson read_listed(const tabular::SheetRow& row, const std::vector<ImportColumn>& columns,
                         std::string_view within, core::Date today)
{
    ListedPerson listed;
    auto& fields = listed.fields;
    auto read = read_row(row, columns, within, today);
    std::ranges::copy_if(read.reasons, std::back_inserter(listed.left_out), is_left_out);
    fields = std::move(read.draft);
    fields.national_id = normal(fields.national_id, tabular::normalise_national_id);
    fields.phone = normal(fields.phone, tabular::normalise_phone);
    fields.second_phone = normal(fields.second_phone, tabular::normalise_phone);
    listed.place_code =
        fields.commune_code.empty() ? province_in(row, columns, within) : fields.commune_code;
    return listed;
}

} // namespace jisr::registry
